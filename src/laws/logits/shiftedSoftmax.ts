import { dot } from '../../numerics/linear/dot.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';
import { lognormalTransform } from './gumbelNormal.ts';
import { EULER } from './softmaxLaw.ts';

/** What a softmax makes of K independent logits of one variance and means of their own; all in nats. */
export interface ShiftedSoftmax {
  /** E log Σ_k e^(f_k): the loss plus the mean of the logit at the label. */
  readonly logSum: number;
  /** E p_k, the mean probability of every class. */
  readonly probabilities: readonly number[];
  /** E of the entropy of the predicted class probabilities. */
  readonly entropy: number;
}

/**
 * A prediction before training where logits have means μ_k, as fixed biases give them. With M(x) = E exp(−e^(x + √q z)) as
 * for equal means,
 *
 *   E log Σ_k e^(f_k) = −C + ∫ (Φ(−x/s) − Π_k M(x + μ_k)) dx      (C Euler's constant, any s)
 *   E p_k = ∂/∂μ_k of it,   E Σ p² = 1 − 2 ∂/∂q,   E H(p) = E log Σ e^f − Σ μ_k E p_k − q (1 − E Σ p²)
 *
 * Source: derived, docs/theory §17. Absolute error below 1e−10.
 *
 * @param variance q ≥ 0 of one logit, finite
 */
export function shiftedSoftmax(means: readonly number[], variance: number): ShiftedSoftmax {
  const top = means.reduce((most, mean) => Math.max(most, mean));
  const below = means.map((mean) => mean - top);
  if (variance === 0) return withoutVariance(top, below);
  const groups = [...new Set(below)];
  const places = below.map((mean) => groups.indexOf(mean));
  const sizes = groups.map((_, group) => places.filter((place) => place === group).length);
  const sigma = Math.sqrt(variance);
  const scale = Math.max(1, sigma);
  const step = (0.3 * scale) / Math.sqrt(Math.max(1, Math.log(means.length)));
  const from = -(38 + Math.log(means.length) + Math.min(variance / 2, 9 * sigma));
  const to = 4 + 9 * scale;
  let sum = 0;
  let slope = 0;
  const shares = new Float64Array(groups.length);
  for (let j = Math.floor(from / step); j <= to / step; j++) {
    const x = j * step;
    const transforms = groups.map((mean) => lognormalTransform(x + mean, sigma));
    const logs = transforms.map(({ missing }) => Math.log1p(-Math.min(1, missing)));
    const logProduct = logs.reduce((total, log, group) => total + sizes[group] * log, 0);
    sum += step * (-Math.expm1(logProduct) - normalCdf(x / scale));
    for (let group = 0; group < groups.length; group++) {
      const { missing, slope: inner, density } = transforms[group];
      if (missing >= 1) continue;
      const others = step * Math.exp(logProduct - logs[group]);
      shares[group] += others * density;
      slope -= sizes[group] * others * inner;
    }
  }
  const logSum = top + sum - EULER;
  const probabilities = places.map((place) => shares[place]);
  return { logSum, probabilities, entropy: logSum - dot(means, probabilities) - 2 * variance * slope };
}

function withoutVariance(top: number, below: readonly number[]): ShiftedSoftmax {
  const exponentials = below.map(Math.exp);
  const total = exponentials.reduce((sum, e) => sum + e);
  const probabilities = exponentials.map((e) => e / total);
  return { logSum: top + Math.log(total), probabilities, entropy: Math.log(total) - dot(below, probabilities) };
}
