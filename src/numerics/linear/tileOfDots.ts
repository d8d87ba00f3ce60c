/** Rows and columns of the tiles: sixteen running sums are as many as the registers of a core hold. */
export const TILE = 4;

/**
 * sums[4r + s] = Σ_{k<length} a[startA(top + r) + k] · b[startB(left + s) + k] for up to 4 × 4 rows. Rows beyond the
 * edge repeat the last one, so that one loop is enough.
 */
export function tileOfDots(
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
  // One by one: a list of them would be memory to collect, millions of times.
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s02;
  sums[3] = s03;
  sums[4] = s10;
  sums[5] = s11;
  sums[6] = s12;
  sums[7] = s13;
  sums[8] = s20;
  sums[9] = s21;
  sums[10] = s22;
  sums[11] = s23;
  sums[12] = s30;
  sums[13] = s31;
  sums[14] = s32;
  sums[15] = s33;
}
