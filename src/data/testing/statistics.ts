import { expect } from 'vitest';

/** Independent numbers average to what is claimed, within four standard errors. */
export function expectMean(sample: readonly number[], claimed: number): void {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
  const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1);
  expect(Math.abs(mean - claimed)).toBeLessThan(4 * Math.sqrt(variance / sample.length) + 1e-12);
}
