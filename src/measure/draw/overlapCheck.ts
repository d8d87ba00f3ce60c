import { seededRandom } from '../../numerics/sampling/seeded.ts';
import type { CentredGram } from './centredGram.ts';

/** Pairs that are compared: few, since every draw pays for them. A fault of the factor shows in most pairs. */
const PAIRS = 8;

/**
 * How far the rows of a factor are from the overlaps of the points they stand for: the mean over some pairs of
 *
 *   |√(1 − c_ij) − √(1 − c′_ij)|,   2(1 − c_ij) ‖x_i‖‖x_j‖ = ‖x_i − x_j‖² − (‖x_i‖ − ‖x_j‖)²
 *
 * The square root is what guesses follow: two points of nearly equal features get different guesses with a probability of
 * k_K √(1 − c), with k_K = 0.45 for two classes and 1.5 for a hundred (docs/theory §2).
 *
 * Differences of the points are taken from their centred rows, which keep them, not from the Gram matrix.
 *
 * @param factor points × points, row by row
 * @param rows points × width: what is left of the points, each divided by its scale
 * @returns NaN where a point overflowed
 */
export function overlapError(
  factor: Float32Array,
  rows: Float32Array,
  { along, scale }: Pick<CentredGram, 'along' | 'scale'>,
): number {
  const points = along.length;
  const width = rows.length / points;
  const { uniform } = seededRandom(points);
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const i = Math.floor(uniform() * points);
    const j = (i + 1 + Math.floor(uniform() * (points - 1))) % points;
    const own = rootComplement(rows, width, i, j, scale, along);
    sum += Math.abs(own - rootComplement(factor, points, i, j));
  }
  return sum / PAIRS;
}

/** √(1 − c) of rows i and j, each times its scale and with one more coordinate, if these are given. */
function rootComplement(
  rows: Float32Array,
  width: number,
  i: number,
  j: number,
  scale?: Float64Array,
  along?: Float64Array,
): number {
  const [a, b] = scale ? [scale[i], scale[j]] : [1, 1];
  const [x, y] = along ? [along[i], along[j]] : [0, 0];
  let squareX = x * x;
  let squareY = y * y;
  let distance = (x - y) ** 2;
  for (let k = 0; k < width; k++) {
    const u = a * rows[i * width + k];
    const v = b * rows[j * width + k];
    squareX += u * u;
    squareY += v * v;
    distance += (u - v) ** 2;
  }
  const lengths = Math.sqrt(squareX * squareY);
  if (lengths === 0) return 0;
  const stretch = (Math.sqrt(squareX) - Math.sqrt(squareY)) ** 2;
  return Math.sqrt(Math.max(0, distance - stretch) / (2 * lengths));
}
