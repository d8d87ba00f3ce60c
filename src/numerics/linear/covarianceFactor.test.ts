import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../sampling/seeded.ts';
import { lowerRow } from './cholesky.ts';
import { covarianceFactor } from './covarianceFactor.ts';

/** (L Lᵀ)_ij. */
function product(factor: Float64Array, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k <= Math.min(i, j); k++) sum += factor[lowerRow(i) + k] * factor[lowerRow(j) + k];
  return sum;
}

/** Covariances of units in fewer dimensions than there are units, with independent errors of all but the variances. */
function covariances(size: number, rank: number, error: number, seed: number): Float64Array {
  const { normal } = seededRandom(seed);
  const units = Array.from({ length: size }, () => Float64Array.from({ length: rank }, normal));
  const matrix = new Float64Array(lowerRow(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const exact = units[i].reduce((sum, x, k) => sum + x * units[j][k], 0);
      matrix[lowerRow(i) + j] = exact + (i > j ? error * normal() : 0);
    }
  }
  return matrix;
}

describe('the factor of covariances', () => {
  it('reproduces them where they are exact, of full rank or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 14 }), fc.nat(), (size, rank, seed) => {
        const matrix = covariances(size, rank, 0, seed);
        const factor = matrix.slice();
        covarianceFactor(factor, size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j <= i; j++) {
            const scale = Math.sqrt(matrix[lowerRow(i) + i] * matrix[lowerRow(j) + j]);
            expect(Math.abs(product(factor, i, j) - matrix[lowerRow(i) + j])).toBeLessThan(1e-5 * scale);
          }
        }
      }),
    );
  });

  it('keeps the variances whatever the errors of the covariances', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.nat(),
        (size, rank, error, seed) => {
          const matrix = covariances(size, rank, error, seed);
          const factor = matrix.slice();
          covarianceFactor(factor, size);
          for (let i = 0; i < size; i++) {
            const variance = matrix[lowerRow(i) + i];
            expect(Math.abs(product(factor, i, i) - variance)).toBeLessThan(1e-6 * variance);
          }
        },
      ),
    );
  });

  it('moves covariances by no more than a few times their errors', () => {
    const matrix = covariances(8, 2, 1e-3, 4);
    const factor = matrix.slice();
    covarianceFactor(factor, 8);
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < i; j++) expect(Math.abs(product(factor, i, j) - matrix[lowerRow(i) + j])).toBeLessThan(0.01);
    }
  });

  it('leaves units without variance at zero', () => {
    const factor = Float64Array.of(0, 0.1, 1, 0, 0.5, 1);
    covarianceFactor(factor, 3);
    expect(product(factor, 0, 0)).toBe(0);
    expect(product(factor, 1, 2)).toBeCloseTo(0.5, 12);
    expect(product(factor, 2, 2)).toBeCloseTo(1, 12);
  });
});
