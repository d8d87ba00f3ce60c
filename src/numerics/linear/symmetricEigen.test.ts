import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../sampling/seeded.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** A matrix of given eigenvalues in a random frame: Q Λ Qᵀ, Q from Gram–Schmidt on Gaussian rows. */
function withValues(values: readonly number[], seed: number): Float64Array {
  const size = values.length;
  const { normal } = seededRandom(seed);
  const rows: number[][] = [];
  for (let k = 0; k < size; k++) {
    let row = Array.from({ length: size }, normal);
    // Twice is enough to be orthogonal to the last digit.
    for (const other of [...rows, ...rows]) {
      const dot = row.reduce((sum, x, i) => sum + x * other[i], 0);
      row = row.map((x, i) => x - dot * other[i]);
    }
    const length = Math.hypot(...row);
    rows.push(row.map((x) => x / length));
  }
  const matrix = new Float64Array(size * size);
  rows.forEach((row, k) => {
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) matrix[i * size + j] += values[k] * row[i] * row[j];
  });
  return matrix;
}

function row(matrix: Float64Array, size: number, k: number): Float64Array {
  return matrix.subarray(k * size, (k + 1) * size);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}

/** Largest |A v − λ v| and |v_k·v_l − δ_kl|. */
function errors(matrix: Float64Array, size: number): { residual: number; orthogonality: number } {
  const { values, vectors } = symmetricEigen(matrix.slice(), size);
  let [residual, orthogonality] = [0, 0];
  for (let k = 0; k < size; k++) {
    const v = row(vectors, size, k);
    for (let i = 0; i < size; i++) {
      residual = Math.max(residual, Math.abs(dot(row(matrix, size, i), v) - values[k] * v[i]));
      orthogonality = Math.max(orthogonality, Math.abs(dot(row(vectors, size, i), v) - (i === k ? 1 : 0)));
    }
  }
  return { residual, orthogonality };
}

describe('eigenvalues of a symmetric matrix', () => {
  it('are found from the largest to the smallest, in any frame', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), fc.nat(1000), (values, seed) => {
        const found = symmetricEigen(withValues(values, seed), values.length).values;
        const expected = values.toSorted((a, b) => b - a);
        found.forEach((x, k) => {
          expect(Math.abs(x - expected[k])).toBeLessThan(1e-11);
        });
      }),
    );
  });

  it('of the second difference are 2 − 2 cos(kπ/(n + 1))', () => {
    const size = 40;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i > 0) matrix[i * size + i - 1] = -1;
    }
    symmetricEigen(matrix, size).values.forEach((x, k) => {
      expect(x).toBeCloseTo(2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)), 13);
    });
  });

  it('come with orthonormal vectors, repeated and vanishing ones included', () => {
    for (const values of [[3, 3, 3, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0], [5], [1e-9, 1, 1e6, 2, 1e-3]]) {
      const { residual, orthogonality } = errors(withValues(values, 1), values.length);
      expect(residual).toBeLessThan(1e-14 * (1 + Math.max(...values)));
      expect(orthogonality).toBeLessThan(1e-14);
    }
  });

  it('hold for sizes that fill no block of rows or columns', () => {
    for (const size of [1, 2, 3, 7, 8, 9, 31, 66]) {
      const { normal } = seededRandom(size);
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          matrix[i * size + j] = normal();
          matrix[j * size + i] = matrix[i * size + j];
        }
      }
      const { residual, orthogonality } = errors(matrix, size);
      expect(residual).toBeLessThan(1e-13);
      expect(orthogonality).toBeLessThan(1e-13);
    }
  });

  it.each([1e200, 1e-200])('do not overflow or vanish with entries of %f', (scale) => {
    const { values } = symmetricEigen(Float64Array.of(2 * scale, 0, scale, 2 * scale), 2);
    expect(values[0] / scale).toBeCloseTo(3, 14);
    expect(values[1] / scale).toBeCloseTo(1, 14);
  });

  it('need a square matrix of finite numbers', () => {
    expect(() => symmetricEigen(new Float64Array(5), 2)).toThrow(RangeError);
    expect(() => symmetricEigen(new Float64Array(9).fill(Number.NaN), 3)).toThrow('not finite');
  });
});
