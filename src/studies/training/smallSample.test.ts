import { describe, expect, it } from 'vitest';
import { widening } from './smallSample.ts';

describe('the standard error of few numbers', () => {
  // Student's t at the two-sided probability 4.6526e-4 of 3.5 standard errors, over 3.5.
  it.each([
    [2, 1368.3 / 3.5],
    [3, 46.35 / 3.5],
  ])('of %d grows as Student’s t asks for', (count, factor) => {
    expect(widening(count) / factor).toBeCloseTo(1, 3);
  });

  it('needs less the more there are, and nothing of very many', () => {
    const factors = [3, 4, 5, 6, 8, 16, 64, 1000].map(widening);
    expect(factors).toEqual([...factors].sort((a, b) => b - a));
    expect(factors.at(-1)).toBeCloseTo(1, 1);
  });
});
