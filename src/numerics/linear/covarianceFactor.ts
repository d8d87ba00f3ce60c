import { choleskyInPlace, type LowerTriangle, lowerRow } from './cholesky.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** How far the variances of a factor may be off before its matrix no longer counts as a covariance, as a share of each. */
const TOLERANCE = 1e-9;

/**
 * A factor L of covariances that are known up to errors, A ≈ L Lᵀ with the variances A_ii kept. Errors may leave A with
 * negative eigenvalues. Cholesky's small pivots then turn into large entries of later rows, and single variances of
 * L Lᵀ exceed those asked for a thousandfold. Such a matrix is first replaced by the one with the negative
 * eigenvalues of its correlations set to zero, scaled back to the variances.
 * Source: Higham, Computing the nearest correlation matrix, IMA J. Numer. Anal. 22 (2002), of which it is the first step.
 *
 * @param matrix its first `size` rows, overwritten with L
 */
export function covarianceFactor(matrix: LowerTriangle, size: number): void {
  if (size <= 2) {
    factorOfTwo(matrix);
    return;
  }
  const triangle = matrix.subarray(0, lowerRow(size));
  const covariances = triangle.slice();
  choleskyInPlace(triangle, size);
  if (keepsVariances(triangle, covariances, size)) return;
  makeSemidefinite(covariances, size);
  triangle.set(covariances);
  choleskyInPlace(triangle, size, TOLERANCE);
}

/** Two rows are the bulk of large networks. */
function factorOfTwo(matrix: LowerTriangle): void {
  const root = Math.sqrt(Math.max(0, matrix[0]));
  const other = Math.sqrt(Math.max(0, matrix[2]));
  const along = root > 0 ? Math.min(other, Math.max(-other, matrix[1] / root)) : 0;
  matrix[0] = root;
  matrix[1] = along;
  matrix[2] = Math.sqrt(other * other - along * along);
}

/** A pivot below zero is left out of its row, whose length is then more than the variance. */
function keepsVariances(factor: LowerTriangle, covariances: LowerTriangle, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const row = lowerRow(i);
    const variance = covariances[row + i];
    let square = 0;
    for (let j = 0; j <= i; j++) square += factor[row + j] * factor[row + j];
    if (square > variance * (1 + TOLERANCE)) return false;
  }
  return true;
}

function makeSemidefinite(covariances: LowerTriangle, size: number): void {
  const roots = Float64Array.from({ length: size }, (_, i) => Math.sqrt(Math.max(0, covariances[lowerRow(i) + i])));
  const correlations = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const scale = roots[i] * roots[j];
      correlations[i * size + j] = scale > 0 ? covariances[lowerRow(i) + j] / scale : 0;
    }
    correlations[i * size + i] = 1;
  }
  const { values, vectors } = symmetricEigen(correlations, size);
  covariances.fill(0);
  for (let k = 0; k < size && values[k] > 0; k++) {
    for (let i = 0; i < size; i++) {
      const weight = values[k] * vectors[k * size + i];
      for (let j = 0; j <= i; j++) covariances[lowerRow(i) + j] += weight * vectors[k * size + j];
    }
  }
  const factors = roots.map((root, i) => root / Math.sqrt(covariances[lowerRow(i) + i]));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) covariances[lowerRow(i) + j] *= factors[i] * factors[j];
  }
}
