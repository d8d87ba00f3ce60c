/** Rows of a lower triangular matrix one after the other: entry (i, j ≤ i) lies at i(i+1)/2 + j. */
export type LowerTriangle = Float64Array;

/** Where row i starts. */
export function lowerRow(i: number): number {
  return (i * (i + 1)) / 2;
}

/** Rows and columns of the tiles: sixteen running sums are as many as the registers of a core hold. */
const TILE = 4;
/** Pivots below this share of their diagonal entry are rounding errors. */
const VANISHING = 1e-12;

/**
 * Cholesky factor of a symmetric positive semi-definite matrix, in its place: A = L Lᵀ,
 *
 *   L_ij = (A_ij − Σ_{k<j} L_ik L_jk) / L_jj,   L_jj = √(A_jj − Σ_{k<j} L_jk²).
 *
 * A pivot that is zero or negative up to rounding means that row j follows from the rows before it; its column is set to
 * zero, which needs no jitter and gives duplicate rows one factor.
 *
 * @returns the rank: how many columns are not zero
 */
export function choleskyInPlace(matrix: LowerTriangle, size: number): number {
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
          } else if (entry > VANISHING * matrix[row + i]) {
            matrix[row + i] = Math.sqrt(entry);
            rank++;
          } else matrix[row + i] = 0;
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

/**
 * sums[4r + s] = Σ_{k<length} a[startA(top + r) + k] · b[startB(left + s) + k] for up to 4 × 4 rows. Rows beyond the
 * edge repeat the last one, so that one loop serves all.
 */
function tileOfDots(
  a: Float64Array,
  startA: (row: number) => number,
  top: number,
  bottom: number,
  b: Float64Array,
  startB: (row: number) => number,
  left: number,
  right: number,
  length: number,
  sums: Float64Array,
): void {
  const p0 = startA(top);
  const p1 = startA(Math.min(top + 1, bottom - 1));
  const p2 = startA(Math.min(top + 2, bottom - 1));
  const p3 = startA(Math.min(top + 3, bottom - 1));
  const r0 = startB(left);
  const r1 = startB(Math.min(left + 1, right - 1));
  const r2 = startB(Math.min(left + 2, right - 1));
  const r3 = startB(Math.min(left + 3, right - 1));
  // biome-ignore format: a tile of sums reads as a tile
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0,
      s10 = 0, s11 = 0, s12 = 0, s13 = 0,
      s20 = 0, s21 = 0, s22 = 0, s23 = 0,
      s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  // biome-ignore format: likewise
  for (let k = 0; k < length; k++) {
    const x0 = a[p0 + k], x1 = a[p1 + k], x2 = a[p2 + k], x3 = a[p3 + k];
    const y0 = b[r0 + k], y1 = b[r1 + k], y2 = b[r2 + k], y3 = b[r3 + k];
    s00 += x0 * y0; s01 += x0 * y1; s02 += x0 * y2; s03 += x0 * y3;
    s10 += x1 * y0; s11 += x1 * y1; s12 += x1 * y2; s13 += x1 * y3;
    s20 += x2 * y0; s21 += x2 * y1; s22 += x2 * y2; s23 += x2 * y3;
    s30 += x3 * y0; s31 += x3 * y1; s32 += x3 * y2; s33 += x3 * y3;
  }
  sums.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
}
