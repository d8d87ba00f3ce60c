import type { Shape } from '../../../graph/graph.ts';
import { andThen, type KernelResult } from '../../../kernel/state.ts';
import type { Part } from '../../layer.ts';
import { NO_STAND_IN, passing } from '../../standIn.ts';
import { block, branches } from './block.ts';
import { graphInside, kernelInside, shapeInside } from './inside.ts';
import { besideEachOther, join, shareOf } from './joined.ts';

/**
 * parallel(F₁, F₂, …): y = (F₁(x), F₂(x), …), the features, or channels, of several branches side by side, as in Inception.
 * `linear` is a branch that passes its input.
 *
 *   K′ = Σ_k n_k K_k / Σ_k n_k
 *
 * with n_k the width of branch k: kernels are means over units. Source: derived, docs/theory §7; Szegedy et al., Going
 * Deeper with Convolutions, 2015.
 */
export const parallel = block({
  name: 'parallel',
  summary: 'sets the outputs of several branches side by side: (F₁(x), F₂(x), …)',
  family: 'layer',
  theory: 'exact',
  parameters: { branch: branches('the branches, each one layer or several in parentheses') },
  examples: [
    { network: 'dense(400), parallel((φ, dense(300)), dense(100)), φ', on: 'law', seed: 5300 },
    {
      network: 'dense(400), φ, parallel(dense(100), (dense(300), φ, dense(300)), linear), φ',
      on: 'vectors',
      seed: 6100,
    },
    { network: 'parallel(conv(4, 1), (conv(6, 1), φ, conv(8, 3, padding=1)))', on: 'images' },
  ],
  shape: (input, { branch }) => besideEachOther('parallel', shapesOf(branch, input)),
  kernel: (state, { branch }, setting) => {
    const shapes = shapesOf(branch, setting.input);
    const [first, ...others] = branch.map((body) => kernelInside([body], state, setting));
    const joined = (before: KernelResult<typeof state>, next: KernelResult<typeof state>, k: number) =>
      andThen(before, (all) => andThen(next, (end) => all.join(end, shareOf(shapes[k + 1], shapes.slice(0, k + 1)))));
    return others.reduce(joined, first);
  },
  graph: (g, x, { branch }, setting) => {
    const ends = branch.map((body) => graphInside(g, x, [body], setting));
    return join(g, 'parallel', ends);
  },
  // The layers of all branches are traced one after another, as if each read the end of the one before.
  keepsExpectation: () => false,
  standIn: (_args, { input, output }) =>
    String(input.slice(1)) === String(output.slice(1)) ? passing('its input alone') : NO_STAND_IN,
});

function shapesOf(branches: readonly Part[], input: Shape): Shape[] {
  return branches.map((body) => shapeInside([body], input));
}
