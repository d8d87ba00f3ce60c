import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutationP, rankCorrelation } from './rankCorrelation.ts';

describe('the rank correlation', () => {
  it('is 1 − 6 Σ d²/(n(n² − 1)) where all numbers differ', () => {
    expect(rankCorrelation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
  });

  it('gives equal numbers the mean of their ranks', () => {
    expect(rankCorrelation([1, 2, 2, 3], [10, 30, 20, 40])).toBeCloseTo(Math.sqrt(0.9), 12);
  });

  it('is 1 for any increasing map, also to infinity, and −1 for a decreasing one', () => {
    const numbers = fc.uniqueArray(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (xs) => {
        const largest = Math.max(...xs);
        const mapped = xs.map((x) => (x === largest ? Number.POSITIVE_INFINITY : x));
        expect(rankCorrelation(xs, mapped)).toBeCloseTo(1, 12);
        expect(
          rankCorrelation(
            xs,
            xs.map((x) => -x),
          ),
        ).toBeCloseTo(-1, 12);
      }),
    );
  });

  it('is undefined where nothing varies', () => {
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});

describe('its probability by chance', () => {
  it('is 2/n! for perfect order among all orders', () => {
    const p = permutationP([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 40_000, 1);
    expect(p).toBeGreaterThan(2 / 120 - 4 * Math.sqrt(2 / 120 / 40_000));
    expect(p).toBeLessThan(2 / 120 + 4 * Math.sqrt(2 / 120 / 40_000));
  });

  it('is near 1 where there is next to no order', () => {
    expect(permutationP([1, 2, 3, 4], [2, 4, 1, 3], 1000, 1)).toBeGreaterThan(0.9);
  });
});
