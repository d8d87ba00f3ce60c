/** Q T Qᵀ with T tridiagonal. */
interface Tridiagonal {
  /** T_kk. */
  readonly diagonal: Float64Array;
  /** T_{k,k+1}, and a last 0. */
  readonly beside: Float64Array;
  /** size × size numbers: Qᵀ, row by row. */
  readonly vectors: Float64Array;
}

/** Rows that are worked on together, so that a number loaded serves four sums. */
const ROWS = 4;

/**
 * A = Q T Qᵀ by Householder reflections H = I − u uᵀ/h, from the last row up: the one of row k acts on the rows before it,
 *
 *   A ← H A H = A − u qᵀ − q uᵀ,   q = p − (uᵀp / 2h) u,   p = A u / h.
 *
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., §8.3.1, in the order of EISPACK's tred2.
 *
 * @param matrix size × size numbers, row by row; only the lower triangle is read, and it becomes the vectors u
 */
export function tridiagonalise(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  const halfSquares = new Float64Array(size);
  const q = new Float64Array(size);
  for (let k = size - 1; k > 0; k--) {
    const u = matrix.subarray(k * size, k * size + k);
    diagonal[k] = matrix[k * size + k];
    const h = reflector(u, beside, k - 1);
    halfSquares[k] = h;
    if (h === 0) continue;
    symmetricTimes(matrix, size, u, q);
    let dot = 0;
    for (let i = 0; i < k; i++) {
      q[i] /= h;
      dot += u[i] * q[i];
    }
    const share = dot / (2 * h);
    for (let i = 0; i < k; i++) q[i] -= share * u[i];
    for (let i = 0; i < k; i++) {
      const row = i * size;
      const [ui, qi] = [u[i], q[i]];
      for (let j = 0; j <= i; j++) matrix[row + j] -= ui * q[j] + qi * u[j];
    }
  }
  diagonal[0] = matrix[0];
  return { diagonal, beside, vectors: productOfReflectors(matrix, size, halfSquares) };
}

/**
 * Turns x into the u that reflects it to (0, …, 0, g), and notes g.
 * @returns h = |u|²/2, or 0 where x has that form already
 */
function reflector(x: Float64Array, beside: Float64Array, last: number): number {
  let rest = 0;
  for (let j = 0; j < last; j++) rest += x[j] * x[j];
  const end = x[last];
  beside[last] = end;
  if (rest === 0) return 0;
  const length = Math.sqrt(rest + end * end);
  const g = end > 0 ? -length : length; // the sign that does not cancel
  beside[last] = g;
  x[last] = end - g;
  return (rest + x[last] * x[last]) / 2;
}

/** p = A u over the first rows of a symmetric matrix, of which the lower triangle is read, every number once. */
function symmetricTimes(matrix: Float64Array, size: number, u: Float64Array, p: Float64Array): void {
  const count = u.length;
  p.fill(0, 0, count);
  let i = 0;
  for (; i + ROWS <= count; i += ROWS) {
    const r0 = i * size;
    const r1 = r0 + size;
    const r2 = r1 + size;
    const r3 = r2 + size;
    const [u0, u1, u2, u3] = [u[i], u[i + 1], u[i + 2], u[i + 3]];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let j = 0; j < i; j++) {
      const [a0, a1, a2, a3] = [matrix[r0 + j], matrix[r1 + j], matrix[r2 + j], matrix[r3 + j]];
      const x = u[j];
      s0 += a0 * x;
      s1 += a1 * x;
      s2 += a2 * x;
      s3 += a3 * x;
      p[j] += a0 * u0 + a1 * u1 + (a2 * u2 + a3 * u3);
    }
    p[i] += s0;
    p[i + 1] += s1;
    p[i + 2] += s2;
    p[i + 3] += s3;
    cornerTimes(matrix, size, u, p, i, i, i + ROWS);
  }
  cornerTimes(matrix, size, u, p, i, 0, count);
}

/** Adds what the entries in rows `from` … `to` − 1 contribute, from column `left` to the diagonal. */
function cornerTimes(
  matrix: Float64Array,
  size: number,
  u: Float64Array,
  p: Float64Array,
  from: number,
  left: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const row = i * size;
    for (let j = left; j < i; j++) {
      p[i] += matrix[row + j] * u[j];
      p[j] += matrix[row + j] * u[i];
    }
    p[i] += matrix[row + i] * u[i];
  }
}

/**
 * Qᵀ = H_1 H_2 … H_{n−1}. Row r begins as the r-th unit vector, which the first r reflections do not change, and is then
 * reflected by each of the others; rows are independent of each other, so that four of them share the vectors u.
 */
function productOfReflectors(reflectors: Float64Array, size: number, halfSquares: Float64Array): Float64Array {
  const rows = new Float64Array((size + ROWS) * size);
  for (let top = 0; top < size; top += ROWS) {
    const r0 = top * size;
    const r1 = r0 + size;
    const r2 = r1 + size;
    const r3 = r2 + size;
    for (let r = 0; r < ROWS && top + r < size; r++) rows[(top + r) * (size + 1)] = 1;
    for (let k = top + 1; k < size; k++) {
      if (halfSquares[k] === 0) continue;
      const at = k * size;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let j = 0; j < k; j++) {
        const x = reflectors[at + j];
        s0 += rows[r0 + j] * x;
        s1 += rows[r1 + j] * x;
        s2 += rows[r2 + j] * x;
        s3 += rows[r3 + j] * x;
      }
      s0 /= halfSquares[k];
      s1 /= halfSquares[k];
      s2 /= halfSquares[k];
      s3 /= halfSquares[k];
      for (let j = 0; j < k; j++) {
        const x = reflectors[at + j];
        rows[r0 + j] -= s0 * x;
        rows[r1 + j] -= s1 * x;
        rows[r2 + j] -= s2 * x;
        rows[r3 + j] -= s3 * x;
      }
    }
  }
  return rows.subarray(0, size * size);
}
