import type { SeededRandom } from './seeded.ts';

/** Puts numbers in a random order, in place: Fisher–Yates. */
export function shuffle(numbers: Uint32Array | Int32Array, { uniform }: SeededRandom): void {
  for (let last = numbers.length - 1; last > 0; last--) {
    const chosen = Math.floor(uniform() * (last + 1));
    [numbers[last], numbers[chosen]] = [numbers[chosen], numbers[last]];
  }
}
