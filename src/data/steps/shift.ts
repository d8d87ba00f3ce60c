import type { Step } from '../preprocess.ts';
import { checkLaw, checkNumber } from './shared/numbers.ts';
import { result, roomFor } from './shared/result.ts';

/**
 * x + offset
 * @throws UserError `bad-argument` unless the offset is finite
 */
export function shift(offset: number): Step {
  checkNumber('shift', offset);
  const notation = `shift(${offset})`;
  return {
    notation,
    effect: `moves the mean point: cov → cov + ${2 * offset}·mean + ${offset ** 2}, spread stays`,
    shape: (input) => input,
    apply(dataset, _, room) {
      const { values } = dataset;
      const shifted = roomFor(values.length, room);
      for (let i = 0; i < values.length; i++) shifted[i] = values[i] + offset;
      return result(dataset, shifted, notation);
    },
    generator: (law) => checkLaw({ ...law, mean: law.mean + offset }, notation),
  };
}
