import { tridiagonalise } from './tridiagonalise.ts';

/** Eigenvalues and eigenvectors of a symmetric matrix. */
interface SymmetricEigen {
  /** From the largest to the smallest. */
  readonly values: Float64Array;
  /** size × size numbers: row k is the eigenvector of values[k], of length 1; its sign is arbitrary. */
  readonly vectors: Float64Array;
}

/**
 * A = Σ_k λ_k v_k v_kᵀ, by Householder reflections to a tridiagonal T, T = Z Λ Zᵀ by implicit QR, and V = Q Z.
 *
 * The rotations of all QR sweeps are written down first and then applied to a few columns of Qᵀ at a time, which stay in
 * the cache: this halves the time, and changes no digit.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., §8.3; Van Zee, van de Geijn & Quintana-Ortí, ACM Trans. Math.
 * Softw. 40 (2014) for the order of the rotations.
 *
 * Errors are some 2⁻⁵³ of the largest |λ|, so that far smaller eigenvalues have few correct digits.
 *
 * @param matrix size × size finite numbers, row by row; only the lower triangle is read, and all are overwritten
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  if (matrix.length !== size * size) throw new RangeError(`${matrix.length} numbers are not a matrix of ${size} rows`);
  const scale = largest(matrix);
  if (scale === 0) return { values: new Float64Array(size), vectors: identity(size) };
  // Squares of huge and tiny entries stay in range.
  for (let i = 0; i < matrix.length; i++) matrix[i] /= scale;

  const { diagonal, beside, vectors } = tridiagonalise(matrix, size);
  rotate(vectors, size, diagonalise(diagonal, beside));

  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b] - diagonal[a]);
  const sorted = matrix; // its numbers are spent
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (k) => scale * diagonal[k]), vectors: sorted };
}

/** One QR sweep: rotations of the rows (k, k + 1) for k from `first` on, [c₀, s₀, c₁, s₁, …]. */
interface Sweep {
  readonly first: number;
  readonly rotations: Float64Array;
}

/** Sweeps for an eigenvalue; two are usual. */
const MOST_SWEEPS = 50;

/**
 * Implicit QR with Wilkinson's shift: every sweep T ← Gᵀ T G, with G a product of rotations, shrinks the entry beside the
 * last eigenvalue at a cubic rate, until it is rounding error. Source: Golub & Van Loan, algorithms 8.3.2 and 8.3.3.
 *
 * @param diagonal becomes the eigenvalues, in no order
 * @param beside e_k = T_{k,k+1}; becomes zero
 */
function diagonalise(diagonal: Float64Array, beside: Float64Array): Sweep[] {
  const sweeps: Sweep[] = [];
  const negligible = 2 ** -53 * norm(diagonal, beside);
  let last = diagonal.length - 1;
  let tries = 0;
  while (last > 0) {
    if (Math.abs(beside[last - 1]) <= negligible) {
      beside[--last] = 0;
      tries = 0;
      continue;
    }
    let first = last - 1;
    while (first > 0 && Math.abs(beside[first - 1]) > negligible) first--;
    if (++tries > MOST_SWEEPS) throw new Error('the QR iteration does not converge: the matrix is not finite');
    sweeps.push({ first, rotations: sweep(diagonal, beside, first, last) });
  }
  return sweeps;
}

/** One sweep over the block from `first` to `last`, none of whose entries beside the diagonal vanishes. */
function sweep(diagonal: Float64Array, beside: Float64Array, first: number, last: number): Float64Array {
  const rotations = new Float64Array(2 * (last - first));
  const half = (diagonal[last - 1] - diagonal[last]) / 2;
  const e = beside[last - 1];
  const shift = diagonal[last] - (e * e) / (half + (half < 0 ? -1 : 1) * Math.sqrt(half * half + e * e));
  let x = diagonal[first] - shift;
  let z = beside[first];
  for (let k = first; k < last; k++) {
    const r = Math.sqrt(x * x + z * z);
    const c = r > 0 ? x / r : 1;
    const s = r > 0 ? z / r : 0;
    if (k > first) beside[k - 1] = r;
    const [a, b, f] = [diagonal[k], diagonal[k + 1], beside[k]];
    diagonal[k] = c * c * a + 2 * c * s * f + s * s * b;
    diagonal[k + 1] = s * s * a - 2 * c * s * f + c * c * b;
    x = c * s * (b - a) + (c * c - s * s) * f;
    beside[k] = x;
    if (k < last - 1) {
      z = s * beside[k + 1];
      beside[k + 1] *= c;
    }
    rotations[2 * (k - first)] = c;
    rotations[2 * (k - first) + 1] = s;
  }
  return rotations;
}

/** Columns that are rotated together: as many numbers of a row as the registers hold. */
const COLUMNS = 8;

/** Applies the sweeps to the rows of a square matrix, some columns at a time. */
function rotate(matrix: Float64Array, size: number, sweeps: readonly Sweep[]): void {
  const block = new Float64Array(size * COLUMNS);
  for (let left = 0; left < size; left += COLUMNS) {
    const width = Math.min(COLUMNS, size - left);
    for (let row = 0; row < size; row++) {
      block.set(matrix.subarray(row * size + left, row * size + left + width), row * COLUMNS);
    }
    for (const { first, rotations } of sweeps) rotateBlock(block, first, rotations);
    for (let row = 0; row < size; row++) {
      matrix.set(block.subarray(row * COLUMNS, row * COLUMNS + width), row * size + left);
    }
  }
}

/** Every rotation leaves its upper row done and hands its lower row on to the next, in registers. */
function rotateBlock(block: Float64Array, first: number, rotations: Float64Array): void {
  let at = first * COLUMNS;
  let [x0, x1, x2, x3] = [block[at], block[at + 1], block[at + 2], block[at + 3]];
  let [x4, x5, x6, x7] = [block[at + 4], block[at + 5], block[at + 6], block[at + 7]];
  for (let i = 0; i < rotations.length; i += 2) {
    const c = rotations[i];
    const s = rotations[i + 1];
    const next = at + COLUMNS;
    // biome-ignore format: a row of eight reads as a row
    const y0 = block[next], y1 = block[next + 1], y2 = block[next + 2], y3 = block[next + 3],
          y4 = block[next + 4], y5 = block[next + 5], y6 = block[next + 6], y7 = block[next + 7];
    block[at] = c * x0 + s * y0;
    block[at + 1] = c * x1 + s * y1;
    block[at + 2] = c * x2 + s * y2;
    block[at + 3] = c * x3 + s * y3;
    block[at + 4] = c * x4 + s * y4;
    block[at + 5] = c * x5 + s * y5;
    block[at + 6] = c * x6 + s * y6;
    block[at + 7] = c * x7 + s * y7;
    x0 = c * y0 - s * x0;
    x1 = c * y1 - s * x1;
    x2 = c * y2 - s * x2;
    x3 = c * y3 - s * x3;
    x4 = c * y4 - s * x4;
    x5 = c * y5 - s * x5;
    x6 = c * y6 - s * x6;
    x7 = c * y7 - s * x7;
    at = next;
  }
  block.set([x0, x1, x2, x3, x4, x5, x6, x7], at);
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * (size + 1)] = 1;
  return matrix;
}

function largest(numbers: Float64Array): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i]));
  return most;
}

function norm(diagonal: Float64Array, beside: Float64Array): number {
  return Math.max(largest(diagonal), largest(beside));
}
