import { UserError } from '../../errors.ts';
import { classesOf, isWhole, regroup } from './classes.ts';
import type { Selection } from './selection.ts';

/**
 * Two classes, even and odd, of classes that are whole numbers.
 * @throws UserError, applied, `bad-argument` if a class is called otherwise, `data` if all are even or all odd
 */
export function parity(): Selection {
  return {
    notation: 'parity',
    apply(dataset) {
      const classes = classesOf(dataset, 'parity');
      const other = classes.find(({ name }) => !isWhole(name));
      if (other) {
        const message = `parity takes classes that are whole numbers, and ${dataset.name} has "${other.name}"`;
        throw new UserError('bad-argument', message, [], 'name the classes: merge("one: cat, dog; two: ship")');
      }
      // By the last digit: names may be longer than numbers are exact.
      const labels = (digits: string) =>
        classes.filter(({ name }) => digits.includes(name.slice(-1))).map(({ label }) => label);
      return regroup(dataset, [
        { name: 'even', labels: labels('02468') },
        { name: 'odd', labels: labels('13579') },
      ]);
    },
  };
}
