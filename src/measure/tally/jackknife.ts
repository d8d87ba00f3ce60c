import { jackknifeError } from '../../numerics/sampling/jackknife.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import { Running } from './estimate.ts';

/**
 * A function of means with its standard error by the jackknife, f_i = f(means over all draws but i). It holds for any
 * smooth function of means that vary together, such as ratios of ratios. With few draws it errs upwards, where the delta
 * method (the slope of f at the means) errs downwards.
 *
 * Every number of every draw is kept, 8 bytes each: closed formulas of second order need no memory, but follow a
 * skewed ratio of ten draws less well (docs/theory §9).
 *
 * @param columns each of the numbers whose means are taken, draw by draw; draws are independent
 * @returns an infinite error below two draws, and where f has no value without some draw
 */
export function jackknife(
  columns: readonly (readonly number[])[],
  statistic: (means: readonly number[]) => number,
): MeasuredValue {
  const { length } = columns[0];
  const means = columns.map(meanOf);
  const without = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    without[i] = statistic(means.map((mean, column) => mean + (mean - columns[column][i]) / (length - 1)));
  }
  const standardError = length < 2 ? Infinity : jackknifeError(without);
  return { mean: statistic(means), standardError: Number.isNaN(standardError) ? Infinity : standardError };
}

/** Root of the mean of one number a draw, such as sd, with its error; 0 where noise takes the mean below 0. */
export function rootOfMean(squares: readonly number[]): MeasuredValue {
  return jackknife([squares], ([mean]) => Math.sqrt(Math.max(0, mean)));
}

/** Of equal numbers exactly their value, so that they have an error of exactly 0. */
function meanOf(values: readonly number[]): number {
  const running = new Running();
  for (const value of values) running.add(value);
  return running.mean;
}
