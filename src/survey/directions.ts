import { asFloat64, type Dataset, features } from '../data/dataset.ts';
import { seededRandom } from '../numerics/seeded.ts';
import { symmetricEigenvalues } from './symmetricEigenvalues.ts';

const COMPONENTS = 5;
/** Directions carried beside the wanted ones, which makes these converge sooner. */
const SPARE = 7;
/** Errors fall with the fourteenth power of the ratio of variances beyond the block to those wanted. */
const ROUNDS = 7;

export interface Directions {
  /** Share of the mean point in the squared norm, |x̄|²/⟨|x|²⟩, in [0, 1]; 0 for points that are all zero. */
  readonly meanShare: number;
  /** Shares of the first five principal components in the variance, largest first; as many as there are dimensions. */
  readonly components: number[];
}

/**
 * The directions that points share. A mean is a direction of all points alike and makes pairs overlap; principal
 * components, the eigenvectors of the covariance matrix C, make some pairs overlap and others oppose each other.
 *
 * Eigenvalues by subspace iteration Q ← orth(C Q) from fixed random directions, then those of QᵀCQ (Rayleigh–Ritz).
 * Source: Halko, Martinsson & Tropp, SIAM Review 53, 217 (2011), algorithm 4.4.
 */
export function directionsOf(data: Dataset): Directions {
  const size = features(data.shape);
  const { points } = data;
  const centred = asFloat64(data.values).slice();
  const mean = new Float64Array(size);
  let squares = 0;
  for (let i = 0; i < centred.length; i++) {
    mean[i % size] += centred[i] / points;
    squares += centred[i] ** 2 / points;
  }
  let variance = 0;
  for (let i = 0; i < centred.length; i++) {
    centred[i] -= mean[i % size];
    variance += centred[i] ** 2 / points;
  }
  const meanSquare = mean.reduce((sum, x) => sum + x * x, 0);
  const wanted = Math.min(COMPONENTS, size, points - 1);
  const eigenvalues = variance > 0 ? largestVariances(centred, points, size, wanted) : new Array(wanted).fill(0);
  return {
    meanShare: squares > 0 ? Math.min(1, meanSquare / squares) : 0,
    components: eigenvalues.map((value) => Math.max(0, value) / (variance || 1)),
  };
}

/** @param centred points × size, of mean 0 */
function largestVariances(centred: Float64Array, points: number, size: number, wanted: number): number[] {
  const block = Math.min(wanted + SPARE, size);
  const { normal } = seededRandom(0);
  let basis: Float64Array[] = Array.from({ length: block }, () => Float64Array.from({ length: size }, normal));
  for (let round = 0; round < ROUNDS; round++) basis = orthonormal(covarianceTimes(centred, points, basis));
  const images = covarianceTimes(centred, points, basis);
  const small = basis.map((q) => images.map((image) => dot(q, image)));
  return symmetricEigenvalues(small).slice(0, wanted);
}

/** C q = Xᵀ X q / points for every q, two at a time so that a point is read half as often. */
function covarianceTimes(centred: Float64Array, points: number, basis: readonly Float64Array[]): Float64Array[] {
  const size = basis[0].length;
  const images: Float64Array[] = basis.map(() => new Float64Array(size));
  for (let first = 0; first < basis.length; first += 2) {
    const second = Math.min(first + 1, basis.length - 1);
    const [p, q, P, Q] = [basis[first], basis[second], images[first], new Float64Array(size)];
    for (let point = 0, at = 0; point < points; point++, at += size) {
      let a = 0;
      let b = 0;
      for (let k = 0; k < size; k++) {
        a += centred[at + k] * p[k];
        b += centred[at + k] * q[k];
      }
      a /= points;
      b /= points;
      for (let k = 0; k < size; k++) {
        P[k] += a * centred[at + k];
        Q[k] += b * centred[at + k];
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
