import { normalCdf, normalPdf } from '../numerics/quadrature/normal.ts';

/**
 * Probability that a relu unit is off on all of N points, given the bias ratio γ of the Gaussian units before it:
 *
 *   P = ∫ φ(z) Φ(−√γ z)^N dz
 *
 * since given its centre √γ z, in units of the spread, each point is off on its own. At γ = 1 it is 1/(N + 1).
 * Source: derived, docs/theory §17. Absolute error below 1e−12.
 *
 * @param gamma in [0, ∞]
 * @param points N ≥ 1
 */
export function deadShare(gamma: number, points: number): number {
  if (gamma === Number.POSITIVE_INFINITY) return 0.5;
  const root = Math.sqrt(gamma);
  // Φ^N falls from 1 to 0 where √γ z is about −√(2 ln N), on the scale 1/√(2 ln N).
  const step = 0.1 / Math.max(1, root * Math.sqrt(1 + 2 * Math.log(points)));
  let sum = 0;
  for (let j = Math.ceil(-9 / step); j * step <= 9; j++) {
    sum += step * normalPdf(j * step) * normalCdf(-root * j * step) ** points;
  }
  return sum;
}
