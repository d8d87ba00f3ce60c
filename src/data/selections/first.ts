import { UserError } from '../../errors.ts';
import { type Dataset, pick } from '../dataset.ts';
import { checkOption } from '../sources/generated.ts';
import type { Selection } from './selection.ts';

/**
 * The first points, as they come. All classes remain, also those that have no point among them.
 *
 * @param points a whole number from 2
 * @throws UserError `bad-argument` for another number; applied, also for more points than there are
 */
export function first(points: number): Selection {
  checkOption('first', 'number of points', points, Number.isInteger(points) && points >= 2, 'a whole number from 2');
  return {
    notation: `first(${points})`,
    apply(dataset: Dataset) {
      if (points <= dataset.points)
        return pick(
          dataset,
          Uint32Array.from({ length: points }, (_, place) => place),
        );
      const message = `cannot take ${points} of the ${dataset.points} points of ${dataset.name}`;
      throw new UserError('bad-argument', message, [], `take a whole number from 2 to ${dataset.points}`);
    },
  };
}
