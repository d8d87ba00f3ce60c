import type { ModelNode } from '../../engine/onnx/read/model.ts';
import { RESHAPING } from '../graph/passing.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { AuditFeatures, ParameterLaw } from './auditAssignment.ts';

/** Operators that act on each number for itself, which the output of the last linear layer may pass on its way to the scores. */
const POINTWISE = /^(Add|Relu|LeakyRelu|Sigmoid|Tanh|Clip)$/;
const LINEAR = /^(Gemm|MatMul|Conv|ConvTranspose)$/;

/**
 * What the last linear layer before the scores reads; undefined where something else makes the scores.
 * @param ofPoints values that hold something of each point
 * @param lawOf the law of a parameter by its name
 */
export function featuresOf(
  nodes: readonly ModelNode[],
  scores: string,
  parameters: readonly Parameter[],
  ofPoints: ReadonlySet<string>,
  lawOf: (parameter: string) => ParameterLaw | undefined,
): AuditFeatures | undefined {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const taken = (node: ModelNode, slot: number) =>
    parameters.find(({ uses }) => uses.some((use) => use.node.outputs[0] === node.outputs[0] && use.slot === slot));
  let biases = 0;
  let node = makers.get(scores);
  while (node) {
    const slots = node.inputs.map((_, slot) => slot);
    const own = slots.filter((slot) => taken(node!, slot));
    const variance = (slot: number) => varianceOf(lawOf(taken(node!, slot)?.name ?? ''));
    if (LINEAR.test(node.op)) {
      const weight = own.find((slot) => slot < 2);
      if (weight === undefined) return undefined;
      biases += variance(2);
      const ofWeight = variance(weight);
      return { value: node.inputs[1 - weight], bias: ofWeight > 0 ? biases / ofWeight : 0 };
    }
    if (!RESHAPING.has(node.op) && !POINTWISE.test(node.op)) return undefined;
    for (const slot of own) biases += variance(slot);
    const flowing = node.inputs.filter((input, slot) => !own.includes(slot) && ofPoints.has(input));
    node = flowing.length === 1 ? makers.get(flowing[0]) : undefined;
  }
  return undefined;
}

/** Of what is drawn; 0 of what is the same in all draws. */
function varianceOf(law: ParameterLaw | undefined): number {
  return law && 'variance' in law ? law.variance : 0;
}
