import { UserError } from '../errors.ts';
import { PURPOSE } from '../random/key.ts';
import { keyedPermutation } from '../random/permutation.ts';
import { type Dataset, pick } from './dataset.ts';

/**
 * Some points of a dataset, each as likely as any other, in their old order. Taken after preprocessing, whose statistics
 * so come from all points. Of one seed, smaller samples are part of larger ones.
 *
 * @param points 2 to `dataset.points`
 * @param seed an integer in [0, 2⁵³ − 1]
 * @throws UserError `bad-argument` if there are not that many points; RangeError for an impossible seed
 */
export function subsample(dataset: Dataset, points: number, seed: number): Dataset {
  return pick(dataset, subsamplePlaces(dataset, points, seed));
}

/** The places of the points that `subsample` takes, in ascending order. */
export function subsamplePlaces(dataset: Dataset, points: number, seed: number): Uint32Array {
  if (!Number.isInteger(points) || points < 2 || points > dataset.points) {
    throw new UserError(
      'bad-argument',
      `cannot take ${points} of the ${dataset.points} points of ${dataset.name}`,
      [],
      `take a whole number from 2 to ${dataset.points}`,
    );
  }
  const key = { purpose: PURPOSE.subsample, tensor: 0, readout: 0, initialisation: 0 };
  return keyedPermutation(seed, key, dataset.points).slice(0, points).sort();
}
