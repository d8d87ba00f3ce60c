import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { valuesTaken } from '../graph/valueClasses.ts';

/**
 * A model whose outputs are these values, such as the scores and what is traced, and of which the nodes and inputs are left
 * that these values need.
 */
export function withOutputs(model: Model, names: readonly string[]): Model {
  const needed = new Set(names);
  const nodes: ModelNode[] = [];
  for (const node of model.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.push(node);
    for (const value of valuesTaken(node)) needed.add(value);
  }
  return {
    ...model,
    nodes: nodes.reverse(),
    inputs: model.inputs.filter(({ name }) => needed.has(name)),
    outputs: [...new Set(names)].map((name) => ({ name, type: 'unknown' })),
  };
}
