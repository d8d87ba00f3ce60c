/**
 * One number for every unordered pair i < j of N points, row by row: (0,1), (0,2) … (0,N−1), (1,2) …
 * N(N−1)/2 doubles instead of N², which at the N of real datasets decides what fits in memory.
 */
export type PackedPairs = Float64Array;

export function pairCount(points: number): number {
  return (points * (points - 1)) / 2;
}

/** Where row i would have its diagonal, less one: the pair i < j lies at `rowOffset(points, i) + j`. */
export function rowOffset(points: number, i: number): number {
  return (i * (2 * points - i - 1)) / 2 - i - 1;
}

/** The number of the pair of i and j, i ≠ j in any order. */
export function pairIndex(points: number, i: number, j: number): number {
  return i < j ? rowOffset(points, i) + j : rowOffset(points, j) + i;
}
