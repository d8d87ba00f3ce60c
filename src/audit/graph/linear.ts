import type { ModelNode } from '../../engine/onnx/read/model.ts';
import type { ModelGraph } from './modelGraph.ts';
import { backFrom, RESHAPING } from './passing.ts';

/** Operators that multiply data by weights, and the inputs at which these may stand. */
const WEIGHT_SLOTS: Readonly<Record<string, readonly number[]>> = {
  Conv: [1],
  FusedConv: [1],
  ConvTranspose: [1],
  Gemm: [1, 0],
  FusedGemm: [1, 0],
  MatMul: [1, 0],
  FusedMatMul: [1, 0],
  Einsum: [1, 0],
};

/** The input of a linear operator with stored weights at which these stand; undefined for all other nodes. */
export function weightSlot(graph: ModelGraph, { op, inputs }: ModelNode): number | undefined {
  return WEIGHT_SLOTS[op]?.find((slot) => graph.isConstant(inputs[slot] ?? ''));
}

/** The linear operator that a value comes from, when nothing but a shape or a factor has changed since. */
export function linearBehind(graph: ModelGraph, value: string): ModelNode | undefined {
  const made = graph.maker(
    backFrom(value, (at) => {
      const maker = graph.maker(at);
      if (!maker) return undefined;
      if (RESHAPING.has(maker.op)) return maker.inputs[0];
      return isScaling(graph, maker) ? graph.dataInputs(maker)[0] : undefined;
    }),
  );
  return made && weightSlot(graph, made) !== undefined ? made : undefined;
}

/** Whether a node multiplies or divides data by one number. */
function isScaling(graph: ModelGraph, { op, inputs }: ModelNode): boolean {
  return (op === 'Mul' || op === 'Div') && inputs.some((input) => graph.isSingleNumber(input));
}
