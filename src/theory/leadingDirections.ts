import { type PackedPairs, rowOffset } from '../kernel/packedPairs.ts';
import { dot } from '../numerics/linear/dot.ts';
import { normals, seededRandom } from '../numerics/sampling/seeded.ts';

/** A direction that an output, a Gaussian f over all points of covariance C, varies along. */
export interface Direction {
  /** u with a = u·f a unit normal, independent of those of the other directions. */
  readonly along: Float64Array;
  /** C u: what a unit of a adds to f. The rest, f − Σ a C u, is independent of every a. */
  readonly loading: Float64Array;
}

/** Whether eigenvalues lie close together matters little here: any directions are exact, the leading ones are best. */
const ROUNDS = 4;
/** Below this share of its length a vector follows from the others; below this variance there is nothing along it. */
const VANISHING = 1e-9;

/**
 * A few directions of largest variance of Gaussian outputs of correlations C_ij = c_ij, by subspace iteration, begun
 * with the mean over all points. They are orthogonal in C, uᵀC u′ = 0 and uᵀC u = 1, which alone makes
 *
 *   f = Σ a C u + rest
 *
 * a sum of independent parts, however far the iteration has come.
 *
 * @param complements 1 − c_ij, i < j row by row
 * @param wanted at most this many are found; fewer where the outputs have fewer degrees of freedom
 */
export function leadingDirections(complements: PackedPairs, points: number, wanted: number): Direction[] {
  const { normal } = seededRandom(0);
  const noise = () => normals(points, normal);
  const ones = new Float64Array(points).fill(1);
  let basis = orthonormal([ones, ...Array.from({ length: Math.min(wanted, points) - 1 }, noise)]);
  for (let round = 0; round < ROUNDS; round++) {
    basis = orthonormal(basis.map((q) => correlationTimes(complements, q)));
  }
  const directions: Direction[] = [];
  for (const q of basis) {
    const image = correlationTimes(complements, q);
    for (const { along, loading } of directions) {
      const share = dot(q, loading);
      addTimes(q, -share, along);
      addTimes(image, -share, loading);
    }
    const variance = dot(q, image);
    if (!(variance > VANISHING)) continue;
    const unit = 1 / Math.sqrt(variance);
    directions.push({ along: q.map((x) => unit * x), loading: image.map((x) => unit * x) });
  }
  return directions;
}

/** Takes what an output does along the directions away from it. */
export function leaveRest(output: Float64Array, directions: readonly Direction[]): void {
  for (const { along, loading } of directions) addTimes(output, -dot(along, output), loading);
}

/** Adds a multiple of a vector. */
export function addTimes(to: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * vector[i];
}

/** C q, from pairs alone: the diagonal of C is 1. */
function correlationTimes(complements: PackedPairs, q: Float64Array): Float64Array {
  const points = q.length;
  const image = q.slice();
  for (let i = 0; i < points - 1; i++) {
    const row = rowOffset(points, i);
    const own = q[i];
    let sum = 0;
    for (let j = i + 1; j < points; j++) {
      const correlation = 1 - complements[row + j];
      sum += correlation * q[j];
      image[j] += correlation * own;
    }
    image[i] += sum;
  }
  return image;
}

/** Gram–Schmidt; vectors that follow from those before them are left out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    for (const known of basis) addTimes(rest, -dot(rest, known), known);
    const length = Math.sqrt(dot(rest, rest));
    if (length > VANISHING * Math.sqrt(dot(vector, vector))) basis.push(rest.map((x) => x / length));
  }
  return basis;
}
