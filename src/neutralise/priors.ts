import { UserError } from '../errors.ts';
import { plain } from '../results/format.ts';

/** Priors that are typed with a few digits sum to 1 within this. */
const TOLERANCE = 1e-3;

/** π_k = 1/K. */
export function equalPriors(classes: number): Float64Array {
  return new Float64Array(classes).fill(1 / classes);
}

/**
 * Shares of the classes that the guesses are to have, scaled to a sum of exactly 1.
 * @throws UserError `bad-argument` for other than one positive number a class, or a sum that is not 1
 */
export function checkedPriors(priors: ArrayLike<number>, classes: number): Float64Array {
  const given = Float64Array.from(priors);
  const wrong = (message: string, remedy: string) => new UserError('bad-argument', message, [], remedy);
  if (given.length !== classes) {
    throw wrong(`${given.length} priors are given for ${classes} classes`, 'give one number for every class');
  }
  const bad = given.findIndex((prior) => !(prior > 0 && prior < 1));
  if (bad >= 0) {
    const remedy = 'give every class a share between 0 and 1; a class that no point has cannot be left to a bias';
    throw wrong(`the prior of class ${bad} is ${given[bad]}`, remedy);
  }
  const sum = given.reduce((total, prior) => total + prior, 0);
  if (Math.abs(sum - 1) > TOLERANCE) {
    throw wrong(`the priors sum to ${plain(sum, 4)}, not to 1`, 'priors are the shares of all classes');
  }
  return given.map((prior) => prior / sum);
}

/**
 * Whole numbers of points that come nearest to N π_k and sum to N: every one is N π_k rounded down or up (the method of the
 * largest remainders, of equal ones the first classes).
 */
export function wholeTargets(priors: Float64Array, points: number): Int32Array {
  const targets = Int32Array.from(priors, (prior) => Math.floor(points * prior + 1e-9));
  const missing = points - targets.reduce((sum, target) => sum + target, 0);
  const remainder = (k: number) => points * priors[k] - targets[k];
  const order = Array.from(priors.keys()).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const k of order.slice(0, missing)) targets[k]++;
  return targets;
}
