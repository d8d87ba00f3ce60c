import { describe, expect, it } from 'vitest';
import { sdAtPoints } from './sdAtPoints.ts';

describe('the sd of a guess fraction', () => {
  it('is that of a binomial share of N points whose guesses are unrelated', () => {
    expect(sdAtPoints(0.5, 2, 100)).toBeCloseTo(0.05, 14);
    expect(sdAtPoints(0.1, 10, 50)).toBeCloseTo(Math.sqrt((0.1 * 0.9) / 50), 14);
  });

  it('is that of one class or none where all points agree, and of the limit for infinitely many points', () => {
    expect(sdAtPoints(1, 2, 7)).toBeCloseTo(0.5, 14);
    expect(sdAtPoints(0.6, 2, Number.POSITIVE_INFINITY)).toBeCloseTo(Math.sqrt(0.05), 14);
  });
});
