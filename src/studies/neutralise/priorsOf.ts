import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { classShares, trueClassesOf } from '../../laws/trueClasses.ts';
import { checkedPriors } from '../../neutralise/priors.ts';

/** Shares of the classes as numbers, as a text of numbers, or "data": as often as points have each label. */
export type PriorsGiven = readonly number[] | string;

/**
 * @returns undefined where none are given
 * @throws UserError `bad-argument` for what are not the shares of all classes
 */
export function priorsOf(given: PriorsGiven | undefined, data: Data, classes: number): Float64Array | undefined {
  if (given === undefined) return undefined;
  if (given === 'data') return checkedPriors(sharesOf(data, classes), classes);
  return checkedPriors(typeof given === 'string' ? numbersOf(given) : given, classes);
}

function sharesOf(data: Data, classes: number): number[] {
  const shares = classShares(data, classes);
  if (shares) return shares;
  const counts = trueClassesOf(data)?.counts ?? [];
  const found = counts.length === 0 ? 'has no labels of several classes' : `has labels of ${counts.length}`;
  const message = `--priors data needs labelled points of ${classes} classes, but ${data.name} ${found}`;
  throw new UserError('bad-argument', message, [], 'give the shares themselves, for instance --priors 0.7,0.3');
}

function numbersOf(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.find((part) => !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part));
  if (wrong === undefined) return parts.map(Number);
  const message = `--priors takes numbers with commas between them, or "data", not ${JSON.stringify(wrong)}`;
  throw new UserError('bad-argument', message, [], 'for instance --priors 0.7,0.3');
}
