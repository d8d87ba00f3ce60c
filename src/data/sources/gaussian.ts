import type { Shape } from '../../graph/graph.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Generator } from '../dataset.ts';
import { checkOption, dimOrShape, written, writtenShape } from './generated.ts';

export interface GaussianOptions {
  /** Features of a point that is a vector; instead of `shape`. */
  readonly dim?: number;
  /** Shape of a point; instead of `dim`. */
  readonly shape?: Shape;
  /** Mean of every entry; 0 unless given. Away from 0 it alone makes a bias: γ = mean²/variance. */
  readonly mean?: number;
  /** Variance of every entry; 1 unless given. */
  readonly variance?: number;
}

/**
 * Points x with independent entries x_i ~ N(mean, variance): the data of the papers' theory.
 *
 * @throws UserError `bad-argument` unless exactly one of `dim` and `shape` is given, the mean is finite and the variance
 *   finite and not negative
 */
export function gaussian(options: GaussianOptions): Generator {
  checkOptions('gaussian', options ?? null, ['dim', 'shape', 'mean', 'variance']);
  const { dim, shape, mean = 0, variance = 1 } = options;
  const axes = dimOrShape('gaussian', dim, shape);
  checkOption('gaussian', 'mean', mean, Number.isFinite(mean), 'a finite number');
  checkOption('gaussian', 'variance', variance, Number.isFinite(variance) && variance >= 0, 'a number of at least 0');
  const name = written('gaussian', writtenShape(axes), ['mean', mean, 0], ['variance', variance, 1]);
  return { kind: 'generator', name, shape: axes, mean, variance };
}
