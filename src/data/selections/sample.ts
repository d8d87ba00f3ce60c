import { checkOption } from '../sources/generated.ts';
import { subsample } from '../subsample.ts';
import type { Selection } from './selection.ts';

/**
 * Some points, each as likely as any other, in their old order; of one seed, fewer are part of more. It chooses points
 * and not classes: all classes remain, also those of which a small sample has no point.
 *
 * @param points a whole number from 2
 * @param seed a whole number from 0
 * @throws UserError `bad-argument` for other numbers; applied, also for more points than there are
 */
export function sample(points: number, seed = 0): Selection {
  checkOption('sample', 'number of points', points, Number.isInteger(points) && points >= 2, 'a whole number from 2');
  checkOption('sample', 'seed', seed, Number.isSafeInteger(seed) && seed >= 0, 'a whole number from 0');
  return {
    notation: seed === 0 ? `sample(${points})` : `sample(${points}, seed=${seed})`,
    apply: (dataset) => subsample(dataset, points, seed),
  };
}
