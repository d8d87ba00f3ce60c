import type { Constant, ModelNode } from '../../engine/onnx/read/model.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { ConstantUse } from '../graph/constantUses.ts';
import { weightSlot } from '../graph/linear.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import { originsOf } from '../graph/origins.ts';
import { beforePassing, RESHAPING } from '../graph/passing.ts';
import { singles, summaryOf } from './summary.ts';

/** Words of names that tell of a filter: "aa.filt", "stft.forward_basis_buffer". They end the name, as no layer's name does. */
const FILTER_NAME = /(^|[._/-])(filt|basis|buffer|window|kernel_1d|mel|stft|dct|fbank)(?![a-z])[^./]*$/i;
const PARAMETER_NAME = /(^|[._/])(weight|bias|kernel|gamma|beta|w|b)(_\w+)?(:\d+)?$/i;

/** Shorter windows are kernels of networks. */
const SHORTEST_WINDOW = 64;
const TOLERANCE = 1e-3;

/** Linear operators with weights that are no parameters, and why: they blur, or take a spectrum, before and after training. */
export function fixedFilters(
  graph: ModelGraph,
  uses: readonly ConstantUse[],
  tensors: ReadonlyMap<string, Constant>,
): ReadonlyMap<ModelNode, string> {
  const found = new Map<ModelNode, string>();
  for (const { node, slot, value } of uses) {
    if (weightSlot(graph, node) !== slot) continue;
    const why = whyFixed(graph, node, value, tensors.get(value)!);
    if (why !== undefined) found.set(node, why);
  }
  return found;
}

function whyFixed(graph: ModelGraph, node: ModelNode, value: string, tensor: Constant): string | undefined {
  const named = originsOf(graph, value).find((name) => FILTER_NAME.test(name) && !PARAMETER_NAME.test(name));
  if (named !== undefined) return 'a fixed filter by its name';
  if (node.op !== 'Conv' && node.op !== 'ConvTranspose') return undefined;
  if (isFourierBasis(graph, node, tensor)) return 'a fixed filter: it takes the spectrum of the raw waveform';
  return whyFixedByValues(tensor);
}

/** k samples of one channel have k/2 + 1 frequencies, or twice as many rows for real and imaginary parts. */
function isFourierBasis(graph: ModelGraph, node: ModelNode, { dims }: Constant): boolean {
  const [rows, channels, window = 0, ...more] = dims;
  if (more.length > 0 || channels !== 1 || window < SHORTEST_WINDOW) return false;
  if (rows !== window + 2 && rows !== window / 2 + 1) return false;
  const source = beforePassing(graph, node.inputs[0], new Set([...RESHAPING, 'Pad', 'Concat']));
  return graph.maker(source) === undefined;
}

function whyFixedByValues(tensor: Constant): string | undefined {
  const [kernels, channels, ...window] = tensor.dims;
  const size = channels * sizeOf(window);
  if (channels !== 1 || size < 4 || tensor.fill !== undefined) return undefined;
  const { least, isConstant } = summaryOf(tensor);
  const numbers = singles(tensor.values());
  const areEqual = numbers.every((number, i) => number === numbers[i % size]);
  const sums = Array.from({ length: kernels }, (_, k) => sum(numbers.subarray(k * size, (k + 1) * size)));
  const averages = least >= 0 && sums.every((total) => Math.abs(total - 1) < TOLERANCE);
  if (areEqual && averages) return 'a fixed filter: all its kernels are equal and sum to 1';
  if (averages) return 'a fixed filter: its kernels are weights of a mean';
  return areEqual && kernels > 1 && !isConstant ? 'a fixed filter: all its kernels are equal' : undefined;
}

function sum(numbers: Float32Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}
