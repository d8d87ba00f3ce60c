import type { ModelNode } from '../../engine/onnx/read/model.ts';
import type { ModelGraph } from './modelGraph.ts';
import { beforePassing, RESHAPING } from './passing.ts';

const WHOLE =
  /^(Batch|Instance|Layer|Group|SimplifiedLayer|SkipLayer|SkipSimplifiedLayer|EmbedLayer|RMS|Lp|MeanVariance)Normalization$/;

/**
 * The node that normalises a value, if its numbers have not changed since: a whole operator, or the division by a standard
 * deviation that a norm is decomposed into.
 */
export function normBehind(graph: ModelGraph, value: string): ModelNode | undefined {
  const maker = graph.maker(beforePassing(graph, value, RESHAPING));
  if (!maker) return undefined;
  const { op, inputs } = maker;
  if (WHOLE.test(op)) return maker;
  if (op === 'Div' && isDeviation(graph, inputs[1])) return maker;
  if (op === 'Mul' && inputs.some((input) => isInverseDeviation(graph, input))) return maker;
  return undefined;
}

/** Whether a value is 1 over a standard deviation, which Keras multiplies by the scale before it meets the data. */
export function isInverseDeviation(graph: ModelGraph, value: string): boolean {
  const maker = graph.maker(value);
  if (maker?.op === 'Reciprocal') return isDeviation(graph, maker.inputs[0]);
  if (maker?.op === 'Div') return graph.isConstant(maker.inputs[0]) && isDeviation(graph, maker.inputs[1]);
  if (maker?.op === 'Pow') return numberOf(graph, maker.inputs[1]) === -0.5 && isMoment(graph, maker.inputs[0]);
  return false;
}

/** √(mean of squares + ε), or a norm. */
function isDeviation(graph: ModelGraph, value: string): boolean {
  const maker = graph.maker(beforePassing(graph, value, RESHAPING));
  if (maker?.op === 'Sqrt') return isMoment(graph, maker.inputs[0]);
  if (maker?.op === 'Pow') return numberOf(graph, maker.inputs[1]) === 0.5 && isMoment(graph, maker.inputs[0]);
  return maker?.op === 'ReduceL2';
}

const MOMENTS = new Set(['ReduceMean', 'ReduceSum', 'ReduceSumSquare', 'GlobalAveragePool']);

/** A mean or sum over data, with or without ε. */
function isMoment(graph: ModelGraph, value: string): boolean {
  const maker = graph.maker(value);
  if (!maker || !graph.isData(value)) return false;
  if (MOMENTS.has(maker.op)) return true;
  if (!['Add', 'Max', 'Clip', 'Div', 'Mul'].includes(maker.op)) return false;
  const data = graph.dataInputs(maker);
  return data.length === 1 && MOMENTS.has(graph.maker(data[0])?.op ?? '');
}

/** The one stored number that a value is. */
function numberOf(graph: ModelGraph, value: string): number | undefined {
  const constant = graph.model.constants.get(value);
  return constant?.size === 1 ? Number(constant.fill ?? constant.values()[0]) : undefined;
}
