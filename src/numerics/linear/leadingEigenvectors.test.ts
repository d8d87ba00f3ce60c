import { describe, expect, it } from 'vitest';
import { seededRandom } from '../sampling/seeded.ts';
import { leadingEigenvectors } from './leadingEigenvectors.ts';
import { symmetricEigen } from './symmetricEigen.ts';

describe('leading eigenvectors', () => {
  it('are those of the whole problem where the variances fall off', () => {
    const [points, size] = [200, 30];
    const { normal } = seededRandom(1);
    const rows = Float64Array.from({ length: points * size }, (_, i) => normal() * 0.7 ** (i % size));
    const matrix = new Float64Array(size * size);
    for (let at = 0; at < rows.length; at += size) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) matrix[i * size + j] += (rows[at + i] * rows[at + j]) / points;
      }
    }
    const { values, vectors } = symmetricEigen(matrix, size);
    for (const [k, { value, vector }] of leadingEigenvectors(rows, points, size, 3).entries()) {
      expect(value / values[k]).toBeCloseTo(1, 12);
      const along = vector.reduce((sum, x, i) => sum + x * vectors[k * size + i], 0);
      expect(Math.abs(along)).toBeCloseTo(1, 10);
      expect(Math.max(...vector)).toBe(Math.max(...vector.map(Math.abs)));
    }
  });

  it('are all there is in fewer dimensions than are carried', () => {
    const [first, second] = leadingEigenvectors(Float64Array.of(3, 0, -3, 0, 0, 1, 0, -1), 4, 2, 2);
    expect([first.value, second.value].map((value) => Number(value.toFixed(12)))).toEqual([4.5, 0.5]);
    expect(first.vector[0]).toBeCloseTo(1, 12);
  });
});
