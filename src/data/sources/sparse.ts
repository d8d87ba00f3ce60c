import { checkOptions } from '../../notation/checkOptions.ts';
import { checkShape, type Dataset, dataset } from '../dataset.ts';
import { checkDrawn, checkOption, type DrawnOptions, drawnRandom, written } from './generated.ts';

export interface SparseOptions extends DrawnOptions {
  /** Features of a point. */
  readonly dim: number;
  /** Probability, 0 to 1, that an entry is not 0; 0.1 unless given. */
  readonly density?: number;
  /** What such an entry is; 1 unless given. */
  readonly value?: number;
}

/**
 * Vectors with few entries that are not 0, as binary bags of words, drawn from a seed: x_i = value with probability
 * density, else 0, independently. Two points have, per feature and expected over seeds,
 *
 *   cov = (density·value)²,   spread = density(1 − density)·value²,   hence γ = density/(1 − density) without biases
 *
 * @returns bytes where the value is a whole number up to 255, else float64; the same on every machine; without labels
 * @throws UserError `bad-argument` for options out of their range
 */
export function sparse(options: SparseOptions): Dataset {
  checkOptions('sparse', options ?? null, ['dim', 'density', 'value', 'points', 'seed']);
  const { dim, density = 0.1, value = 1, points = 1000, seed = 0 } = options;
  const shape = checkShape([dim], 'sparse');
  checkDrawn('sparse', shape, points, seed);
  checkOption('sparse', 'density', density, density >= 0 && density <= 1, 'a probability from 0 to 1');
  checkOption('sparse', 'value', value, Number.isFinite(value), 'a finite number');

  const { uniform } = drawnRandom(seed);
  const isByte = Number.isInteger(value) && value >= 0 && value <= 255;
  const values = isByte ? new Uint8Array(points * dim) : new Float64Array(points * dim);
  for (let i = 0; i < values.length; i++) values[i] = uniform() < density ? value : 0;
  const name = written(
    'sparse',
    ['dim', dim],
    ['density', density, 0.1],
    ['value', value, 1],
    ['points', points, 1000],
    ['seed', seed, 0],
  );
  return dataset(values, { shape, name });
}
