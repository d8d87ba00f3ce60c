import type { Model } from '../../engine/onnx/read/model.ts';
import { valuesTaken } from '../graph/valueClasses.ts';
import type { PlannedInput } from '../plan/auditPlan.ts';

/** Names of the values that hold something of each point: computed from inputs with an axis of points, but for lengths. */
export function valuesOfPoints({ nodes }: Pick<Model, 'nodes'>, inputs: readonly PlannedInput[]): Set<string> {
  const found = new Set(inputs.filter(({ batchAxis }) => batchAxis !== undefined).map(({ name }) => name));
  for (const node of nodes) {
    if (node.op === 'Shape' || node.op === 'Size') continue;
    if (valuesTaken(node).some((value) => found.has(value))) for (const output of node.outputs) found.add(output);
  }
  return found;
}
