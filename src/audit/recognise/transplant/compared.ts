import type { AnyTensor } from '../../runtime.ts';
import type { Order } from '../order.ts';

/** Largest difference that passes for rounding, as a share of the scale. */
const TOLERANCE = 1e-5;

export interface Comparison {
  readonly isSame: boolean;
  /** Whether all outputs of the file are the same, or infinite, so that the comparison says nothing. */
  readonly isEmpty: boolean;
  /** The largest difference as a share of the largest value. */
  readonly difference: number;
}

/** Compares what a file makes with what our network makes, or says why it cannot. */
export function compared(file: AnyTensor, own: AnyTensor, order: Order): Comparison | string {
  const [theirs, ours] = [file, own].map(({ data }) => Float64Array.from(data as Float32Array, Number));
  if (theirs.length !== ours.length)
    return `the outputs have different sizes: ${file.dims.join('×')} and ${own.dims.join('×')}`;
  let [largest, difference, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  theirs.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(value - ours[order ? order[i] : i]));
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  const isEmpty = !theirs.every(Number.isFinite) || most - least <= TOLERANCE * largest;
  const share = difference === 0 ? 0 : difference / largest;
  return { isSame: share <= TOLERANCE, isEmpty, difference: share };
}
