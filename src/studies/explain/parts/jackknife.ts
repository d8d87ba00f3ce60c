import type { MeasuredValue } from '../../../measure/tally/estimate.ts';

/**
 * A function of means with its standard error by the jackknife, which leaves out one row after the other:
 *
 *   (standard error)² = (n − 1)/n Σ_i (f_i − f̄)²,  f_i = f(means of all rows but i)
 *
 * It holds for any smooth function of means that vary together, such as ratios of ratios.
 * Source: Efron & Stein, The Annals of Statistics 9 (1981) 586.
 *
 * @param rows n ≥ 2 independent rows of the numbers whose means are taken
 */
export function jackknife(
  rows: readonly (readonly number[])[],
  statistic: (means: readonly number[]) => number,
): MeasuredValue {
  const { length } = rows;
  const sums = rows[0].map((_, column) => rows.reduce((sum, row) => sum + row[column], 0));
  const without = rows.map((row) => statistic(sums.map((sum, column) => (sum - row[column]) / (length - 1))));
  const mean = without.reduce((sum, value) => sum + value, 0) / length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean: statistic(sums.map((sum) => sum / length)),
    standardError: Math.sqrt(((length - 1) / length) * squares),
  };
}
