import { leadingEigenvectors } from '../numerics/linear/leadingEigenvectors.ts';
import { asFloat64, type Dataset, features } from './dataset.ts';
import { featureStatistics } from './statistics.ts';

export interface MeanPoint {
  /** x̄, one number per feature. */
  readonly mean: Float64Array;
  /** Share in the squared norm, |x̄|²/⟨|x|²⟩, in [0, 1]; 0 for points that are all zero. */
  readonly share: number;
}

/** The mean of all points, a direction of all points alike, which makes pairs overlap. */
export function meanPoint(data: Dataset): MeanPoint {
  const { mean, sd } = featureStatistics(data);
  const square = mean.reduce((sum, x) => sum + x * x, 0);
  const variance = sd.reduce((sum, x) => sum + x * x, 0);
  return { mean, share: square > 0 ? square / (square + variance) : 0 };
}

export interface Component {
  /** Of length 1, its largest entry positive; all zero where there is no variance left. */
  readonly axis: Float64Array;
  /** Share in the variance, in [0, 1]. */
  readonly share: number;
}

/**
 * The first principal components, the one of largest variance first: eigenvectors of the covariance matrix, which make
 * some pairs overlap and others oppose each other.
 *
 * @param wanted how many; as many as there are dimensions come
 */
export function principalComponents(data: Dataset, wanted: number): Component[] {
  const size = features(data.shape);
  const { points } = data;
  const centred = asFloat64(data.values).slice();
  const { mean } = featureStatistics(data);
  let variance = 0;
  for (let i = 0; i < centred.length; i++) {
    centred[i] -= mean[i % size];
    variance += centred[i] ** 2 / points;
  }
  return leadingEigenvectors(centred, points, size, Math.min(wanted, size, points - 1)).map(({ value, vector }) => ({
    axis: vector,
    share: variance > 0 ? Math.min(1, value / variance) : 0,
  }));
}

/**
 * The points without their scatter along a direction v; their mean x̄ stays:
 *
 *   x − v (v·(x − x̄)),  |v| = 1
 */
export function withoutDirection(data: Dataset, axis: Float64Array): Dataset {
  const size = axis.length;
  const values = asFloat64(data.values).slice();
  const along = new Float64Array(data.points);
  for (let i = 0; i < values.length; i++) along[Math.floor(i / size)] += values[i] * axis[i % size];
  const mean = along.reduce((sum, x) => sum + x, 0) / data.points;
  for (let i = 0; i < values.length; i++) values[i] -= (along[Math.floor(i / size)] - mean) * axis[i % size];
  return { ...data, values };
}
