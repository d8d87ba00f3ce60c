import { UserError } from '../../errors.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import { features } from '../dataset.ts';
import type { Step } from '../preprocess.ts';
import { checkLaw } from './shared/numbers.ts';
import { result, roomFor } from './shared/result.ts';

/**
 * x + e, every e ~ N(0, sd²) independent. The noise of an entry depends on the seed, the place of its point and its
 * feature alone, not on how many points there are; it is the same in every initialisation.
 *
 * @param sd ≥ 0
 * @param seed a whole number from 0
 * @throws UserError `bad-argument` for anything else
 */
export function noise(sd: number, seed = 0): Step {
  if (!(sd >= 0 && sd < Infinity)) {
    throw new UserError('bad-argument', `noise takes an sd of at least 0, not ${sd}`, [], 'for instance noise(0.1)');
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UserError(
      'bad-argument',
      `noise takes a whole number from 0 as seed, not ${seed}`,
      [],
      'for instance seed=1',
    );
  }
  const notation = seed === 0 ? `noise(${sd})` : `noise(${sd}, seed=${seed})`;
  return {
    notation,
    effect: `adds ${sd ** 2} to spread, cov stays`,
    shape: (input) => input,
    apply(dataset, _, room) {
      const { values, points } = dataset;
      const size = features(dataset.shape);
      const noisy = roomFor(values.length, room);
      const generator = new WeightGenerator(seed);
      const drawn = generator.reserve(size);
      for (let point = 0; point < points; point++) {
        generator.normals(drawn, 1, { purpose: PURPOSE.noise, tensor: 0, readout: 0, initialisation: point });
        const unit = drawn.values;
        const at = point * size;
        for (let feature = 0; feature < size; feature++)
          noisy[at + feature] = values[at + feature] + sd * unit[feature];
      }
      return result(dataset, noisy, notation);
    },
    generator(law) {
      const variance = law.variance + sd ** 2;
      const centred = law.centred && (law.centred * law.variance) / variance;
      return checkLaw({ ...law, variance, ...(centred && { centred }) }, notation);
    },
  };
}
