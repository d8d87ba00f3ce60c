import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteGuessLaw } from './finiteSize.ts';
import { rankedFractions } from './rankedFractions.ts';

describe('the shares of the classes in order', () => {
  it.each([
    [2, 1, 100],
    [3, 0.3, 50],
    [10, 5, 400],
    [100, 1, 200],
  ])('begin with the share of the favourite: K = %i, γ = %f, N = %i', (classes, gamma, points) => {
    const [favourite] = rankedFractions(classes, gamma, points, 1, { draws: 400 });
    const expected = finiteGuessLaw(classes, gamma, points, { draws: 400 }).maxFraction;
    expect(Math.abs(favourite.value - expected.value)).toBeLessThan(4 * Math.hypot(favourite.error, expected.error));
  });

  it('fall from rank to rank and sum to 1 over all classes', () => {
    const classes = fc.integer({ min: 2, max: 12 });
    fc.assert(
      fc.property(classes, fc.double({ min: 0, max: 50, noNaN: true }), fc.nat(200), (count, gamma, more) => {
        const shares = rankedFractions(count, gamma, more + 1, count, { draws: 20 }).map(({ value }) => value);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
        expect(shares).toEqual([...shares].sort((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });

  it('are all the favourite’s where a network guesses one class alone', () => {
    expect(rankedFractions(3, Number.POSITIVE_INFINITY, 10, 3).map(({ value }) => value)).toEqual([1, 0, 0]);
  });
});
