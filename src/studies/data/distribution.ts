import { rangeOf } from './histogram.ts';
import type { Distribution } from './schema.ts';
import { select } from './selection.ts';

/**
 * What a sample looks like: least, quartiles, largest, mean and sd.
 * Quartiles lie between neighbours of the sorted sample in proportion (type 7 of Hyndman & Fan, The American Statistician
 * 50, 1996); the sd is that of the population (÷ n).
 *
 * @param sample at least one finite number; left as it is
 */
export function distributionOf(sample: Float64Array): Distribution {
  const numbers = sample.slice();
  const [min, max] = rangeOf(sample);
  let settled = 0;
  const quantile = (share: number) => {
    const at = share * (numbers.length - 1);
    const below = select(numbers, Math.floor(at), settled);
    settled = Math.floor(at);
    return at === settled ? below : below + (at - settled) * (select(numbers, settled + 1, settled) - below);
  };
  return {
    min,
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    max,
    ...meanAndSd(sample),
  };
}

/** In two passes, the second of which takes away the rounding error of the first. */
export function meanAndSd(sample: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  const { length } = sample;
  let rough = 0;
  for (let i = 0; i < length; i++) rough += sample[i] / length;
  let first = 0;
  let second = 0;
  for (let i = 0; i < length; i++) {
    const deviation = sample[i] - rough;
    first += deviation;
    second += deviation * deviation;
  }
  const offset = first / length;
  return { mean: rough + offset, sd: Math.sqrt(Math.max(0, second / length - offset * offset)) };
}
