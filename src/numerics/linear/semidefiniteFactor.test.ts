import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerRow } from './cholesky.ts';
import { semidefiniteFactor } from './semidefiniteFactor.ts';

const TOLERANCE = 1e-8;

/** The factor of the correlations of points in the plane at given angles, and the angle each row is of. */
function factorOf(angles: readonly number[]) {
  const factor = new Float64Array(lowerRow(angles.length));
  let filled = 0;
  const found = semidefiniteFactor(
    factor,
    angles.length,
    (matrix) => {
      filled++;
      angles.forEach((a, i) => {
        for (let j = 0; j <= i; j++) matrix[lowerRow(i) + j] = Math.cos(a - angles[j]);
      });
    },
    TOLERANCE,
  );
  const rows = angles.map((_, t) => [...factor.subarray(lowerRow(t), lowerRow(t + 1))]);
  return { ...found, rows, filled };
}

function expectCorrelations(angles: readonly number[]): void {
  const { order, rows, rank } = factorOf(angles);
  expect(rank).toBeLessThanOrEqual(2);
  rows.forEach((row, s) => {
    rows.slice(0, s + 1).forEach((other, t) => {
      const sum = other.reduce((total, x, k) => total + x * row[k], 0);
      expect(Math.abs(sum - Math.cos(angles[order[s]] - angles[order[t]]))).toBeLessThan(2 * TOLERANCE);
    });
  });
}

describe('a factor of correlations', () => {
  it('of points in a plane has two columns, wherever they lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (angles) => expectCorrelations(angles),
      ),
    );
  });

  it.each([
    ['duplicates', [1, 1, 2, 2, 2]],
    ['antipodes', [0, Math.PI, 1, 1 + Math.PI]],
    ['a line through the origin', [0.3, 0.3 + Math.PI, 0.3, 0.3]],
    ['points that nearly coincide', [0, 1e-9, 1e-5, 1e-3, 1]],
    ['a single point', [2]],
  ])('is right for %s', (_, angles) => expectCorrelations(angles));

  it('is the plain one, found at the first attempt, while only the last row follows from the others', () => {
    expect(factorOf([0, 1, 2]).filled).toBe(1);
    expect(factorOf([0, 1]).order).toEqual(Int32Array.of(0, 1));
    expect(factorOf([0, 1, 2, 3]).filled).toBe(2);
  });

  it('bounds what it leaves out', () => {
    expect(factorOf([0, 1e-5]).leftOut).toBeCloseTo(1e-10, 14);
    expect(factorOf([0, 1]).leftOut).toBe(0);
  });
});
