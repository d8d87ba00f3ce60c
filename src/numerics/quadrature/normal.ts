import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import erfcx from '@stdlib/math-base-special-erfcx';

/** φ(x) = e^(−x²/2)/√(2π), the density of the unit normal. */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) = P(z ≤ x) = ½ erfc(−x/√2), with full relative precision in the lower tail. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/**
 * log Φ(x), with full relative precision in both tails.
 *
 *   log Φ(x) = −x²/2 + log ½ erfcx(−x/√2),   erfcx(y) = e^(y²) erfc(y)
 */
export function logNormalCdf(x: number): number {
  if (x > -1) return Math.log1p(-0.5 * erfc(x * Math.SQRT1_2));
  return Math.log(0.5 * erfcx(-x * Math.SQRT1_2)) - 0.5 * x * x;
}

/**
 * Φ⁻¹(p) = −√2 erfc⁻¹(2p), with full relative precision in the lower tail.
 *
 * @param p a probability in [0, 1]; the ends give ∓∞
 */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}
