import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { dot } from '../../numerics/linear/dot.ts';
import { normals } from '../../numerics/sampling/seeded.ts';
import { type Dataset, dataset, features } from '../dataset.ts';
import {
  checkDrawn,
  checkOption,
  type DrawnOptions,
  dimOrShape,
  drawnRandom,
  written,
  writtenShape,
} from './generated.ts';

export interface BlobsOptions extends DrawnOptions {
  /** How many clusters, each a class: 1 to 1000, at most `points` and one more than features; 2 unless given. */
  readonly classes?: number;
  /** Features of a point that is a vector; instead of `shape`. */
  readonly dim?: number;
  /** Shape of a point; instead of `dim`. */
  readonly shape?: Shape;
  /** Root mean square difference of two centres per feature, the same for all pairs; 1 unless given. */
  readonly distance?: number;
  /** Variance of every entry within a cluster; 1 unless given. */
  readonly variance?: number;
  /** Mean of every entry over the clusters; 0 unless given. */
  readonly mean?: number;
  /** Correlation of neighbouring features within a cluster, in (−1, 1); 0 unless given. */
  readonly correlation?: number;
}

const MAX_CLASSES = 1000;

/**
 * K Gaussian clusters, labelled, drawn from a seed: point i is in class i mod K, so that classes differ by at most one
 * point.
 *
 *   x = mean + a_c + √variance·z,   |a_c − a_c'|² = distance²·dim,   Σ_c a_c = 0,   E z_i z_j = correlation^|i−j|
 *
 * The centres a_c are the corners of a regular simplex turned at random; features are counted along the flattened point.
 * Expected over seeds, per feature:
 *
 *   two points of   cov                              spread
 *   one cluster     mean² + distance²(K − 1)/2K      variance
 *   two clusters    mean² − distance²/2K             variance + distance²/2
 *
 * @returns float32 values, the same on every machine
 * @throws UserError `bad-argument` for options out of their range, or more classes than can be equally far apart
 */
export function blobs(options: BlobsOptions): Dataset {
  checkOptions('blobs', options ?? null, [
    'classes',
    'dim',
    'distance',
    'variance',
    'mean',
    'correlation',
    'points',
    'seed',
    'shape',
  ]);
  const { classes = 2, distance = 1, variance = 1, mean = 0, correlation = 0, points = 1000, seed = 0 } = options;
  const shape = dimOrShape('blobs', options.dim, options.shape);
  const size = features(shape);
  checkDrawn('blobs', shape, points, seed);
  const most = Math.min(points, MAX_CLASSES);
  const countable = Number.isInteger(classes) && classes >= 1 && classes <= most;
  checkOption('blobs', 'classes', classes, countable, `a whole number from 1 to ${most}`);
  checkOption('blobs', 'distance', distance, Number.isFinite(distance) && distance >= 0, 'a number of at least 0');
  checkOption('blobs', 'variance', variance, Number.isFinite(variance) && variance >= 0, 'a number of at least 0');
  checkOption('blobs', 'mean', mean, Number.isFinite(mean), 'a finite number');
  checkOption('blobs', 'correlation', correlation, Math.abs(correlation) < 1, 'a number between −1 and 1');
  if (classes > size + 1) {
    const message = `blobs cannot set ${classes} classes equally far apart in ${size} features`;
    throw new UserError('bad-argument', message, [], `take at least ${classes - 1} features, or fewer classes`);
  }

  const { normal } = drawnRandom(seed);
  const centres = simplex(classes, size, distance * Math.sqrt(size), normal);
  const sd = Math.sqrt(variance);
  const fresh = Math.sqrt(1 - correlation * correlation);
  const values = new Float32Array(points * size);
  const labels = Int32Array.from({ length: points }, (_, point) => point % classes);
  for (let point = 0; point < points; point++) {
    const centre = centres[labels[point]];
    let noise = 0;
    for (let i = 0; i < size; i++) {
      noise = i === 0 ? normal() : correlation * noise + fresh * normal();
      values[point * size + i] = mean + centre[i] + sd * noise;
    }
  }
  const name = written(
    'blobs',
    ['classes', classes, 2],
    writtenShape(shape),
    ['distance', distance, 1],
    ['variance', variance, 1],
    ['mean', mean, 0],
    ['correlation', correlation, 0],
    ['points', points, 1000],
    ['seed', seed, 0],
  );
  return dataset(values, { shape, labels, name });
}

/**
 * The corners of a regular simplex around the origin, turned at random.
 *
 *   a_c = (side/√2) Σ_k h_kc q_k,   h_k = (1, …, 1, −k, 0, …, 0)/√(k(k + 1)) with k ones (Helmert's contrasts)
 *
 * The h_k, k = 1 … K − 1, are orthonormal and orthogonal to (1, …, 1), so columns of h are √2 apart; the q_k are
 * orthonormal directions of the space.
 */
function simplex(corners: number, size: number, side: number, normal: () => number): Float64Array[] {
  const centres = Array.from({ length: corners }, () => new Float64Array(size));
  orthonormal(corners - 1, size, normal).forEach((direction, index) => {
    const k = index + 1;
    const unit = (side * Math.SQRT1_2) / Math.sqrt(k * (k + 1));
    for (let c = 0; c <= k; c++) {
      const weight = c < k ? unit : -k * unit;
      for (let i = 0; i < size; i++) centres[c][i] += weight * direction[i];
    }
  });
  return centres;
}

/** Random orthonormal directions: normal vectors, each freed of those before it (modified Gram–Schmidt). */
function orthonormal(count: number, size: number, normal: () => number): Float64Array[] {
  const directions: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const vector = normals(size, normal);
    for (const other of directions) {
      const along = dot(vector, other);
      for (let i = 0; i < size; i++) vector[i] -= along * other[i];
    }
    const norm = Math.sqrt(dot(vector, vector));
    directions.push(vector.map((x) => x / norm));
  }
  return directions;
}
