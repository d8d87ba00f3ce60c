/**
 * Standard error of a statistic by the jackknife, from its values f_i without one part of the sample after the other:
 *
 *   (standard error)² = (n − 1)/n Σ_i (f_i − f̄)²
 *
 * The n parts are single draws or points, or groups of them of one size.
 * Source: Efron & Stein, The Annals of Statistics 9 (1981) 586.
 *
 * @param without f_i; equal values give exactly 0
 */
export function jackknifeError(without: ArrayLike<number>): number {
  const { length } = without;
  // Differences from one of them: equal values leave no rounding.
  let [sum, squares] = [0, 0];
  for (let i = 1; i < length; i++) sum += without[i] - without[0];
  const mean = sum / length;
  for (let i = 0; i < length; i++) squares += (without[i] - without[0] - mean) ** 2;
  return Math.sqrt(((length - 1) / length) * squares);
}
