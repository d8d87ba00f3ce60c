import { expect, it } from 'vitest';
import { meanOf, varianceOf } from './mean.ts';

it('means and unbiased variances are those of the textbook', () => {
  expect(meanOf([1, 2, 6])).toBe(3);
  expect(varianceOf([1, 2, 6])).toBe(7);
  expect(meanOf(Float64Array.of(4))).toBe(4);
});
