import { cubicThrough } from '../../numerics/quadrature/cubic.ts';
import { normalPdf } from '../../numerics/quadrature/normal.ts';
import { controlledMean, type Estimate } from '../../numerics/sampling/controlVariates.ts';
import { meanOf, varianceOf } from '../../numerics/sampling/mean.ts';
import { sobolNormals } from '../../numerics/sampling/sobol.ts';
import { lognormalTransform } from './gumbelNormal.ts';
import { EULER, softmaxLaw } from './softmaxLaw.ts';

/** Randomised quadratures, from whose scatter the error comes. */
const SCRAMBLES = 8;
/** Multiplications that the double integral may take, some 20 ms; beyond, m is sampled. */
const MOST_WORK = 2e7;
/**
 * Centres of a variance below this share of the rest, or of 1, are small: the second order in them is enough, with a relative
 * error of a fifth of the share, where the integral loses digits (the more the more classes there are).
 */
const smallShare = (classes: number) => Math.max(0.003, 3e-5 * classes);

export interface ExchangeableLogits {
  /** K ≥ 2. */
  readonly classes: number;
  /** Covariance of a logit at two points: the variance of its mean over all points. */
  readonly cov: number;
  /** What it varies by from point to point: its variance is cov + spread. */
  readonly spread: number;
}

/**
 * Standard deviation, over initialisations, of the loss of a network on N exchangeable points whose labels say nothing
 * and are balanced over the classes: L = mean over points of log Σ_k e^(f_k) − mean of f_k. Two points have
 *
 *   Cov(L, L′) = Cov(log Σ e^f, log Σ e^f′) − cov/K,   a single one   Var L = Var log Σ e^f − q/K,   q = cov + spread
 *
 * and N of them Cov + (Var − Cov)/N. Small logits: sd = cov √((K − 1)/2)/K. Source: derived, docs/theory §16.
 *
 * @param points N, or null for infinitely many
 * @returns error 0 (below 1e−3 of the value, 1e−2 from 1000 classes on) where a double integral gives it, else a standard error
 */
export function lossSpread(logits: ExchangeableLogits, points: number | null, seed: number): Estimate {
  const { classes, cov, spread } = logits;
  const single = softmaxLaw(classes, cov + spread).logSumVariance - (cov + spread) / classes;
  const { value, error } = sharedVariance(logits, seed);
  const unseen = points === null ? 0 : 1 / points;
  const root = Math.sqrt(value + unseen * Math.max(0, single - value));
  return { value: root, error: root > 0 ? ((1 - unseen) * error) / (2 * root) : 0 };
}

/** Cov(L, L′) of two points. */
function sharedVariance(logits: ExchangeableLogits, seed: number): Estimate {
  const { classes, cov, spread } = logits;
  if (cov < smallShare(classes) * Math.max(1, spread)) return { value: secondOrder(logits), error: 0 };
  const exact = integratedCovariance(logits);
  if (exact === undefined) return sampledVariance(logits, seed);
  return { value: Math.max(0, exact - cov / classes), error: 0 };
}

/**
 * With E ∂²log Σ e^f/∂f_k∂f_l = E (p_k δ_kl − p_k p_l), the same for all k and all k ≠ l, L is a constant and a multiple of
 * Σ (m_k − m̄)², which has a law of χ²:   Cov(L, L′) = cov² (1 − E Σ p²)²/(2(K − 1))
 */
function secondOrder({ classes, cov, spread }: ExchangeableLogits): number {
  return (cov * (1 - softmaxLaw(classes, spread).collision)) ** 2 / (2 * (classes - 1));
}

/**
 * Cov(log Σ e^f, log Σ e^f′), by Hoeffding's formula for η/Σ e^f, whose logarithm lies above x with probability M(x)^K:
 *
 *   ∬ (M₂(x, y)^K − M(x)^K M(y)^K) dx dy,   M₂(x, y) = E_w a(x + √cov w) a(y + √cov w),   M(x) = E_w a(x + √cov w)
 *
 * with a the transform of a lognormal number of variance `spread`. Undefined where it is too much work.
 */
