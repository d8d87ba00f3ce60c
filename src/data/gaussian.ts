import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import { checkShape, type Generator } from './dataset.ts';

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
export function gaussian({ dim, shape, mean = 0, variance = 1 }: GaussianOptions): Generator {
  if ((dim === undefined) === (shape === undefined)) {
    const message = dim === undefined ? 'gaussian needs dim or shape' : 'gaussian has both dim and shape';
    throw new UserError('bad-argument', message, [], 'give one: gaussian(dim=1000) or gaussian(shape=3x32x32)');
  }
  if (!Number.isFinite(mean)) {
    throw new UserError('bad-argument', `gaussian has the mean ${mean}`, [], 'give a finite number');
  }
  if (!Number.isFinite(variance) || variance < 0) {
    throw new UserError('bad-argument', `gaussian has the variance ${variance}`, [], 'give a number of at least 0');
  }
  const axes = [...checkShape(shape ?? [dim!], 'gaussian')];
  return { kind: 'generator', name: notation(axes, mean, variance), shape: axes, mean, variance };
}

/** Parses back to the same generator; default values are left out. */
function notation(shape: Shape, mean: number, variance: number): string {
  const parts = [shape.length === 1 ? `dim=${shape[0]}` : `shape=${shape.join('x')}`];
  if (mean !== 0) parts.push(`mean=${mean}`);
  if (variance !== 1) parts.push(`variance=${variance}`);
  return `gaussian(${parts.join(', ')})`;
}
