import { addGram, mirrorLower, timesTransposed } from '../../../numerics/linear/gram.ts';
import { symmetricEigen } from '../../../numerics/linear/symmetricEigen.ts';
import { type Dataset, features } from '../../dataset.ts';
import { featureStatistics } from '../../statistics.ts';
import { VANISHING } from './principal.ts';

/**
 * ZCA whitening of fewer points than features. With X the centred points and X Xᵀ/N = V Λ Vᵀ (N × N), which has the eigenvalues of the
 * covariance that are not 0,
 *
 *   X U (Λ + ε)^(−1/2) Uᵀ = V (Λ + ε)^(−1/2) Vᵀ X,   ε = eps · λ_1,
 *
 * since U = Xᵀ V (N Λ)^(−1/2): no features × features matrix is needed. Takes some N³ + 2 N² d multiplications.
 *
 * @param whitened points × features numbers, overwritten; may be the values of the dataset
 * @returns how many directions have variance; undefined, and nothing is written, where squares overflow
 */
export function whitenFewPoints(dataset: Dataset, eps: number, whitened: Float64Array): number | undefined {
  const { points, values } = dataset;
  const size = features(dataset.shape);
  const { mean } = featureStatistics(dataset);
  const centred = Float64Array.from(values, (value, at) => value - mean[at % size]);
  const gram = new Float64Array(points * points);
  addGram(centred, points, size, gram);
  if (!gram.every(Number.isFinite)) return undefined;
  const { values: sums, vectors } = symmetricEigen(
    gram.map((sum) => sum / points),
    points,
  );
  const least = VANISHING * size * sums[0];
  const rank = sums.findIndex((variance) => !(variance > least));
  const known = rank < 0 ? points : rank;
  const roots = new Float64Array(points * points);
  for (let k = 0; k < known; k++) {
    const root = (sums[k] + eps * sums[0]) ** -0.25;
    for (let i = 0; i < points; i++) roots[i * points + k] = root * vectors[k * points + i];
  }
  const mixing = new Float64Array(points * points);
  addGram(roots, points, points, mixing);
  mirrorLower(mixing, points);
  const byFeature = new Float64Array(size * points);
  for (let i = 0; i < points; i++) for (let k = 0; k < size; k++) byFeature[k * points + i] = centred[i * size + k];
  timesTransposed(mixing, points, byFeature, size, points, centred);
  whitened.set(centred);
  return known;
}
