import type { Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import type { AuditPlan, Parameter, Use } from '../plan/auditPlan.ts';
import { inputOf } from './parametersAsInputs.ts';
import { node, repeated, withNodes } from './parts.ts';

/**
 * Puts a batch norm behind every convolution of the plan that has none, for models whose export folded them away.
 * Convolutions that share their weights share the scale and shift of their norms.
 *
 * @param model with its parameters as inputs
 * @returns the model, and its new parameters, whose numbers follow those of the plan: what was drawn before is drawn as
 *   before
 */
export function unfoldBatchNorm(
  model: Model,
  { parameters }: Pick<AuditPlan, 'parameters'>,
): { readonly model: Model; readonly parameters: readonly Parameter[] } {
  const weights = new Map(parameters.map((parameter) => [inputOf(parameter.name), parameter]));
  const normed = new Set(model.nodes.flatMap(({ op, inputs }) => (op === 'BatchNormalization' ? [inputs[0]] : [])));
  const norms = new Map<ModelNode, ModelNode>();
  const byWeight = new Map<Parameter, ModelNode[]>();
  for (const convolution of model.nodes) {
    const weight = convolution.op === 'Conv' ? weights.get(convolution.inputs[1]) : undefined;
    if (!weight || normed.has(convolution.outputs[0])) continue;
    const norm = normBehind(convolution, weight);
    norms.set(convolution, norm);
    byWeight.set(weight, [...(byWeight.get(weight) ?? []), norm]);
  }
  const added = [...byWeight].flatMap(([weight, nodes], place) =>
    scaleAndShift(weight, nodes, parameters.length + 2 * place),
  );
  const statistics = [...byWeight].flatMap(([{ dims }, nodes]) =>
    nodes.flatMap(({ inputs: [, , , mean, variance] }) => [
      repeated(mean, [dims[0]], 0),
      repeated(variance, [dims[0]], 1),
    ]),
  );
  const nodes = model.nodes.flatMap((before) => {
    const norm = norms.get(before);
    return norm ? [{ ...before, outputs: [norm.inputs[0]] }, norm] : [before];
  });
  const inputs = added.map(({ name, dims }): Value => ({ name: inputOf(name), type: 'float32', dims }));
  return {
    model: { ...withNodes(model, nodes, statistics), inputs: [...model.inputs, ...inputs] },
    parameters: added,
  };
}

/** The norm makes what the convolution made, from a value of another name. */
function normBehind({ outputs: [y] }: ModelNode, weight: Parameter): ModelNode {
  const [scale, shift] = namesOf(weight).map(inputOf);
  return node('BatchNormalization', [`${y}/folded`, scale, shift, `${y}/runningMean`, `${y}/runningVariance`], [y]);
}

/** @param number of the scale; that of the shift follows */
function scaleAndShift(weight: Parameter, nodes: readonly ModelNode[], number: number): Parameter[] {
  const [channels] = weight.dims;
  return namesOf(weight).map((name, place) => ({
    name,
    layer: layerOf(weight),
    number: number + place,
    role: place === 0 ? 'normScale' : 'normShift',
    kind: 'norm',
    dims: [channels],
    uses: nodes.map((norm): Use => ({ node: norm, slot: 1 + place })),
    values: () => new Float32Array(channels).fill(1 - place),
    stored: { mean: 1 - place, sd: 0 },
  }));
}

function namesOf(weight: Parameter): string[] {
  return [`${layerOf(weight)}.weight`, `${layerOf(weight)}.bias`];
}

function layerOf({ layer }: Parameter): string {
  return `${layer}.batchNorm`;
}
