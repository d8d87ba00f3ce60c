import { owensT } from './owensT.ts';

/**
 * The probability that two unit normals x, y of correlation c lie on different sides of their levels h, g ≥ 0:
 *
 *   P(x > h, y < g) + P(x < h, y > g) = 2 T(h, (g/h − c)/s) + 2 T(g, (h/g − c)/s),   s = √(1 − c²)
 *
 * with Owen's T; θ/π at h = g = 0, and |Φ(h) − Φ(g)| at c = 1. The numerators g − ch = (g − h) + h(1 − c) are formed from
 * 1 − c, so that near-duplicates keep their digits. Levels of different signs are those of x and −y: the probability is
 * then 1 less that at |h|, |g| and −c. Source: Owen, Annals of Mathematical Statistics 27 (1956), eq. 2.1.
 *
 * @param tailH Φ(−h), which the caller has at hand, as is tailG = Φ(−g)
 * @param complement 1 − c in [0, 2]
 * @returns a probability; absolute error below 4e-15, exactly 0 for equal levels at c = 1
 */
export function crossingProbability(h: number, tailH: number, g: number, tailG: number, complement: number): number {
  const sine = Math.sqrt(Math.max(0, complement * (2 - complement)));
  if (complement < 1 && sine === 0) return Math.abs(tailH - tailG);
  // At c = −1 the legs below are infinite, or 0/0 where both levels are 0.
  if (h === 0 && g === 0) return Math.atan2(sine, 1 - complement) / Math.PI;
  const gap = g - h;
  const crossed = owensT(h, (gap + h * complement) / sine, tailH) + owensT(g, (g * complement - gap) / sine, tailG);
  return Math.max(0, 2 * crossed);
}
