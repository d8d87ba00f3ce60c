import type { Constant, Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { integers, node, opsetOf, repeated, withNodes } from './parts.ts';

/** Since then the axes of ReduceMean are an input. */
const AXES_AS_INPUT = 18;

/**
 * A model whose batch norms normalise by the statistics of the points that go through together, as training does:
 *
 *   y = γ (x − μ)/√(σ² + ε) + β,   μ and σ² channel by channel over points and pixels, σ² divided by their number
 *
 * Written out in operators that every version of ONNX has. The running statistics are not taken any more.
 *
 * @param ranks of values by name: how many axes each has, that of the points included
 */
export function batchStatistics(model: Model, ranks: ReadonlyMap<string, number>): Model {
  const added: Constant[] = [];
  const nodes = model.nodes.flatMap((before): ModelNode[] => {
    if (before.op !== 'BatchNormalization') return [before];
    return normalised(before, ranks.get(before.inputs[0]) ?? 4, opsetOf(model), added);
  });
  return withNodes(model, nodes, added);
}

/** @param rank axes of what is normalised; the channels are axis 1 */
function normalised(before: ModelNode, rank: number, opset: number, added: Constant[]): ModelNode[] {
  const [x, scale, shift] = before.inputs;
  const [y] = before.outputs;
  const name = (what: string) => `${y}/${what}`;
  const epsilon = before.attributes.get('epsilon');
  const axes = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
  const perChannel = Array.from({ length: rank }, (_, axis) => (axis === 1 ? -1 : 1));
  added.push(repeated(name('epsilon'), [], epsilon?.type === 'float' ? epsilon.value : 1e-5));
  added.push(integers(name('perChannel'), perChannel));
  if (opset >= AXES_AS_INPUT) added.push(integers(name('axes'), axes));
  const mean = (of: string, to: string) =>
    opset >= AXES_AS_INPUT
      ? node('ReduceMean', [of, name('axes')], [to], { keepdims: 1 })
      : node('ReduceMean', [of], [to], { axes, keepdims: 1 });
  return [
    mean(x, name('mean')),
    node('Sub', [x, name('mean')], [name('centred')]),
    node('Mul', [name('centred'), name('centred')], [name('squares')]),
    mean(name('squares'), name('variance')),
    node('Add', [name('variance'), name('epsilon')], [name('positive')]),
    node('Sqrt', [name('positive')], [name('deviation')]),
    node('Div', [name('centred'), name('deviation')], [name('normal')]),
    node('Reshape', [scale, name('perChannel')], [name('scale')]),
    node('Mul', [name('normal'), name('scale')], [name('scaled')]),
    node('Reshape', [shift, name('perChannel')], [name('shift')]),
    node('Add', [name('scaled'), name('shift')], [y]),
  ];
}