function integratedCovariance({ classes, cov, spread }: ExchangeableLogits): number | undefined {
  const root = Math.sqrt(cov);
  const { logAt, scale } = logTransform(Math.sqrt(spread));
  const sigma = Math.sqrt(cov + spread);
  const [left, right] = [-(26 + Math.log(classes) + Math.min(sigma ** 2 / 2, 7 * sigma)), 4 + 7 * Math.max(1, sigma)];
  // The K-th power of a smooth step is steeper than the step.
  const step = (0.4 * scale) / Math.max(1, Math.sqrt(Math.log(classes) / 3));
  const size = Math.ceil((right - left) / step) + 1;
  const inner = Math.min(0.45, (0.4 * scale) / root);
  const half = Math.ceil(7.5 / inner);
  const width = 2 * half + 1;
  if ((size * size * width) / 2 > MOST_WORK) return undefined;
  const weights = Float64Array.from({ length: width }, (_, l) => inner * normalPdf((l - half) * inner));
  const rows = Array.from({ length: size }, (_, i) => {
    return Float64Array.from(weights, (_, l) => Math.exp(-logAt(left + i * step + root * (l - half) * inner)));
  });
  const means = rows.map((row) => row.reduce((sum, a, l) => sum + weights[l] * a, 0));
  let total = 0;
  for (let i = 0; i < size; i++) {
    const weighted = rows[i].map((a, l) => a * weights[l]);
    for (let j = 0; j <= i; j++) {
      let both = 0;
      for (let l = 0; l < width; l++) both += weighted[l] * rows[j][l];
      total += (i === j ? 1 : 2) * (both ** classes - (means[i] * means[j]) ** classes);
    }
  }
  return total * step ** 2;
}

/** Var_m of E_ε log Σ e^(√cov m + √spread ε) − √cov m̄, which m = (m_1 … m_K) leaves of L. */
function sampledVariance({ classes, cov, spread }: ExchangeableLogits, seed: number): Estimate {
  const draws = 2 ** Math.max(3, Math.min(6, Math.round(Math.log2(2500 / classes))));
  const meanLoss = lossGivenCentres(classes, spread);
  const batches = Array.from({ length: SCRAMBLES }, (_, scramble) => {
    const normals = sobolNormals(classes, draws, seed + scramble / SCRAMBLES);
    const centres = Array.from({ length: draws }, (_, i) => normals.subarray(i * classes, (i + 1) * classes));
    const losses = centres.map((m) => meanLoss(m.map((each) => Math.sqrt(cov) * each)) - Math.sqrt(cov) * meanOf(m));
    return { shared: varianceOf(losses), control: varianceOf(centres.map(varianceOf)) };
  });
  return controlledMean(
    Float64Array.from(batches, ({ shared }) => shared),
    // The loss of small logits is half the variance of the centres, which has a law of χ².
    [{ draws: Float64Array.from(batches, ({ control }) => control), expectation: 2 / (classes - 1) }],
  );
}

/** a ↦ E_ε log Σ_k e^(a_k + √spread ε_k), to about 1e−5: enough beside the sampling of a. */
function lossGivenCentres(classes: number, spread: number): (centres: Float64Array) => number {
  const { logAt, scale } = logTransform(Math.sqrt(spread));
  const left = -(20 + Math.log(classes) + Math.min(spread / 2, 6 * Math.sqrt(spread)));
  const right = 4 + 7 * scale;
  const nodes = Math.ceil((right - left) / (0.4 * scale));
  const step = (right - left) / nodes;
  return (centres) => {
    const top = centres.reduce((most, a) => Math.max(most, a));
    let sum = 0;
    for (let i = 0; i <= nodes; i++) {
      let exponent = 0;
      for (const a of centres) exponent += logAt(left + i * step + a - top);
      sum -= (i === 0 || i === nodes ? 0.5 : 1) * Math.expm1(-exponent);
    }
    return top - EULER + step * sum - right;
  };
}

/** x ↦ −log M(x), from a table; e^x times a constant to the left of it. `scale` is that of its changes. */
function logTransform(sigma: number): { logAt: (x: number) => number; scale: number } {
  const scale = Math.max(1, sigma);
  const step = 0.05 * scale;
  const left = -(18 + Math.min(sigma ** 2 / 2, 6 * sigma));
  const right = 4.5 + 8 * scale;
  const table = Float64Array.from({ length: Math.ceil((right - left) / step) + 3 }, (_, i) => {
    return -Math.log1p(-Math.min(1 - 1e-16, lognormalTransform(left + (i - 1) * step, sigma).missing));
  });
  const logAt = (x: number) => (x < left ? table[1] * Math.exp(x - left) : cubicThrough(table, 1 + (x - left) / step));
  return { scale, logAt };
}
