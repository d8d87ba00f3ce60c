import type { Constant } from '../../../engine/onnx/read/model.ts';
import { type Summary, singles, summaryOf } from '../summary.ts';

/** What is added to scores below this hides them from softmax. */
const HIDDEN = -1e4;

/** Whether a tensor is added to scores to hide some: by numbers far below all others, or by one number and else 0. */
export function isAddedMask(tensor: Constant): boolean {
  const summary = summaryOf(tensor);
  return summary.least <= HIDDEN || (summary.greatest === 0 && isTwoValued(summary));
}

/** Whether a tensor has zeros and ones only, both. */
export function isFactorMask(tensor: Constant): boolean {
  const summary = summaryOf(tensor);
  return summary.least === 0 && summary.greatest === 1 && isTwoValued(summary);
}

/** The variance is (greatest − mean)(mean − least) where each number is one of the two, and else less. */
function isTwoValued({ mean, sd, least, greatest, isConstant }: Summary): boolean {
  const most = (greatest - mean) * (mean - least);
  return !isConstant && Math.abs(sd ** 2 - most) < 1e-9 * (greatest - least) ** 2;
}

/** Whether a tensor holds sines and cosines of positions, of which the first is 0: sin 0 = 0 and cos 0 = 1. */
export function isSineTable(tensor: Constant): boolean {
  const { least, greatest, isConstant } = summaryOf(tensor);
  const features = tensor.dims.at(-1) ?? 1;
  if (isConstant || least < -1 || greatest > 1 || tensor.size < 2 * features || features < 2) return false;
  const first = singles(tensor.values()).subarray(0, features);
  return first.includes(1) && first.every((number) => number === 0 || number === 1);
}
