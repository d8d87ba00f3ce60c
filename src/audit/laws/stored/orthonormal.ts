/** Inner products are taken between this many vectors; the lengths of all are compared. */
const MOST_VECTORS = 64;

/** Of squared lengths. */
const TOLERANCE = 1e-4;

/**
 * Whether the rows or columns of a matrix, whichever are fewer, are orthogonal and of this length.
 * @param values row by row
 */
export function isOrthonormal(values: Float32Array, rows: number, columns: number, length: number): boolean {
  const [vectors, size] = rows <= columns ? [rows, columns] : [columns, rows];
  const at = (vector: number, i: number) => values[rows <= columns ? vector * columns + i : i * columns + vector];
  const inner = (one: number, other: number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += at(one, i) * at(other, i);
    return sum / length ** 2;
  };
  for (let one = 0; one < vectors; one++) {
    if (Math.abs(inner(one, one) - 1) > TOLERANCE) return false;
  }
  const compared = Math.min(vectors, MOST_VECTORS);
  for (let one = 1; one < compared; one++) {
    for (let other = 0; other < one; other++) if (Math.abs(inner(one, other)) > TOLERANCE) return false;
  }
  return true;
}
