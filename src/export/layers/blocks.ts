import { concat as concatLayer } from '../../network/layers/blocks/concat.ts';
import { gate as gateLayer } from '../../network/layers/blocks/gate.ts';
import { parallel as parallelLayer } from '../../network/layers/blocks/parallel.ts';
import { residual as residualLayer } from '../../network/layers/blocks/residual.ts';
import { number } from '../code/scale.ts';
import type { Source } from '../code/source.ts';
import { type Row, type Unfolded, words } from '../words.ts';
import { writeAll } from './writeAll.ts';

/** Blocks: their rows are written one after another, each from the value that went in, then put together. */

/** residual: x = skip + alpha·y. */
export const residual = words(residualLayer, {
  rows: ({ branch, shortcut }) => [
    { name: 'branch', parts: branch, use: 'branch' },
    ...(shortcut ? [{ name: 'shortcut', parts: shortcut }] : []),
  ],
  pytorch: writeSum,
  keras: writeSum,
  flax: writeSum,
});

/** concat: the input beside the end of its branch. */
export const concat = words(concatLayer, {
  rows: ({ branch }) => [{ name: 'branch', parts: branch }],
  pytorch: (w, _args, at) => writeJoined(w, at, true, ({ input }) => `torch.cat(@, dim=${axisInPytorch(input)})`),
  keras: (w, _args, at) => writeJoined(w, at, true, () => 'layers.Concatenate()(@)'),
  flax: (w, _args, at) => writeJoined(w, at, true, () => 'jnp.concatenate(@, axis=-1)'),
});

/** parallel: the ends of several branches beside one another. */
export const parallel = words(parallelLayer, {
  rows: ({ branch }) => branch.map((part, i): Row => ({ name: `branch${i + 1}`, parts: [part] })),
  pytorch: (w, _args, at) => writeJoined(w, at, false, ({ output }) => `torch.cat(@, dim=${axisInPytorch(output)})`),
  keras: (w, _args, at) => writeJoined(w, at, false, () => 'layers.Concatenate()(@)'),
  flax: (w, _args, at) => writeJoined(w, at, false, () => 'jnp.concatenate(@, axis=-1)'),
});

/** gate: x·y, where one factor may serve all places of a channel or feature. */
export const gate = words(gateLayer, {
  rows: ({ branch }) => [{ name: 'branch', parts: branch }],
  pytorch: (w, _args, at) =>
    writeProduct(w, at, (y, { input }) => (input.length === 3 ? `${y}[:, :, None, None]` : `${y}[:, None, :]`)),
  keras: (w, _args, at) =>
    writeProduct(w, at, (y, { input }) =>
      input.length === 3 ? `layers.Reshape((1, 1, ${input[0]}))(${y})` : `layers.Reshape((1, ${input[1]}))(${y})`,
    ),
  flax: (w, _args, at) =>
    writeProduct(w, at, (y, { input }) => (input.length === 3 ? `${y}[:, None, None, :]` : `${y}[:, None, :]`)),
});

function writeSum(w: Source, { alpha }: { readonly alpha: number }, at: Unfolded): void {
  const [branch, shortcut] = at.rows;
  const rows = [branch!, ...(shortcut ? [shortcut] : [])].map((row) => () => writeAll(w, row));
  const [end, skip] = w.branches('y', rows);
  const scaled = alpha === 1 ? end : `${number(alpha)} * ${end}`;
  w.apply((x) => `${skip ?? x} + ${scaled}`);
}

function writeJoined(w: Source, at: Unfolded, withInput: boolean, join: (placed: Unfolded['placed']) => string): void {
  const ends = w.branches(
    'y',
    at.rows.map((row) => () => writeAll(w, row)),
  );
  w.apply((x) => join(at.placed).replace('@', () => `[${(withInput ? [x, ...ends] : ends).join(', ')}]`));
}

function writeProduct(w: Source, at: Unfolded, spread: (y: string, placed: Unfolded['placed']) => string): void {
  const [end] = w.branches(
    'y',
    at.rows.map((row) => () => writeAll(w, row)),
  );
  const factors = at.rows[0]!.at(-1)!.placed.output;
  const fits = factors.length === at.placed.input.length;
  w.apply((x) => `${x} * ${fits ? end : spread(end!, at.placed)}`);
}

/** Channels come first in an image, features last in tokens; the points before both. */
function axisInPytorch(shape: readonly number[]): number {
  return shape.length === 3 ? 1 : shape.length;
}
