import { checkLogits, classMoments, type LogitArray } from './logits.ts';
import type { OutputChange } from './outputChange.ts';
import { checkedPriors } from './priors.ts';

/**
 * Biases that take the mean logit of every class away:
 *
 *   b_k = −mean_x f_k(x) (+ ln π_k)
 *
 * where the logits do not vary from point to point, the predictions then are the priors π. Classes whose logits vary more are
 * still guessed more often. Source: the output bias of one pass over the data; Karpathy, "A recipe for training neural
 * networks" (2019), for the priors.
 *
 * @param logits points × classes
 * @param priors π_k; left out: equal
 */
export function meanBiases(logits: LogitArray, classes: number, priors?: ArrayLike<number>): OutputChange {
  checkLogits(logits, classes);
  const shares = priors && checkedPriors(priors, classes);
  const { mean } = classMoments(logits, classes);
  return { shift: mean.map((m, k) => (shares ? Math.log(shares[k]) : 0) - m) };
}
