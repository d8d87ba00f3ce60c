import { type Model, type ModelNode, type Subgraph, subgraphsOf } from '../../engine/onnx/read/model.ts';

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

/** Those that a node names itself, and those that its subgraphs may take from the graphs around them. */
export function valuesTaken(node: ModelNode): string[] {
  return [...node.inputs.filter((input) => input !== ''), ...subgraphsOf(node).flatMap(takenInside)];
}

function takenInside({ nodes, outputs }: Subgraph): string[] {
  return [...nodes.flatMap(valuesTaken), ...outputs.map(({ name }) => name)];
}
