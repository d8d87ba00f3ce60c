import { TILE, tileOfDots } from './tileOfDots.ts';

/** Rows of a lower triangular matrix one after the other: entry (i, j ≤ i) lies at i(i+1)/2 + j. */
export type LowerTriangle = Float64Array;

/** Where row i starts. */
export function lowerRow(i: number): number {
  return (i * (i + 1)) / 2;
}

/** Pivots below this share of their diagonal entry are rounding errors of float64. */
const VANISHING = 1e-12;

/**
 * Cholesky factor of a symmetric positive semi-definite matrix, in its place: A = L Lᵀ,
 *
 *   L_ij = (A_ij − Σ_{k<j} L_ik L_jk) / L_jj,   L_jj = √(A_jj − Σ_{k<j} L_jk²).
 *
 * A pivot that is zero or negative up to rounding means that row j follows from the rows before it. Its column is set to
 * zero, which is exact where the entries are. Where they have errors, later rows may become too long: `semidefiniteFactor`.
 *
 * @param vanishing the share of its diagonal entry below which a pivot is zero; larger for entries known less precisely
 * @param stops leaves the rest of the matrix unfinished at the first vanishing pivot
 * @returns the rank: how many columns are not zero; if it stopped, how many pivots came before
 */
export function choleskyInPlace(matrix: LowerTriangle, size: number, vanishing = VANISHING, stops = false): number {
  if (matrix.length !== lowerRow(size))
    throw new RangeError(`a triangle of ${size} rows has ${lowerRow(size)} entries`);
  const sums = new Float64Array(TILE * TILE);
  let rank = 0;
  for (let top = 0; top < size; top += TILE) {
    const bottom = Math.min(top + TILE, size);
    for (let left = 0; left <= top; left += TILE) {
      // The long part of all sixteen sums at once, the rest (k ≥ left) one by one.
      tileOfDots(matrix, lowerRow, top, bottom, matrix, lowerRow, left, Math.min(left + TILE, size), left, sums);
      for (let i = top; i < bottom; i++) {
        const row = lowerRow(i);
        for (let j = left; j < Math.min(left + TILE, i + 1); j++) {
          const other = lowerRow(j);
          let entry = matrix[row + j] - sums[(i - top) * TILE + j - left];
          for (let k = left; k < j; k++) entry -= matrix[row + k] * matrix[other + k];
          if (i > j) {
            const pivot = matrix[other + j];
            matrix[row + j] = pivot > 0 ? entry / pivot : 0;
          } else if (entry > vanishing * matrix[row + i]) {
            matrix[row + i] = Math.sqrt(entry);
            rank++;
          } else {
            matrix[row + i] = 0;
            if (stops) return rank;
          }
        }
      }
    }
  }
  return rank;
}

/**
 * Y = L Z for many columns at once.
 *
 * @param columns column c of Z at c·size
 * @param result likewise Y, overwritten
 */
export function lowerTimes(factor: LowerTriangle, size: number, columns: Float64Array, result: Float64Array): void {
  const count = columns.length / size;
  const columnStart = (c: number) => c * size;
  const sums = new Float64Array(TILE * TILE);
  for (let top = 0; top < size; top += TILE) {
    const bottom = Math.min(top + TILE, size);
    for (let left = 0; left < count; left += TILE) {
      const right = Math.min(left + TILE, count);
      tileOfDots(factor, lowerRow, top, bottom, columns, columnStart, left, right, top, sums);
      for (let i = top; i < bottom; i++) {
        const row = lowerRow(i);
        for (let c = left; c < right; c++) {
          const column = c * size;
          let entry = sums[(i - top) * TILE + c - left];
          for (let k = top; k <= i; k++) entry += factor[row + k] * columns[column + k];
          result[column + i] = entry;
        }
      }
    }
  }
}
