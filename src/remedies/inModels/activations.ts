import type { AuditPlan } from '../../audit/plan/auditPlan.ts';
import { valuesOfPoints } from '../../audit/rewrite/valuesOfPoints.ts';
import { withOutputs } from '../../audit/rewrite/withOutputs.ts';
import { LayerEnds } from '../../audit/run/trace/layerEnds.ts';
import type { ModelNode } from '../../engine/onnx/read/model.ts';

/** An activation of a user's model, whatever operators it is written in. */
export interface ModelActivation {
  /** The value that it is applied to, and the one that it makes. */
  readonly from: string;
  readonly to: string;
  /** First outputs of the nodes that it is made of. */
  readonly inside: ReadonlySet<string>;
  /** The operator that makes it one: "Relu", "Erf" of GELU. */
  readonly op: string;
}

/**
 * The activations between the data and the last linear layer. Gates, which other units are multiplied by, are none of them: a
 * norm would make them something else.
 */
export function activationsOf({ model, inputs, parameters, head }: AuditPlan): ModelActivation[] {
  const { nodes } = withOutputs(model, [head.scores]);
  const readout = lastLinear(nodes, parameters);
  const ofPoints = valuesOfPoints({ nodes }, inputs);
  const ends = new LayerEnds(nodes, parameters, ofPoints);
  return nodes.slice(0, Math.max(0, readout)).flatMap((node): ModelActivation[] => {
    const op = ends.activationOf(node);
    const [to] = node.outputs;
    if (op === undefined || ends.endOf(node, () => true) !== to || isGate(to, nodes, ofPoints)) return [];
    const from = ends.rootOf(to);
    const inside = nodes.filter(({ outputs }) => outputs[0] !== from && ends.rootOf(outputs[0]) === from);
    return [{ from, to, inside: new Set(inside.map(({ outputs }) => outputs[0])), op }];
  });
}

/** Index of the last node that takes a weight: the readout, even where an activation follows it. */
function lastLinear(nodes: readonly ModelNode[], parameters: AuditPlan['parameters']): number {
  const linear = new Set(
    parameters.flatMap(({ role, uses }) => (role === 'weight' ? uses.map(({ node }) => node.outputs[0]) : [])),
  );
  return nodes.findLastIndex(({ outputs }) => linear.has(outputs[0]));
}

function isGate(value: string, nodes: readonly ModelNode[], ofPoints: ReadonlySet<string>): boolean {
  return nodes.some(
    ({ op, inputs }) => op === 'Mul' && inputs.includes(value) && inputs.every((input) => ofPoints.has(input)),
  );
}
