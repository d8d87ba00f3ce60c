import type { Constant, Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { integers, node, opsetOf, withNodes } from './parts.ts';
import { standardised } from './standardised.ts';

/**
 * A model whose batch norms normalise by the statistics of the points that go through together, as training does:
 *
 *   y = γ (x − μ)/√(σ² + ε) + β,   μ and σ² channel by channel over points and pixels, σ² divided by their number
 *
 * The running statistics are not taken any more.
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
  const over = {
    axes: Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1),
    epsilon: epsilon?.type === 'float' ? epsilon.value : 1e-5,
  };
  const perChannel = Array.from({ length: rank }, (_, axis) => (axis === 1 ? -1 : 1));
  const normal = standardised([x, name('normal')], over, name, opset);
  added.push(...normal.constants, integers(name('perChannel'), perChannel));
  return [
    ...normal.nodes,
    node('Reshape', [scale, name('perChannel')], [name('scale')]),
    node('Mul', [name('normal'), name('scale')], [name('scaled')]),
    node('Reshape', [shift, name('perChannel')], [name('shift')]),
    node('Add', [name('scaled'), name('shift')], [y]),
  ];
}
