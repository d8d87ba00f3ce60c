import { checkOptions } from '../notation/checkOptions.ts';
import { dataset as copied, type Dataset, type DatasetOptions } from './dataset.ts';

const OPTIONS: readonly (keyof DatasetOptions)[] = [
  ...(['shape', 'labels', 'classNames', 'columns', 'vocabulary', 'name', 'licence'] as const),
];

/**
 * A dataset of your own numbers, copied. Bytes and float32 keep their type, all else becomes float64.
 *
 * @param values points × features numbers, one point after the other
 * @throws UserError `data` if there are fewer than two points, a length does not fit, or a number is NaN or infinite;
 *   `bad-argument` for an impossible shape; `unknown-name` for an option that there is not
 */
export function dataset(values: ArrayLike<number>, options: DatasetOptions): Dataset {
  checkOptions('dataset', options ?? null, OPTIONS);
  return copied(values, options);
}
