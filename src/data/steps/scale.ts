import type { Step } from '../preprocess.ts';
import { checkLaw, checkNumber } from './shared/numbers.ts';
import { result, roomFor } from './shared/result.ts';

/**
 * factor·x
 * @throws UserError `bad-argument` unless the factor is finite
 */
export function scale(factor: number): Step {
  checkNumber('scale', factor);
  const notation = `scale(${factor})`;
  return {
    notation,
    effect: `multiplies cov and spread by ${factor ** 2}, and keeps gamma`,
    shape: (input) => input,
    apply(dataset, _, room) {
      const { values } = dataset;
      const scaled = roomFor(values.length, room);
      for (let i = 0; i < values.length; i++) scaled[i] = factor * values[i];
      return result(dataset, scaled, notation);
    },
    generator: (law) => checkLaw({ ...law, mean: factor * law.mean, variance: factor ** 2 * law.variance }, notation),
  };
}
