import type { Constant, Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import { titleOf } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import { node, repeated, withNodes } from './parts.ts';

/** An input of numbers that are uniform on (−1, 1), of one point these many. */
export interface DropoutMask {
  readonly name: string;
  readonly dims: readonly number[];
}

/** What ONNX takes without a ratio. */
const USUAL_RATIO = 0.5;
const FLOAT = 1;

/**
 * A model whose dropout drops units, as in training, by numbers that it takes as inputs: those of the engine know no seed.
 *
 *   y = x · 1[u < 1 − 2p] / (1 − p),   u uniform on (−1, 1), p the ratio
 *
 * @param dims of values by name, seen of `points` points
 * @throws UserError `bad-argument` for dropout of values whose first axis is not that of the points
 */
export function withDropout(
  model: Model,
  dims: ReadonlyMap<string, readonly number[]>,
  points: number,
): { readonly model: Model; readonly masks: readonly DropoutMask[] } {
  const constants: Constant[] = [];
  const masks: DropoutMask[] = [];
  const nodes = model.nodes.flatMap((before): ModelNode[] => {
    if (before.op !== 'Dropout') return [before];
    const [y] = before.outputs;
    const [first, ...rest] = dims.get(y) ?? [];
    if (first !== points) throw notByPoint(before);
    const ratio = ratioOf(model, before);
    const name = (what: string) => `${y}/${what}`;
    masks.push({ name: name('uniform'), dims: rest });
    constants.push(repeated(name('below'), [], 1 - 2 * ratio), repeated(name('scale'), [], 1 / (1 - ratio)));
    return [
      node('Less', [name('uniform'), name('below')], [name('isKept')]),
      node('Cast', [name('isKept')], [name('kept')], { to: FLOAT }),
      node('Mul', [before.inputs[0], name('kept')], [name('masked')]),
      node('Mul', [name('masked'), name('scale')], [y]),
    ];
  });
  const inputs = masks.map((mask): Value => ({ name: mask.name, type: 'float32', dims: [null, ...mask.dims] }));
  return { model: { ...withNodes(model, nodes, constants), inputs: [...model.inputs, ...inputs] }, masks };
}

/** An attribute in old versions, then an input. */
function ratioOf(model: Model, { attributes, inputs }: ModelNode): number {
  const stated = attributes.get('ratio');
  if (stated?.type === 'float') return stated.value;
  return Number(model.constants.get(inputs[1] ?? '')?.values()[0] ?? USUAL_RATIO);
}

function notByPoint(before: ModelNode): UserError {
  const message = `the points are not on the first axis of what ${titleOf(before)} drops units of`;
  return new UserError('bad-argument', message, [], 'leave dropout off');
}
