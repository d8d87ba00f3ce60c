import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded.ts';
import { shuffle } from './shuffle.ts';

describe('a shuffle', () => {
  it('gives every order of three equally often', () => {
    const random = seededRandom(2);
    const found = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const numbers = Int32Array.from([1, 2, 3]);
      shuffle(numbers, random);
      found.set(String(numbers), (found.get(String(numbers)) ?? 0) + 1);
    }
    expect(found.size).toBe(6);
    for (const count of found.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(6000 * (5 / 36)));
  });
});
