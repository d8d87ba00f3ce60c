import { normalCdf } from '../../numerics/quadrature/normal.ts';
import { lognormalTransform } from './gumbelNormal.ts';

/** What a softmax makes of K independent logits of one variance; all in nats. */
export interface SoftmaxLaw {
  /** E of the cross-entropy, label by label or over any labels: ln K for equal logits. */
  readonly loss: number;
  /** E of the entropy −Σ p ln p of the predicted class probabilities. */
  readonly entropy: number;
  /** E Σ p²: the probability that two classes sampled from the prediction for one point are the same. */
  readonly collision: number;
  /** Variance of log Σ_k e^(f_k), the part of the loss that no label changes. */
  readonly logSumVariance: number;
}

/** Less the mean of the logarithm of an exponential variable. */
export const EULER = 0.5772156649015329;

/**
 * The expected loss of a network before training, whose logits for a point are K independent N(0, q) numbers whatever
 * its label. With M(x) = E exp(−e^(x + √q z)),
 *
 *   E CE = E log Σ_k e^(f_k) = ∫ (e^(−e^x) − M(x)^K) dx = −C + ∫ (Φ(−x/s) − M(x)^K) dx      (C Euler's constant, any s)
 *
 * The heat equation gives the rest from the derivative of this in q:
 *
 *   E Σ p² = 1 − 2 ∂E CE/∂q,   E H(p) = E CE − q (1 − E Σ p²)
 *
 * log η − log Σ e^(f_k), with η exponential, lies above x with probability M(x)^K; the variance of log η is π²/6. So
 *
 *   Var log Σ e^f = s² + 2 ∫ x (M(x)^K − Φ(−x/s)) dx − (E CE + C)² − π²/6
 *
 * Small q: ln K + (q/2)(1 − 1/K). Large q: √q times the expected maximum of K normals.
 * Source: derived, docs/theory §16. Absolute error below 1e−11 for K ≤ 1000 and q ≤ 10⁶ (of the loss relative to √q).
 *
 * @param classes K ≥ 2
 * @param variance q ≥ 0 of one logit; of a single logit whose sigmoid is the probability of class 1, half its variance,
 *   with K = 2
 */
export function softmaxLaw(classes: number, variance: number): SoftmaxLaw {
  if (!(variance >= 0)) throw new RangeError(`variance of the logits must be 0 or more: ${variance}`);
  if (variance === 0) {
    return { loss: Math.log(classes), entropy: Math.log(classes), collision: 1 / classes, logSumVariance: 0 };
  }
  if (variance === Infinity) return { loss: Infinity, entropy: 0, collision: 1, logSumVariance: Infinity };
  const sigma = Math.sqrt(variance);
  const scale = Math.max(1, sigma);
  // The K-th power of a smooth step is steeper than the step.
  const step = (0.3 * scale) / Math.sqrt(Math.max(1, Math.log(classes)));
  const from = -(38 + Math.log(classes) + Math.min(variance / 2, 9 * sigma));
  const to = 4 + 9 * scale;
  let mean = 0;
  let moment = 0;
  let slope = 0;
  for (let j = Math.floor(from / step); j <= to / step; j++) {
    const x = j * step;
    const { missing, slope: inner } = lognormalTransform(x, sigma);
    const logM = Math.log1p(-Math.min(1, missing));
    // 1 − M^K less 1 − Φ(−x/s), both precise where they are small.
    const beyond = step * (-Math.expm1(classes * logM) - normalCdf(x / scale));
    mean += beyond;
    moment += x * beyond;
    if (missing < 1) slope -= step * classes * Math.exp((classes - 1) * logM) * inner;
  }
  const loss = mean - EULER;
  const collision = 1 - 2 * slope;
  const logSumVariance = Math.max(0, scale ** 2 - 2 * moment - mean ** 2 - Math.PI ** 2 / 6);
  return { loss, entropy: loss - variance * (1 - collision), collision, logSumVariance };
}
