import { normals, seededRandom } from '../sampling/seeded.ts';
import { dot } from './dot.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Directions carried beside the wanted ones, which makes these converge sooner. */
const SPARE = 7;
/** Errors of eigenvalues fall with the fourteenth power of the ratio of those beyond the block to those wanted. */
const ROUNDS = 7;

/** One direction that points spread along. */
export interface Leading {
  /** λ, the mean square along it. */
  readonly value: number;
  /** Of length 1, its largest entry positive. */
  readonly vector: Float64Array;
}

/**
 * The largest eigenvalues of C = Xᵀ X/points with their eigenvectors, from the largest on, without forming C.
 *
 * Subspace iteration Q ← orth(C Q) from fixed random directions, then the eigenvectors of QᵀCQ (Rayleigh–Ritz).
 * Source: Halko, Martinsson & Tropp, SIAM Review 53, 217 (2011), algorithm 4.4.
 *
 * @param rows points × size numbers, not all zero
 * @param wanted at most min(points, size)
 */
export function leadingEigenvectors(rows: Float64Array, points: number, size: number, wanted: number): Leading[] {
  const block = Math.min(wanted + SPARE, size);
  const { normal } = seededRandom(0);
  let basis: Float64Array[] = Array.from({ length: block }, () => normals(size, normal));
  for (let round = 0; round < ROUNDS; round++) basis = orthonormal(covarianceTimes(rows, points, basis));
  const images = covarianceTimes(rows, points, basis);
  const small = Float64Array.from(basis.flatMap((q) => images.map((image) => dot(q, image))));
  const { values, vectors } = symmetricEigen(small, block);
  return Array.from({ length: wanted }, (_, k) => {
    const weights = vectors.subarray(k * block, (k + 1) * block);
    return { value: Math.max(0, values[k]), vector: combined(basis, weights) };
  });
}

/** Σ_i w_i q_i, turned so that its largest entry is positive. */
function combined(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const vector = new Float64Array(basis[0].length);
  for (const [i, q] of basis.entries()) for (let k = 0; k < q.length; k++) vector[k] += weights[i] * q[k];
  const largest = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
  return largest < 0 ? vector.map((x) => -x) : vector;
}

/** C q = Xᵀ X q / points for every q, two at a time so that a point is read half as often. */
function covarianceTimes(rows: Float64Array, points: number, basis: readonly Float64Array[]): Float64Array[] {
  const size = basis[0].length;
  const images: Float64Array[] = basis.map(() => new Float64Array(size));
  for (let first = 0; first < basis.length; first += 2) {
    const second = Math.min(first + 1, basis.length - 1);
    const [p, q, P, Q] = [basis[first], basis[second], images[first], new Float64Array(size)];
    for (let point = 0, at = 0; point < points; point++, at += size) {
      let a = 0;
      let b = 0;
      for (let k = 0; k < size; k++) {
        a += rows[at + k] * p[k];
        b += rows[at + k] * q[k];
      }
      a /= points;
      b /= points;
      for (let k = 0; k < size; k++) {
        P[k] += a * rows[at + k];
        Q[k] += b * rows[at + k];
      }
    }
    if (second !== first) images[second] = Q;
  }
  return images;
}

/** Gram–Schmidt, twice for vectors that nearly depend on each other; those that do become 0. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of done) {
        const along = dot(vector, earlier);
        for (let k = 0; k < vector.length; k++) vector[k] -= along * earlier[k];
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > 1e-12 * before ? 1 / length : 0;
    done.push(vector.map((x) => x * scale));
  }
  return done;
}
