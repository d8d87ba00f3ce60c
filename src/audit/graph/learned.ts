import { type ModelNode, subgraphsOf } from '../../engine/onnx/read/model.ts';
import { weightSlot } from './linear.ts';
import type { ModelGraph } from './modelGraph.ts';

const ALWAYS =
  /^(LSTM|GRU|RNN|BatchNormalization|InstanceNormalization|LayerNormalization|GroupNormalization|Attention|EmbedLayerNormalization)$/;

/**
 * The values that have met an operator with weights: what is done to data before is preparation, not part of the network.
 * @param fixed linear operators whose weights are no parameters, such as filters that take a spectrum
 */
export function learnedValues(graph: ModelGraph, fixed: ReadonlySet<ModelNode>): ReadonlySet<string> {
  const learned = new Set<string>();
  for (const node of graph.model.nodes) {
    if (graph.classOfNode(node) !== 'data') continue;
    if (hasWeights(graph, node, fixed) || node.inputs.some((input) => learned.has(input))) {
      for (const output of node.outputs) learned.add(output);
    }
  }
  return learned;
}

function hasWeights(graph: ModelGraph, node: ModelNode, fixed: ReadonlySet<ModelNode>): boolean {
  if (fixed.has(node)) return false;
  if (ALWAYS.test(node.op) || subgraphsOf(node).length > 0) return true;
  return weightSlot(graph, node) !== undefined || (node.op === 'Gather' && graph.isConstant(node.inputs[0]));
}
