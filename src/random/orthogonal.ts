/**
 * A random orthogonal matrix from Gaussian numbers, distributed by Haar measure; for a rectangle, a random
 * semi-orthogonal matrix, whose rows or columns, whichever are fewer, are orthonormal.
 *
 *   Q = H₁ H₂ … H_n D,  H_k = I − 2 v_k v_kᵀ / |v_k|²,  v_k = x_k + s_k |x_k| e_k,  s_k = sign x_kk,  D_kk = −s_k
 *
 * with x_k Gaussian on coordinates k … long. This is in law the Q of the QR decomposition of a Gaussian matrix with the
 * diagonal of R made positive, without the work of decomposing: after k reflections the rest of a Gaussian matrix is
 * again Gaussian.
 * Source: Stewart, "The efficient generation of random orthogonal matrices", SIAM J. Numer. Anal. 17, 1980.
 *
 * @param values on entry rows · columns independent normals (of any common scale), row by row; on return the matrix
 * @param scale the orthonormal vectors are stretched to this length
 */
export function orthogonalise(values: Float32Array, rows: number, columns: number, scale: number): void {
  const long = Math.max(rows, columns);
  const short = Math.min(rows, columns);
  const q = new Float64Array(long * short); // long rows of length short
  const projection = new Float64Array(short);
  const v = new Float64Array(long);
  // From the last reflection to the first, so that H_k meets only the block of rows and columns from k on.
  for (let k = short - 1; k >= 0; k--) {
    let squaredLength = 0;
    for (let i = k; i < long; i++) {
      v[i] = values[k * long + i];
      squaredLength += v[i] * v[i];
    }
    if (squaredLength === 0) v[k] = squaredLength = 1; // cannot happen with random numbers; keeps Q orthogonal
    const length = Math.sqrt(squaredLength);
    const sign = v[k] < 0 ? -1 : 1;
    const factor = 1 / (squaredLength + length * Math.abs(v[k])); // 2 / |v_k|² once its first entry is shifted
    v[k] += sign * length;

    q[k * short + k] = -sign;
    projection.fill(0, k);
    for (let i = k; i < long; i++) {
      for (let j = k; j < short; j++) projection[j] += v[i] * q[i * short + j];
    }
    for (let i = k; i < long; i++) {
      const step = factor * v[i];
      for (let j = k; j < short; j++) q[i * short + j] -= step * projection[j];
    }
  }
  for (let i = 0; i < long; i++) {
    for (let j = 0; j < short; j++) {
      values[rows >= columns ? i * short + j : j * long + i] = scale * q[i * short + j];
    }
  }
}
