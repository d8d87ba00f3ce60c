import { allNodes, type Model } from '../../engine/onnx/read/model.ts';
import type { AuditPlan, Parameter, Role } from '../plan/auditPlan.ts';

/**
 * A small plan: the first input takes the data, the first output has the scores, and parameters are the constants that an operator
 * with weights takes, in the order of the file.
 */
export function handPlan(model: Model, rest: Partial<AuditPlan> = {}): AuditPlan {
  const [output] = model.outputs;
  const inputs = model.inputs.map(
    ({ name, type, dims = [] }) => ({ name, type, dims, takes: 'data', batchAxis: 0 }) as const,
  );
  const head = { output: output.name, scores: output.name, through: [] };
  return { model, inputs, parameters: parametersOf(model), kept: [], head, notes: [], ...rest };
}

function parametersOf(model: Model): Parameter[] {
  const nodes = allNodes(model);
  const found = [...model.constants.values()].flatMap((constant) => {
    const uses = nodes.flatMap((node) =>
      node.inputs.flatMap((input, slot) =>
        input === constant.name && ROLES[node.op]?.[slot - 1] ? [{ node, slot, role: ROLES[node.op][slot - 1] }] : [],
      ),
    );
    return uses.length > 0 ? [{ constant, uses }] : [];
  });
  return found.map(({ constant: { name, dims, values }, uses }, number) => ({
    name,
    layer: name.replace(/\.\w+$/, ''),
    number,
    role: uses[0].role,
    kind: 'other',
    dims,
    uses,
    values: () => values() as Float32Array,
    stored: { mean: 0, sd: 1 },
  }));
}

const ROLES: Readonly<Record<string, readonly Role[]>> = {
  Gemm: ['weight', 'bias'],
  MatMul: ['weight'],
  Conv: ['weight', 'bias'],
  BatchNormalization: ['normScale', 'normShift', 'runningMean', 'runningVariance'],
  LSTM: ['recurrentInput', 'recurrentWeight', 'recurrentBias'],
};
