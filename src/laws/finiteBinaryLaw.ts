import { normalCdf, normalPdf } from '../numerics/quadrature/normal.ts';
import { binaryVariance, checkGamma } from './binaryLaw.ts';

/** The law of the number n of N points that a random two-class network guesses as class 0. */
export interface FiniteBinaryLaw {
  readonly points: number;
  /** P(n) for n = 0 … N. */
  readonly pmf: Float64Array;
  /** P(at most n points) for n = 0 … N. */
  readonly cdf: Float64Array;
  /** Of the fraction n/N. */
  readonly variance: number;
  /** E max(n, N − n)/N. */
  readonly maxFraction: number;
  /** Expected entropy of (n/N, 1 − n/N) in nats. */
  readonly entropy: number;
}

/**
 * N·G_N given G is binomial, so its law is a mixture of binomials, uniform on 0 … N at γ = 1:
 *
 *   P(n) = ∫ φ(z) · C(N, n) Φ(√γ z)ⁿ Φ(−√γ z)^(N−n) dz,   Var G_N = Var G + (¼ − Var G)/N
 *
 * Source: docs/theory §1. In finite samples fair guesses scatter too: compare measurements with this law.
 *
 * @param points N ≥ 1 points, iid given the network
 * @param gamma bias ratio in [0, ∞]
 * @returns probabilities with absolute error below 1e−12; 10,000 points take a few milliseconds
 * @throws RangeError outside these ranges
 */
export function finiteBinaryLaw(points: number, gamma: number): FiniteBinaryLaw {
  checkGamma(gamma);
  if (!(Number.isInteger(points) && points >= 1)) throw new RangeError(`points must be an integer ≥ 1: ${points}`);
  const pmf = mixtureOfBinomials(points, gamma);

  const cdf = new Float64Array(points + 1);
  let below = 0;
  let maxFraction = 0;
  let entropy = 0;
  for (let n = 0; n <= points; n++) {
    below += pmf[n];
    cdf[n] = Math.min(1, below);
    const fraction = n / points;
    maxFraction += pmf[n] * Math.max(fraction, 1 - fraction);
    if (n > 0 && n < points) {
      entropy -= pmf[n] * (fraction * Math.log(fraction) + (1 - fraction) * Math.log1p(-fraction));
    }
  }
  const limit = binaryVariance(gamma);
  return { points, pmf, cdf, variance: limit + (0.25 - limit) / points, maxFraction, entropy };
}

/**
 * The trapezoid rule in w = √γ z, where the binomial has width 1/√(N·2/π) at its narrowest and the prior √γ: the step
 * is 0.6 of the width of their product. Beyond |w| = 9.6 all points get one guess (Φ(−9.6) = 4e−22), so the
 * rest of the prior's mass belongs to n = 0 and n = N, half each.
 */
function mixtureOfBinomials(points: number, gamma: number): Float64Array {
  const pmf = new Float64Array(points + 1);
  const root = Math.sqrt(gamma);
  const range = Math.min(8.5 * root, 9.6);
  const step = 0.6 / Math.hypot(Math.sqrt((2 / Math.PI) * points), 1 / root);
  const last = gamma === 0 ? 0 : Math.floor(range / step);
  let mass = 0;
  for (let j = -last; j <= last; j++) {
    const w = j * step;
    const weight = gamma === 0 ? 1 : (step * normalPdf(w / root)) / root;
    mass += weight;
    if (weight > 0) addBinomial(pmf, w, weight);
  }
  if (range < 8.5 * root) {
    pmf[0] += (1 - mass) / 2;
    pmf[points] += (1 - mass) / 2;
  }
  return pmf;
}

/**
 * Adds weight × Binomial(N, Φ(w)), walking from its mode to both sides by the ratio of neighbours,
 *
 *   P(n+1)/P(n) = (N−n)/(n+1) · Φ(w)/Φ(−w)
 *
 * and dividing by the sum, so that no factorial is needed and no digit lost at N = 10,000.
 */
function addBinomial(pmf: Float64Array, w: number, weight: number): void {
  const points = pmf.length - 1;
  const success = normalCdf(w);
  const odds = success / normalCdf(-w);
  const mode = Math.min(points, Math.floor((points + 1) * success));
  const negligible = 1e-25;

  const upwards: number[] = [];
  for (let n = mode, ratio = 1; n < points && ratio > negligible; n++) {
    ratio *= ((points - n) / (n + 1)) * odds;
    upwards.push(ratio);
  }
  const downwards: number[] = [];
  for (let n = mode, ratio = 1; n > 0 && ratio > negligible; n--) {
    ratio *= n / (points - n + 1) / odds;
    downwards.push(ratio);
  }
  const add = (sum: number, ratio: number) => sum + ratio;
  const modal = weight / (1 + upwards.reduce(add, 0) + downwards.reduce(add, 0));
  pmf[mode] += modal;
  upwards.forEach((ratio, i) => {
    pmf[mode + 1 + i] += modal * ratio;
  });
  downwards.forEach((ratio, i) => {
    pmf[mode - 1 - i] += modal * ratio;
  });
}
