import type { Activation } from '../activation.ts';

/** What a quadrature needs to know of φ; an `Activation` is one. */
export type Integrand = Pick<Activation, 'value' | 'derivative' | 'kinks' | 'strip' | 'knots'>;

/** Width of a panel on which 20 Gauss–Legendre nodes resolve a function tame in a strip of the default half-width. */
export const TAME_PANEL = 4;
const TAME_STRIP = 1.2;

/** Half-width of the strip in which φ is analytic and tame. */
function stripOf(phi: Integrand): number {
  return phi.strip ?? TAME_STRIP;
}

/** Widest panel, in the argument of φ, that 20 nodes resolve without further knowledge. */
function panelOf(phi: Integrand): number {
  return (TAME_PANEL * stripOf(phi)) / TAME_STRIP;
}

/**
 * Step of the trapezoidal rule along a direction in which the argument of φ grows at `rate` per standard deviation.
 *
 * Shifting the contour of ∫ φ(u)φ(v) e^(−z²/2) dz by i·d, d ≤ strip/rate, bounds the error of step h by about
 * e^(d²/2 − 2πd/h); this h makes it e^(−39).
 */
export function trapezoidStep(phi: Integrand, rate: number): number {
  const shift = Math.min(8.6, stripOf(phi) / rate);
  return (2 * Math.PI * shift) / (39 + (shift * shift) / 2);
}

/**
 * How many standard deviations an integral of f² over N(mean, deviation²) must cover: 9, where the normal law has
 * faded to 1e-18, and more where f grows as fast as an exponential.
 */
export function reach(f: (x: number) => number, deviation: number, mean = 0): number {
  const size = (z: number) => Math.exp((-z * z) / 2) * (f(mean + deviation * z) ** 2 + f(mean - deviation * z) ** 2);
  let bulk = Math.max(size(0.3), size(1), size(2), size(3.5), size(5));
  for (let z = 9; z < 36; z += 3) {
    if (size(z) <= 1e-16 * z * bulk) return z;
    bulk = Math.max(bulk, size(z));
  }
  return 36;
}

/** Widest panel for the normal density itself. */
const DENSITY_PANEL = 3;

/**
 * Where panels must be cut, in the argument of φ, and how wide they may be, in standard deviations, if the argument
 * grows at `rate` per standard deviation.
 */
export function panels(phi: Integrand, rate: number): { cuts: readonly number[]; widest: number } {
  const widest = panelOf(phi) / rate;
  if (widest >= DENSITY_PANEL) return { cuts: phi.kinks, widest: DENSITY_PANEL };
  if (phi.knots) return { cuts: phi.knots, widest: DENSITY_PANEL };
  return { cuts: phi.kinks, widest };
}

const OUTER_NODE = Math.sqrt(0.6);

/**
 * φ(centre + gap/2) − φ(centre − gap/2) for a gap well below the scale of φ, where subtraction would lose digits:
 * gap · ∫ φ′ by three Gauss–Legendre nodes. φ must have no kink in between.
 */
export function smallDifference(phi: Integrand, centre: number, gap: number): number {
  const offset = (gap / 2) * OUTER_NODE;
  const slopes = 5 * (phi.derivative(centre - offset) + phi.derivative(centre + offset)) + 8 * phi.derivative(centre);
  return (gap * slopes) / 18;
}

/** Below this gap `smallDifference` is exact to 1e-16, above it subtraction loses no more than two digits. */
export function smallGap(phi: Integrand): number {
  return 0.01 * stripOf(phi);
}
