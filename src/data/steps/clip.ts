import { UserError } from '../../errors.ts';
import type { Step } from '../preprocess.ts';
import { result, roomFor } from './shared/result.ts';

/**
 * Numbers below `low` become `low`, those above `high` become `high`.
 * @throws UserError `bad-argument` unless low < high
 */
export function clip(low: number, high: number): Step {
  if (!(low < high && Number.isFinite(low) && Number.isFinite(high))) {
    const message = `clip takes two finite numbers, the first below the second, not ${low} and ${high}`;
    throw new UserError('bad-argument', message, [], 'for instance clip(-3, 3)');
  }
  const notation = `clip(${low}, ${high})`;
  return {
    notation,
    effect: 'limits all values to the range: spread shrinks, cov follows the change of the mean',
    shape: (input) => input,
    apply(dataset, _, room) {
      const { values } = dataset;
      const clipped = roomFor(values.length, room);
      for (let i = 0; i < values.length; i++) clipped[i] = Math.min(high, Math.max(low, values[i]));
      return result(dataset, clipped, notation);
    },
    generator: () => ({ reason: 'clipped entries are not Gaussian, and theory of generated data has Gaussian ones' }),
  };
}
