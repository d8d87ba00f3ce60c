import type { SeededRandom } from './seeded.ts';

/**
 * Draws i with probability p_i in constant time, by the alias method: every column i of a table of equal columns holds
 * i up to a threshold and one other index, its alias, above it.
 * Source: Walker, ACM TOMS 3 (1977); set up in linear time as by Vose, IEEE TSE 17 (1991).
 *
 * @param probabilities non-negative; need not sum to 1
 */
export function discreteSampler(probabilities: ArrayLike<number>, random: SeededRandom): () => number {
  const size = probabilities.length;
  let total = 0;
  for (let i = 0; i < size; i++) total += probabilities[i];

  const threshold = Float64Array.from(probabilities, (p) => (p * size) / total);
  const alias = Int32Array.from({ length: size }, (_, i) => i);
  const short: number[] = [];
  const tall: number[] = [];
  threshold.forEach((height, i) => {
    (height < 1 ? short : tall).push(i);
  });
  while (short.length > 0 && tall.length > 0) {
    const low = short.pop() as number;
    const high = tall[tall.length - 1];
    alias[low] = high;
    threshold[high] -= 1 - threshold[low];
    if (threshold[high] < 1) short.push(tall.pop() as number);
  }
  // Rounding may leave a column a little short with nothing to fill it.
  for (const i of short) threshold[i] = 1;

  return () => {
    const place = random.uniform() * size;
    const column = Math.floor(place);
    return place - column < threshold[column] ? column : alias[column];
  };
}

/** How often each index comes up in `count` draws: one draw of the multinomial law. */
export function drawCounts(probabilities: ArrayLike<number>, count: number, random: SeededRandom): Int32Array {
  const draw = discreteSampler(probabilities, random);
  const counts = new Int32Array(probabilities.length);
  for (let i = 0; i < count; i++) counts[draw()]++;
  return counts;
}
