import { UserError } from '../errors.ts';
import { count, plain } from '../results/format.ts';
import { checkLogits, isConstant, type LogitArray } from './logits.ts';
import { meanBiases } from './meanBiases.ts';
import { middlePotentials } from './middlePotentials.ts';
import { countsOf, type OutputChange, withBiases } from './outputChange.ts';
import { checkedPriors, equalPriors, wholeTargets } from './priors.ts';
import { softFractionBiases } from './softFractions.ts';
import { Transport } from './transport.ts';

/** Biases fitted to fractions, and how far these were reached. */
export interface FractionBiases extends OutputChange {
  /** Largest |n_k/N − π_k| on the points of the fit. */
  readonly deviation: number;
  /** Whether all points have the same outputs up to rounding, so that nothing can be fitted. */
  readonly constant: boolean;
}

/** The last step takes some seconds for as many, and the cube of the classes. */
const MOST_CLASSES = 2000;

/**
 * Biases with which each class is guessed for its share of the points, here n_k of N:
 *
 *   n_k = #{x : argmax_j (f_j(x) + b_j) = k},   |n_k/N − π_k| < 1/N
 *
 * They minimise the convex function mean_x max_k (f_k(x) + b_k) − Σ_k n_k b_k/N, whose slopes are the differences of the
 * fractions: the dual of assigning points to classes with the largest sum of logits (semi-discrete optimal transport; Peyré
 * and Cuturi, "Computational optimal transport", 2019, §5). The problem is solved exactly; only outputs that are equal for
 * several points, or closer than the precision of the logits, keep fractions from being reached. Of all solutions, the biases
 * are in the middle.
 *
 * @param logits points × classes
 * @param priors π_k; left out: 1/K
 * @throws UserError `data` where a class would get no point, `limit` for more than 2,000 classes
 */
export function fractionBiases(logits: LogitArray, classes: number, priors?: ArrayLike<number>): FractionBiases {
  checkLogits(logits, classes);
  const shares = priors ? checkedPriors(priors, classes) : equalPriors(classes);
  if (classes > MOST_CLASSES) {
    const message = `fractions are fitted for at most ${count(MOST_CLASSES)} classes, not for ${count(classes)}`;
    throw new UserError('limit', message, [], 'take the means away instead: --fit mean');
  }
  const points = logits.length / classes;
  const targets = wholeTargets(shares, points);
  const none = targets.indexOf(0);
  if (none >= 0) {
    const message = `class ${none} is to get ${plain(points * shares[none], 2)} of ${count(points)} points, which is none`;
    throw new UserError('data', message, [], 'give more points, or take the means away instead: --fit mean');
  }
  const constant = isConstant(logits, classes);
  const shift = constant ? meanBiases(logits, classes).shift : biasesOf(logits, targets, shares);
  const counts = countsOf(withBiases(logits, { shift }), classes);
  const deviation = counts.reduce((most, n, k) => Math.max(most, Math.abs(n / points - shares[k])), 0);
  return { shift, deviation, constant };
}

function biasesOf(logits: LogitArray, targets: Int32Array, shares: Float64Array): Float64Array {
  const { length: classes } = targets;
  const transport = new Transport(logits, softFractionBiases(logits, classes, shares));
  transport.reach(targets);
  return middlePotentials(transport.gaps, classes);
}
