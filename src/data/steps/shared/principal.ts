import { UserError } from '../../../errors.ts';
import { addGram, timesTransposed } from '../../../numerics/linear/gram.ts';
import { symmetricEigen } from '../../../numerics/linear/symmetricEigen.ts';
import { type Dataset, features } from '../../dataset.ts';
import { featureStatistics } from '../../statistics.ts';

/** The directions of a dataset, by the variance along them. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  /** Population variance along each axis, from the largest; exactly 0 for those of no variance. */
  readonly variances: Float64Array;
  /** features × features numbers: row k is the k-th axis, of length 1, its largest entry positive. */
  readonly axes: Float64Array;
}

/** Variances below this share of the largest, times the features, are rounding errors. */
export const VANISHING = 2 ** -50;
/** A matrix of this many features takes 128 MB and about a minute. */
const MOST_FEATURES = 4096;
/** Points that are worked on together, so that they stay in the cache. */
const CHUNK = 128;

/**
 * Mean, variances and axes: C = Σ (x − mean)(x − mean)ᵀ / N = Σ_k λ_k v_k v_kᵀ. Takes some d³ + N d²/2 multiplications.
 * @throws UserError `data` for more than 4096 features, or numbers whose squares overflow
 */
export function principalAxes(dataset: Dataset, step: string): PrincipalAxes {
  const size = features(dataset.shape);
  checkSize(size, step, dataset.name);
  const { mean } = featureStatistics(dataset);
  const covariance = covarianceOf(dataset, mean);
  if (!covariance.every(Number.isFinite)) {
    const message = `${dataset.name} has numbers whose squares overflow in ${step}`;
    throw new UserError('data', message, [], 'scale them down first, e.g. scale(1e-100)');
  }
  const { values, vectors } = symmetricEigen(covariance, size);
  const least = VANISHING * size * values[0];
  fixSigns(vectors, size);
  return { mean, variances: values.map((value) => (value > least ? value : 0)), axes: vectors };
}

/**
 * (x − mean) · m_r for every point and every row of a matrix.
 *
 * @param matrix rows × features numbers
 * @param projected points × rows numbers, overwritten; may be the values of the dataset where there are as many
 */
export function project(dataset: Dataset, mean: Float64Array, matrix: Float64Array, projected: Float64Array): void {
  const size = mean.length;
  const rows = matrix.length / size;
  const centred = new Float64Array(CHUNK * size);
  const product = new Float64Array(CHUNK * rows);
  for (let first = 0; first < dataset.points; first += CHUNK) {
    const count = Math.min(CHUNK, dataset.points - first);
    for (let point = 0; point < count; point++) {
      const at = (first + point) * size;
      for (let feature = 0; feature < size; feature++) {
        centred[point * size + feature] = dataset.values[at + feature] - mean[feature];
      }
    }
    timesTransposed(centred, count, matrix, rows, size, product);
    projected.set(product.subarray(0, count * rows), first * rows);
  }
}

/** The lower triangle of the population covariance, row by row; the mean is subtracted first, so that nothing cancels. */
function covarianceOf({ values, points }: Dataset, mean: Float64Array): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  const chunk = new Float64Array(size * CHUNK);
  for (let first = 0; first < points; first += CHUNK) {
    const count = Math.min(CHUNK, points - first);
    if (count < CHUNK) chunk.fill(0);
    for (let point = 0; point < count; point++) {
      const at = (first + point) * size;
      for (let feature = 0; feature < size; feature++) {
        chunk[feature * CHUNK + point] = values[at + feature] - mean[feature];
      }
    }
    addGram(chunk, size, CHUNK, covariance);
  }
  for (let i = 0; i < covariance.length; i++) covariance[i] /= points;
  return covariance;
}

/** Makes the entry of largest size positive in every row, so that the same data give the same signs. */
function fixSigns(rows: Float64Array, size: number): void {
  for (let at = 0; at < rows.length; at += size) {
    let largest = 0;
    for (let i = at; i < at + size; i++) if (Math.abs(rows[i]) > Math.abs(largest)) largest = rows[i];
    if (largest < 0) for (let i = at; i < at + size; i++) rows[i] = -rows[i];
  }
}

function checkSize(size: number, step: string, name: string): void {
  if (size <= MOST_FEATURES) return;
  const message = `${step} takes at most ${MOST_FEATURES} features, and ${name} has ${size}`;
  throw new UserError('data', message, [], 'make images smaller first, e.g. resize(32x32)');
}
