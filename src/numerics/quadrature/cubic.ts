/**
 * The cubic through the four entries of a table about a place.
 *
 * @param place in entries, between 1 and length − 2; places outside are taken to these ends
 */
export function cubicThrough(table: Float64Array, place: number): number {
  const inside = Math.max(1, Math.min(table.length - 2, place));
  const i = Math.min(table.length - 3, Math.floor(inside));
  const t = inside - i;
  const before = table[i - 1];
  const left = table[i];
  const right = table[i + 1];
  const after = table[i + 2];
  const second = (before + right) / 2 - left;
  const third = (after - before) / 6 + (left - right) / 2;
  return left + t * (right - left - second - third + t * (second + t * third));
}
