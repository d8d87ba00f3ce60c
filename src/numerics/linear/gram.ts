import { TILE, tileOfDots } from './tileOfDots.ts';

/**
 * G_ij ← G_ij + r_i · r_j for j ≤ i: the lower triangle of R Rᵀ, added to what is there.
 *
 * @param rows count × length numbers, row by row
 * @param gram count × count numbers, row by row; its upper triangle is not used
 */
export function addGram(rows: Float64Array, count: number, length: number, gram: Float64Array): void {
  const start = (row: number) => row * length;
  const sums = new Float64Array(TILE * TILE);
  for (let top = 0; top < count; top += TILE) {
    const bottom = Math.min(top + TILE, count);
    for (let left = 0; left <= top; left += TILE) {
      tileOfDots(rows, start, top, bottom, rows, start, left, Math.min(left + TILE, count), length, sums);
      for (let i = top; i < bottom; i++) {
        const right = Math.min(left + TILE, i + 1);
        for (let j = left; j < right; j++) gram[i * count + j] += sums[(i - top) * TILE + j - left];
      }
    }
  }
}

/** Copies the lower triangle of a square matrix to the upper one. */
export function mirrorLower(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
}

/**
 * P_ij = a_i · b_j: A Bᵀ.
 *
 * @param a countA × length numbers, row by row
 * @param b countB × length numbers, row by row
 * @param product countA × countB numbers, row by row, overwritten; may not overlap `a` or `b`
 */
export function timesTransposed(
  a: Float64Array,
  countA: number,
  b: Float64Array,
  countB: number,
  length: number,
  product: Float64Array,
): void {
  const start = (row: number) => row * length;
  const sums = new Float64Array(TILE * TILE);
  for (let left = 0; left < countB; left += TILE) {
    const right = Math.min(left + TILE, countB);
    for (let top = 0; top < countA; top += TILE) {
      const bottom = Math.min(top + TILE, countA);
      tileOfDots(a, start, top, bottom, b, start, left, right, length, sums);
      for (let i = top; i < bottom; i++) {
        for (let j = left; j < right; j++) product[i * countB + j] = sums[(i - top) * TILE + j - left];
      }
    }
  }
}
