import type { Activation, DualPair } from './activation.ts';
import { dual } from './dual.ts';
import { rotatedDual } from './quadrature/quadrature.ts';

/**
 * C = E φ(u)φ(v) and D = ½ E (φ(u) − φ(v))² for jointly Gaussian u, v of variances q₁, q₂ and correlation c, where
 * D + C = ½(E φ(u)² + E φ(v)²).
 *
 *   u = √q₁ (αx + βy), v = √q₂ (αx − βy), α = √((1+c)/2), β = √((1−c)/2)
 *
 * For φ homogeneous on half-lines norms factor out: with r_i² = E φ², C = r₁r₂c′ and D = ½(r₁ − r₂)² + r₁r₂(1 − c′).
 * Everything else by quadrature: the reference for dataset mode. Docs/theory §10.
 *
 * @param complement 1 − c in [0, 2]
 */
export function dualUnequal(phi: Activation, q1: number, q2: number, complement: number): DualPair {
  if (q1 === q2) return dual(phi, { q: q1, cov: q1 * (1 - complement), spread: q1 * complement, complement });
  if (phi.angular && phi.secondMoment) {
    const r1 = Math.sqrt(phi.secondMoment(q1));
    const r2 = Math.sqrt(phi.secondMoment(q2));
    const turned = phi.angular(complement);
    return { cov: r1 * r2 * (1 - turned), spread: (r1 - r2) ** 2 / 2 + r1 * r2 * turned };
  }
  const alpha = Math.sqrt(Math.max(0, 2 - complement) / 2);
  const beta = Math.sqrt(complement / 2);
  // A point of norm 0 means the limit of small norms.
  const s1 = Math.max(Math.sqrt(q1), 1e-150);
  const s2 = Math.max(Math.sqrt(q2), 1e-150);
  return rotatedDual(phi, { ux: s1 * alpha, uy: s1 * beta, vx: s2 * alpha, vy: s2 * beta });
}
