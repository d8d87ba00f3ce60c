import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSE, type StreamKey } from './key.ts';
import { keyedPermutation, keyedSample } from './permutation.ts';

const key: StreamKey = { purpose: PURPOSE.ties, tensor: 0, readout: 0, initialisation: 0 };

describe('a keyed permutation', () => {
  it('holds every place once', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat(), (length, seed) => {
        const sorted = keyedPermutation(seed, key, length).sort();
        expect([...sorted]).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
  });

  it('is the same for the same key and another for another', () => {
    const order = keyedPermutation(7, key, 100);
    expect(keyedPermutation(7, key, 100)).toEqual(order);
    expect(keyedPermutation(8, key, 100)).not.toEqual(order);
    expect(keyedPermutation(7, { ...key, initialisation: 1 }, 100)).not.toEqual(order);
    expect(keyedPermutation(7, { ...key, purpose: PURPOSE.subsample }, 100)).not.toEqual(order);
  });

  it('takes all orders of four equally often', () => {
    const draws = 24_000;
    const counts = new Map<string, number>();
    for (let initialisation = 0; initialisation < draws; initialisation++) {
      const order = keyedPermutation(1, { ...key, initialisation }, 4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = draws / 24;
    const chi2 = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    expect(chi2).toBeLessThan(49.7); // 99.9 % of a χ² with 23 degrees of freedom
  });
});

describe('a keyed sample', () => {
  it('holds different numbers of the range', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.nat({ max: 200 }), fc.nat(), (count, more, seed) => {
        const sample = keyedSample(seed, key, count + more, count);
        expect(sample.length).toBe(count);
        expect(new Set(sample).size).toBe(count);
        expect(sample.every((number) => number < count + more)).toBe(true);
      }),
    );
  });

  it('takes all ordered pairs of five equally often', () => {
    const draws = 20_000;
    const counts = new Map<string, number>();
    for (let initialisation = 0; initialisation < draws; initialisation++) {
      const pair = keyedSample(1, { ...key, initialisation }, 5, 2).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    const expected = draws / 20;
    const chi2 = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(20);
    expect(chi2).toBeLessThan(43.8); // 99.9 % of a χ² with 19 degrees of freedom
  });
});
