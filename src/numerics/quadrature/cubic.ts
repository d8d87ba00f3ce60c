/**
 * The cubic through four neighbouring entries of a table, from number `first` on.
 *
 * @param t in steps from the second of them: between 0 and 1 the entries lie on both sides
 */
export function cubicAt(table: Float64Array, first: number, t: number): number {
  const before = table[first];
  const left = table[first + 1];
  const right = table[first + 2];
  const after = table[first + 3];
  const second = (before + right) / 2 - left;
  const third = (after - before) / 6 + (left - right) / 2;
  return left + t * (right - left - second - third + t * (second + t * third));
}

/** The same about any place of a table; places beyond the second entry from either end are taken to it. */
export function cubicThrough(table: Float64Array, place: number): number {
  const inside = Math.max(1, Math.min(table.length - 2, place));
  const i = Math.min(table.length - 3, Math.floor(inside));
  return cubicAt(table, i - 1, inside - i);
}
