import type { Constant, Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { inputOf } from './parametersAsInputs.ts';
import { node, repeated, withNodes } from './parts.ts';

/**
 * Puts a batch norm behind every convolution of the plan that has none, for models whose export folded them away.
 *
 * @param model with its parameters as inputs
 * @returns the model, and its new parameters, whose numbers follow those of the plan: what was drawn before is drawn as
 *   before
 */
export function unfoldBatchNorm(
  model: Model,
  { parameters }: Pick<AuditPlan, 'parameters'>,
): { readonly model: Model; readonly parameters: readonly Parameter[] } {
  const weights = new Map(
    parameters.filter(({ role }) => role === 'weight').map((weight) => [inputOf(weight.name), weight]),
  );
  const normalised = new Set(
    model.nodes.filter(({ op }) => op === 'BatchNormalization').map(({ inputs }) => inputs[0]),
  );
  const added: Parameter[] = [];
  const constants: Constant[] = [];
  const nodes = model.nodes.flatMap((before): ModelNode[] => {
    const weight = weights.get(before.inputs[1]);
    const [y] = before.outputs;
    if (before.op !== 'Conv' || !weight || normalised.has(y)) return [before];
    const [channels] = weight.dims;
    const raw = `${y}/unfolded`;
    const layer = `${weight.layer}.batchNorm`;
    const names = [`${layer}.weight`, `${layer}.bias`];
    const statistics = [repeated(`${y}/runningMean`, [channels], 0), repeated(`${y}/runningVariance`, [channels], 1)];
    const batchNorm = node(
      'BatchNormalization',
      [raw, ...names.map(inputOf), ...statistics.map(({ name }) => name)],
      [y],
    );
    constants.push(...statistics);
    names.forEach((name, i) => {
      const [role, value] = i === 0 ? (['normScale', 1] as const) : (['normShift', 0] as const);
      added.push({
        name,
        layer,
        number: parameters.length + added.length,
        role,
        kind: 'norm',
        dims: [channels],
        uses: [{ node: batchNorm, slot: 1 + i }],
        values: () => new Float32Array(channels).fill(value),
        stored: { mean: value, sd: 0 },
      });
    });
    return [{ ...before, outputs: [raw] }, batchNorm];
  });
  const inputs = added.map(({ name, dims }): Value => ({ name: inputOf(name), type: 'float32', dims }));
  return {
    model: { ...withNodes(model, nodes, constants), inputs: [...model.inputs, ...inputs] },
    parameters: added,
  };
}
