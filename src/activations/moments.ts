import { integratePanels, panelEdges } from '../numerics/quadrature/gaussLegendre.ts';
import type { Activation } from './activation.ts';
import { type Integrand, panels, reach, smallDifference, smallGap, trapezoidStep } from './quadrature/resolution.ts';

/** E φ(mean + √q z), z ~ N(0, 1). Exactly 0 for an odd φ and mean 0. */
export function meanOf(phi: Activation, q: number, mean = 0): number {
  return expectation(phi, phi.value, q, mean, reach(phi.value, Math.sqrt(q), mean));
}

/** E φ(mean + √q z)², z ~ N(0, 1). */
export function secondMomentOf(phi: Activation, q: number, mean = 0): number {
  if (mean === 0 && phi.secondMoment) return phi.secondMoment(q);
  return expectation(phi, (x) => phi.value(x) ** 2, q, mean, reach(phi.value, Math.sqrt(q), mean));
}

/** Var φ(mean + √q z), z ~ N(0, 1), with full relative accuracy however small it is against the mean. */
export function varianceOf(phi: Activation, q: number, mean = 0): number {
  if (q === 0) return 0;
  const range = reach(phi.value, Math.sqrt(q), mean);
  const close = phi.jumps.length === 0 && range * Math.sqrt(q) <= smallGap(phi);
  const origin = phi.value(mean);
  const crosses = (x: number) => phi.kinks.some((kink) => (kink - mean) * (kink - x) < 0);
  const deviation = (x: number, offset: number) =>
    close && !crosses(x) ? smallDifference(phi, mean + offset / 2, offset) : phi.value(x) - origin;
  const centre = expectation(phi, deviation, q, mean, range);
  return expectation(phi, (x, offset) => (deviation(x, offset) - centre) ** 2, q, mean, range);
}

/**
 * E φ′(√q z)², z ~ N(0, 1): χ₁ without its factor σ_w². Docs/theory §3.
 * @throws RangeError for a φ that jumps, where D ~ √(1−c) and χ₁ is undefined
 */
export function derivativeSecondMomentOf(phi: Activation, q: number): number {
  if (phi.jumps.length > 0) throw new RangeError(`${phi.name} jumps, so its slope has no second moment`);
  if (phi.derivativeSecondMoment) return phi.derivativeSecondMoment(q);
  return expectation(phi, (x) => phi.derivative(x) ** 2, q, 0, reach(phi.derivative, Math.sqrt(q)));
}

/**
 * E f(x), x = mean + offset, offset = √q z, for an f(x, offset) as smooth as φ: trapezoidal rule, or panels cut at the kinks of φ. Folded at z = 0, so that
 * odd parts cancel exactly.
 */
function expectation(
  phi: Integrand,
  f: (x: number, offset: number) => number,
  q: number,
  mean: number,
  range: number,
): number {
  // A variance of 0 means the limit of small variances, in which a kink at the mean still has both sides.
  const deviation = Math.max(Math.sqrt(q), 1e-150);
  const folded = (z: number) => {
    const offset = deviation * z;
    return Math.exp((-z * z) / 2) * (f(mean + offset, offset) + f(mean - offset, -offset));
  };
  const step = trapezoidStep(phi, deviation);
  if (phi.kinks.length > 0 || (phi.knots && step < 0.01)) {
    const { cuts, widest } = panels(phi, deviation);
    const edges = panelEdges(
      0,
      range,
      cuts.map((cut) => Math.abs(cut - mean) / deviation),
      widest,
    );
    return integratePanels(folded, edges) / Math.sqrt(2 * Math.PI);
  }
  let sum = f(mean, 0);
  for (let i = 1; i * step <= range; i++) sum += folded(i * step);
  return (step * sum) / Math.sqrt(2 * Math.PI);
}
