import { dot } from '../../numerics/linear/dot.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';

/**
 * The variance between nodes that is the same at every draw, which symmetric nodes do not have: with m_kr the mean of
 * node k at draw r, less that of all nodes,
 *
 *   P = mean_{r≠s} C_rs,   C_rs = Σ_k m_kr m_ks / (n − 1)
 *
 * Draws being independent, E P = Var_k E_r m_kr, whatever the variance within a draw; and where that is 0, the C_rs are
 * uncorrelated with each other, so that se² = Σ_{r≠s} C_rs² · 2/(R(R−1))². (Derived here.)
 *
 * @param means of the n nodes, draw by draw; at least two of each
 */
export function lastingVariance(means: readonly Float64Array[]): MeasuredValue {
  const centred = means.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    return row.map((value) => value - mean);
  });
  let [sum, squares] = [0, 0];
  for (const [r, row] of centred.entries()) {
    for (let s = 0; s < r; s++) {
      const covariance = dot(row, centred[s]) / (row.length - 1);
      sum += covariance;
      squares += covariance ** 2;
    }
  }
  const pairs = (means.length * (means.length - 1)) / 2;
  return { mean: sum / pairs, standardError: Math.sqrt(squares) / pairs };
}
