import type { Dataset } from '../../../data/dataset.ts';
import { UserError } from '../../../errors.ts';
import type { PlannedInput } from '../../plan/auditPlan.ts';

/**
 * Checks data for an input of whole numbers: token ids below the vocabulary, where an embedding is behind it, or what the type
 * of the input holds.
 * @throws UserError `data` at the first number that is none of them
 */
export function checkWhole({ values, points, name }: Dataset, { name: input, type, vocabulary }: PlannedInput): void {
  const [least, most] = vocabulary === undefined ? rangeOf(type) : [0, vocabulary - 1];
  const at = values.findIndex((value: number) => !Number.isInteger(value) || value < least || value > most);
  if (at < 0) return;
  const length = values.length / points;
  const number = values[at];
  const where = [`for the input ${input}`];
  const place = `in point ${Math.floor(at / length)}, ${vocabulary === undefined ? 'feature' : 'token'} ${at % length}`;
  if (vocabulary !== undefined && Number.isInteger(number) && number >= 0) {
    const message = `${name} has the token id ${number} ${place} (counted from 0), outside the vocabulary of ${vocabulary}`;
    throw new UserError('data', message, where, `give ids from 0 to ${most}`);
  }
  const is = vocabulary === undefined ? `not a number of type ${type}` : 'not a token id';
  const message = `${name} has ${number} ${place} (counted from 0), which is ${is}`;
  throw new UserError('data', message, where, `give whole numbers from ${least} to ${most}, without preprocessing`);
}

/** Beyond 2⁵³ not every whole number is one that data can have. */
function rangeOf(type: string): readonly [number, number] {
  const bits = Number(/\d+/.exec(type)?.[0]);
  const [least, most] = type.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return [Math.max(least, Number.MIN_SAFE_INTEGER), Math.min(most, Number.MAX_SAFE_INTEGER)];
}
