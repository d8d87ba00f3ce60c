import type { Activation, DualPair, GaussianPair } from './activation.ts';
import { meanOf, secondMomentOf, varianceOf } from './moments.ts';
import { quadratureDual } from './quadrature/quadrature.ts';

/**
 * What φ does to two jointly Gaussian pre-activations of equal variance: C = E φ(u)φ(v), D = ½ E (φ(u) − φ(v))².
 * Closed form where there is one, else quadrature. Docs/theory §3.
 *
 * Relative error of D about 1e-14 for every correlation, down to 1 − c = 1e-17; C has that error relative to C + D.
 */
export function dual(phi: Activation, pair: GaussianPair): DualPair {
  const { q, cov, spread } = pair;
  if (q <= 0) return { cov: phi.value(0) ** 2, spread: 0 };
  if (phi.dual) return phi.dual(pair);
  if (spread <= 0) return { cov: secondMomentOf(phi, q), spread: 0 };
  // Independent inputs: E φ exactly 0 for odd φ, so that centred networks stay exactly centred.
  if (cov === 0) return { cov: meanOf(phi, q) ** 2, spread: varianceOf(phi, q) };
  return quadratureDual(phi, pair);
}
