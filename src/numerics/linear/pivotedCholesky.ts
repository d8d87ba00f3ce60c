import { type LowerTriangle, lowerRow } from './cholesky.ts';
import { TILE, tileOfDots } from './tileOfDots.ts';

/** What a factorisation finds, beside the factor itself. */
export interface PivotedFactor {
  /** The rank r: row t of the factor has its first min(t + 1, r) entries, and zeros after them. */
  readonly rank: number;
  /** Row t of the factor is that of row order[t] of the matrix. */
  readonly order: Int32Array;
  /**
   * The largest variance A_ii that the factor leaves out. With B = A − L Lᵀ, |B_ij| ≤ √(B_ii B_jj) ≤ leftOut, if the
   * matrix is positive semi-definite.
   */
  readonly leftOut: number;
}

/** Columns between two updates of the rest of the matrix. */
const BLOCK = 32;

/**
 * Cholesky factor with pivoting of a symmetric positive semi-definite matrix that is known up to errors, in its place:
 *
 *   P A Pᵀ = L Lᵀ + rest,   L_tk = (A_tk − Σ_{m<k} L_tm L_km) / L_kk
 *
 * Each step takes the row with most variance left, so that the pivots fall and their size shows the rank. It ends when the
 * largest variance left is at most `tolerance`. Without the choice of rows, a pivot that is a rounding error divides the
 * errors of its column, and rows of a matrix of low rank become arbitrarily long. Here no row gets longer than its
 * variance allows, whatever the errors.
 *
 * Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §10.3 (the rest at rank r); Lucas, LAPACK
 * Working Note 161 (2004), for the blocks.
 *
 * @param matrix its lower triangle, overwritten with L
 * @param tolerance the largest variance that may be left out, above the errors of the entries
 */
export function pivotedCholesky(matrix: LowerTriangle, size: number, tolerance: number): PivotedFactor {
  if (matrix.length !== lowerRow(size))
    throw new RangeError(`a triangle of ${size} rows has ${lowerRow(size)} entries`);
  const order = Int32Array.from({ length: size }, (_, i) => i);
  /** Σ L_im² over the columns of the present block, which the diagonal still lacks. */
  const used = new Float64Array(size);
  for (let left = 0; left < size; left += BLOCK) {
    const right = Math.min(left + BLOCK, size);
    used.fill(0, left);
    for (let k = left; k < right; k++) {
      const pivot = largestVariance(matrix, used, k, size);
      const variance = matrix[lowerRow(pivot) + pivot] - used[pivot];
      if (!(variance > tolerance)) {
        clearFrom(matrix, k, size);
        return { rank: k, order, leftOut: Math.max(0, variance) };
      }
      exchange(matrix, k, pivot, size);
      swap(order, k, pivot);
      swap(used, k, pivot);
      const root = Math.sqrt(variance);
      matrix[lowerRow(k) + k] = root;
      fillColumn(matrix, used, { first: left, k, size, root });
    }
    updateRest(matrix, left, right, size);
  }
  return { rank: size, order, leftOut: 0 };
}

/** The row from k on with most variance left. */
function largestVariance(matrix: LowerTriangle, used: Float64Array, k: number, size: number): number {
  let best = k;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = k; i < size; i++) {
    const variance = matrix[lowerRow(i) + i] - used[i];
    if (variance > most) {
      most = variance;
      best = i;
    }
  }
  return best;
}

/** Exchanges rows and columns a < b of the symmetric matrix, and the rows of what is already factored. */
function exchange(matrix: LowerTriangle, a: number, b: number, size: number): void {
  if (a === b) return;
  const [rowA, rowB] = [lowerRow(a), lowerRow(b)];
  for (let m = 0; m < a; m++) swap(matrix, rowA + m, rowB + m);
  for (let m = a + 1; m < b; m++) swap(matrix, lowerRow(m) + a, rowB + m);
  for (let m = b + 1; m < size; m++) swap(matrix, lowerRow(m) + a, lowerRow(m) + b);
  swap(matrix, rowA + a, rowB + b);
}

function swap(numbers: Float64Array | Int32Array, a: number, b: number): void {
  const kept = numbers[a];
  numbers[a] = numbers[b];
  numbers[b] = kept;
}

/** Column k of the factor, below its pivot. */
function fillColumn(
  matrix: LowerTriangle,
  used: Float64Array,
  {
    first,
    k,
    size,
    root,
  }: { readonly first: number; readonly k: number; readonly size: number; readonly root: number },
): void {
  const rowK = lowerRow(k);
  for (let i = k + 1; i < size; i++) {
    const row = lowerRow(i);
    let entry = matrix[row + k];
    for (let m = first; m < k; m++) entry -= matrix[row + m] * matrix[rowK + m];
    entry /= root;
    const left = Math.max(0, matrix[row + i] - used[i]);
    if (entry * entry > left) entry = Math.sign(entry) * Math.sqrt(left);
    matrix[row + k] = entry;
    used[i] += entry * entry;
  }
}

/** A_ij ← A_ij − Σ L_im L_jm over the columns of a block, for all rows and columns after it. */
function updateRest(matrix: LowerTriangle, left: number, right: number, size: number): void {
  const start = (row: number) => lowerRow(row) + left;
  const sums = new Float64Array(TILE * TILE);
  for (let top = right; top < size; top += TILE) {
    const bottom = Math.min(top + TILE, size);
    for (let from = right; from <= top; from += TILE) {
      const to = Math.min(from + TILE, size);
      tileOfDots(matrix, start, top, bottom, matrix, start, from, to, right - left, sums);
      for (let i = top; i < bottom; i++) {
        const row = lowerRow(i);
        const end = Math.min(to, i + 1);
        for (let j = from; j < end; j++) matrix[row + j] -= sums[(i - top) * TILE + j - from];
      }
    }
  }
}

/** Rows from k on end with column k − 1. */
function clearFrom(matrix: LowerTriangle, k: number, size: number): void {
  for (let i = k; i < size; i++) matrix.fill(0, lowerRow(i) + k, lowerRow(i + 1));
}
