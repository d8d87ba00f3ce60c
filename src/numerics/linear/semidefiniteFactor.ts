import { choleskyInPlace, type LowerTriangle, lowerRow } from './cholesky.ts';
import { type PivotedFactor, pivotedCholesky } from './pivotedCholesky.ts';

/**
 * A factor of correlations that are known up to errors and may be of any rank: C ≈ L Lᵀ.
 *
 * Plain Cholesky serves while every pivot but the last exceeds the tolerance: the matrix is then positive definite, errors
 * included, and the factor is backward stable. Otherwise points repeat each other or span few directions, and the matrix is
 * factored again with pivoting, which shows its rank.
 *
 * @param fill writes the lower triangle of C, with a diagonal of ones; called once, or twice
 * @param tolerance the largest share of a variance that may be left out; a few times the errors of the entries
 */
export function semidefiniteFactor(
  matrix: LowerTriangle,
  size: number,
  fill: (matrix: LowerTriangle) => void,
  tolerance: number,
): PivotedFactor {
  fill(matrix);
  const rank = choleskyInPlace(matrix, size, tolerance, true);
  if (rank < size - 1) {
    fill(matrix);
    return pivotedCholesky(matrix, size, tolerance);
  }
  const order = Int32Array.from({ length: size }, (_, i) => i);
  return { rank, order, leftOut: rank === size ? 0 : lastVariance(matrix, size) };
}

/** What is left of the last row's variance, 1 − Σ L_k². */
function lastVariance(factor: LowerTriangle, size: number): number {
  const row = factor.subarray(lowerRow(size - 1), lowerRow(size));
  return Math.max(
    0,
    row.reduce((left, entry) => left - entry * entry, 1),
  );
}
