import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';

/**
 * A model whose batch norms normalise by their running statistics, as after training, however it was exported: each point
 * then goes through for itself.
 */
export function runningStatistics(model: Model): Model {
  return { ...model, nodes: model.nodes.map(inEvaluation) };
}

/** Without the mode of training, and without the statistics that only training makes. */
function inEvaluation(before: ModelNode): ModelNode {
  if (before.op !== 'BatchNormalization') return before;
  const attributes = new Map([...before.attributes].filter(([name]) => name !== 'training_mode'));
  return { ...before, outputs: before.outputs.slice(0, 1), attributes };
}
