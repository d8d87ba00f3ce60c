import { checkLogits, classMoments, type LogitArray } from './logits.ts';
import type { OutputChange } from './outputChange.ts';
import { checkedPriors } from './priors.ts';

/** A deviation below this share of the largest is rounding, and is not blown up to 1. */
const NO_DEVIATION = 1e-6;

/**
 * Centres and scales the logits of every class:
 *
 *   f′_k = (f_k − mean_x f_k)/s_k (+ ln π_k),   s_k² = mean_x (f_k − mean f_k)²
 *
 * so that all classes have the same mean and variance. They are guessed equally often where their logits also have one law
 * and one correlation with each other. A class whose logit is the same everywhere is only centred.
 *
 * @param logits points × classes
 * @param priors π_k; left out: equal
 */
export function scaledBiases(logits: LogitArray, classes: number, priors?: ArrayLike<number>): Required<OutputChange> {
  checkLogits(logits, classes);
  const shares = priors && checkedPriors(priors, classes);
  const { mean, deviation } = classMoments(logits, classes);
  const least = NO_DEVIATION * deviation.reduce((most, s) => Math.max(most, s), 0);
  const scale = deviation.map((s) => (s > least ? 1 / s : 1));
  return { scale, shift: mean.map((m, k) => (shares ? Math.log(shares[k]) : 0) - scale[k] * m) };
}
