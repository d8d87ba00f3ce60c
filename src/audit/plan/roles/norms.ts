import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import { isInverseDeviation, normBehind } from '../../graph/normalised.ts';
import type { Role } from '../auditPlan.ts';
import { summaryOf } from '../summary.ts';
import type { Reading, Rule } from './ruling.ts';

/** A norm as one operator, with a role for each of its inputs. */
export function wholeNorm(roles: Readonly<Record<number, Role>>): Rule {
  return ({ meets: { node, slot } }) => {
    const role = roles[slot];
    return role ? { role, kind: role === 'embedding' ? 'embedding' : 'norm', owner: node } : `structure of ${node.op}`;
  };
}

/**
 * Instance norms have a scale and a shift for each channel. PyTorch writes a group norm as an instance norm of reshaped data
 * that has neither: it stores ones and zeros there, as long as there are groups.
 */
export const instanceNorm: Rule = (use, tensor, around) => {
  const { node } = use.meets;
  const isOfGroups = around.graph.maker(node.inputs[0])?.op === 'Reshape' && summaryOf(tensor).isConstant;
  if (isOfGroups) return 'the scale or shift of a group norm written as an instance norm: it has its own behind';
  return wholeNorm({ 1: 'normScale', 2: 'normShift' })(use, tensor, around);
};

/** A factor behind a norm. */
export function readNormScale(graph: ModelGraph, data: string): Reading | undefined {
  const owner = normBehind(graph, data) ?? (isInverseDeviation(graph, data) ? graph.maker(data) : undefined);
  return owner && { role: 'normScale', kind: 'norm', owner };
}

/** A summand behind a norm, or behind its factor; or what the scaled mean is subtracted from. */
export function readNormShift(graph: ModelGraph, data: string): Reading | undefined {
  const factor = graph.maker(data);
  const owner = normBehind(graph, data) ?? (factor?.op === 'Mul' ? ownerBehindFactor(graph, factor) : undefined);
  return owner && { role: 'normShift', kind: 'norm', owner };
}

function ownerBehindFactor(graph: ModelGraph, factor: ModelNode): ModelNode | undefined {
  for (const value of graph.dataInputs(factor)) {
    const hasFactor = factor.inputs.some((input) => graph.isConstant(input));
    const owner = hasFactor ? normBehind(graph, value) : inverseDeviationBehind(graph, value);
    if (owner) return owner;
  }
  return undefined;
}

/** The inverse deviation, when a value is its product with a scale. */
function inverseDeviationBehind(graph: ModelGraph, value: string): ModelNode | undefined {
  const maker = graph.maker(value);
  if (maker?.op !== 'Mul') return undefined;
  const inverse = maker.inputs.find((input) => isInverseDeviation(graph, input));
  return inverse === undefined ? undefined : graph.maker(inverse);
}
