import type { Values } from '../dataset.ts';

/**
 * How many points equal an earlier one in every number.
 *
 * Points are put into buckets by FNV-1a over the 32-bit words of their numbers, and compared within a bucket.
 */
export function duplicatesIn(values: Values, points: number): number {
  const size = values.length / points;
  const buckets = new Map<number, number[]>();
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  let duplicates = 0;
  for (let point = 0; point < points; point++) {
    let hash = 0x811c9dc5;
    for (let k = point * size; k < (point + 1) * size; k++) {
      number[0] = values[k] + 0; // −0 becomes 0, which it equals
      hash = Math.imul(Math.imul(hash ^ words[0], 0x01000193) ^ words[1], 0x01000193);
    }
    const bucket = buckets.get(hash);
    if (bucket === undefined) buckets.set(hash, [point]);
    else if (bucket.some((earlier) => areEqual(values, size, earlier, point))) duplicates++;
    else bucket.push(point);
  }
  return duplicates;
}

function areEqual(values: Values, size: number, first: number, second: number): boolean {
  for (let k = 0; k < size; k++) {
    if (values[first * size + k] !== values[second * size + k]) return false;
  }
  return true;
}
