import { expect } from 'vitest';
import { type Dataset, features } from '../dataset.ts';

/** Independent numbers average to what is claimed, within four standard errors. */
export function expectMean(sample: readonly number[], claimed: number): void {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
  const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1);
  expect(Math.abs(mean - claimed)).toBeLessThan(4 * Math.sqrt(variance / sample.length) + 1e-12);
}

/** cov and spread of points i and j: x·y and ½|x − y|², per feature. */
export function pair({ values, shape }: Dataset, i: number, j: number): { cov: number; spread: number } {
  const size = features(shape);
  let cov = 0;
  let spread = 0;
  for (let k = 0; k < size; k++) {
    const [x, y] = [values[i * size + k], values[j * size + k]];
    cov += (x * y) / size;
    spread += (x - y) ** 2 / (2 * size);
  }
  return { cov, spread };
}

/** cov and spread of points 0 and 1, 2 and 3, …: independent pairs. */
export function pairs(dataset: Dataset): readonly { cov: number; spread: number }[] {
  return Array.from({ length: Math.floor(dataset.points / 2) }, (_, k) => pair(dataset, 2 * k, 2 * k + 1));
}
