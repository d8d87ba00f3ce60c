import { describe, expect, it } from 'vitest';
import { seededRandom } from '../sampling/seeded.ts';
import { choleskyInPlace, lowerRow, lowerTimes } from './cholesky.ts';

describe('the Cholesky factor', () => {
  it.each([1, 2, 3, 4, 5, 8, 17, 63])('times its transpose is the matrix again, for %i rows', (size) => {
    const matrix = gram(size, size + 3);
    const factor = matrix.slice();
    expect(choleskyInPlace(factor, size)).toBe(size);
    expectClose(timesTranspose(factor, size), matrix);
  });

  it('of a matrix of rank 6 has 6 columns that are not zero and still gives the matrix back', () => {
    const size = 23;
    const matrix = gram(size, 6);
    const factor = matrix.slice();
    expect(choleskyInPlace(factor, size)).toBe(6);
    expectClose(timesTranspose(factor, size), matrix);
  });

  it('gives duplicate points equal rows', () => {
    const factor = Float64Array.of(1, 0.5, 1, 1, 0.5, 1, 0.5, 1, 0.5, 1);
    expect(choleskyInPlace(factor, 4)).toBe(2);
    expect([...factor.subarray(lowerRow(2), lowerRow(3))]).toEqual([1, 0, 0]);
    expectClose(factor.subarray(lowerRow(3), lowerRow(4)), [0.5, Math.sqrt(0.75), 0, 0]);
  });

  it('refuses a triangle of another size', () => {
    expect(() => choleskyInPlace(new Float64Array(7), 4)).toThrow('10 entries');
  });
});

describe('the product with a triangle', () => {
  it.each([1, 4, 6, 13])('is that of the textbook, for %i columns', (count) => {
    const size = 11;
    const { normal } = seededRandom(count);
    const factor = new Float64Array(lowerRow(size)).map(normal);
    const columns = new Float64Array(size * count).map(normal);
    const result = new Float64Array(size * count);
    lowerTimes(factor, size, columns, result);
    const expected = new Float64Array(size * count);
    for (let c = 0; c < count; c++) {
      for (let i = 0; i < size; i++) {
        for (let k = 0; k <= i; k++) expected[c * size + i] += factor[lowerRow(i) + k] * columns[c * size + k];
      }
    }
    expectClose(result, expected);
  });
});

/** X Xᵀ / rank for a random X of `rank` columns. */
function gram(size: number, rank: number): Float64Array {
  const { normal } = seededRandom(size * 100 + rank);
  const x = new Float64Array(size * rank).map(normal);
  const result = new Float64Array(lowerRow(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k < rank; k++) result[lowerRow(i) + j] += (x[i * rank + k] * x[j * rank + k]) / rank;
    }
  }
  return result;
}

function timesTranspose(factor: Float64Array, size: number): Float64Array {
  const result = new Float64Array(factor.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k <= j; k++) result[lowerRow(i) + j] += factor[lowerRow(i) + k] * factor[lowerRow(j) + k];
    }
  }
  return result;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => {
    expect(Math.abs(actual[i] - value)).toBeLessThan(1e-13 * (1 + Math.abs(value)));
  });
}
