import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../sampling/seeded.ts';
import { lowerRow } from './cholesky.ts';
import { type PivotedFactor, pivotedCholesky } from './pivotedCholesky.ts';

/** Correlations of points that span `rank` directions; `error` is the deviation of independent errors off the diagonal. */
function correlations(size: number, rank: number, seed: number, error = 0): Float64Array {
  const { normal } = seededRandom(seed);
  const points = Array.from({ length: size }, () => {
    const x = Float64Array.from({ length: rank }, normal);
    const length = Math.hypot(...x);
    return x.map((entry) => entry / length);
  });
  const matrix = new Float64Array(lowerRow(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      matrix[lowerRow(i) + j] = points[i].reduce((sum, x, k) => sum + x * points[j][k], 0) + error * normal();
    }
    matrix[lowerRow(i) + i] = 1;
  }
  return matrix;
}

/** L Lᵀ in the order of the matrix. */
function product(factor: Float64Array, { order }: PivotedFactor): Float64Array {
  const result = new Float64Array(factor.length);
  for (let s = 0; s < order.length; s++) {
    for (let t = 0; t <= s; t++) {
      let sum = 0;
      for (let k = 0; k <= t; k++) sum += factor[lowerRow(s) + k] * factor[lowerRow(t) + k];
      const [i, j] = [Math.max(order[s], order[t]), Math.min(order[s], order[t])];
      result[lowerRow(i) + j] = sum;
    }
  }
  return result;
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0);
}

const size = fc.integer({ min: 1, max: 70 });

describe('the pivoted factor', () => {
  it('gives the matrix back and finds its rank, for points of every rank', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 75 }), fc.nat(), (count, dimension, seed) => {
        const matrix = correlations(count, dimension, seed);
        const factor = matrix.slice();
        const found = pivotedCholesky(factor, count, 1e-10);
        expect(found.rank).toBeLessThanOrEqual(Math.min(count, dimension));
        expect(found.leftOut).toBeLessThanOrEqual(1e-10);
        expect(largestDifference(product(factor, found), matrix)).toBeLessThan(2e-10);
      }),
    );
  });

  // Errors of the rest are those of the entries times (1 + ‖W‖)², W the weights of the chosen rows in the others.
  it('stays near a matrix with errors, and no row gets longer than 1', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 75 }), fc.nat(), (count, dimension, seed) => {
        const error = 1e-6;
        const matrix = correlations(count, dimension, seed, error);
        const factor = matrix.slice();
        const found = pivotedCholesky(factor, count, 10 * error);
        expect(largestDifference(product(factor, found), matrix)).toBeLessThan(1000 * error);
        for (let i = 0; i < count; i++) expect(product(factor, found)[lowerRow(i) + i]).toBeLessThan(1 + 1e-12);
      }),
    );
  });

  it('takes rows in the order of the variance that is left', () => {
    const factor = Float64Array.of(1, 0, 4, 0, 0, 9);
    const { order, rank } = pivotedCholesky(factor, 3, 0);
    expect([...order]).toEqual([2, 1, 0]);
    expect(rank).toBe(3);
    expect([...factor]).toEqual([3, 0, 2, 0, 0, 1]);
  });

  it('says what it leaves out', () => {
    const factor = Float64Array.of(1, 0.8, 1);
    const found = pivotedCholesky(factor, 2, 0.5);
    expect(found.rank).toBe(1);
    expect(found.leftOut).toBeCloseTo(0.36, 14);
    expect([...factor]).toEqual([1, 0.8, 0]);
  });

  it('of nothing has rank 0', () => {
    const factor = new Float64Array(6);
    expect(pivotedCholesky(factor, 3, 0)).toMatchObject({ rank: 0, leftOut: 0 });
    expect([...factor]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('refuses a triangle of another size', () => {
    expect(() => pivotedCholesky(new Float64Array(7), 4, 0)).toThrow('10 entries');
  });
});
