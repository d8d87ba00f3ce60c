import { describe, expect, it } from 'vitest';
import { pairCount, pairIndex } from '../kernel/packedPairs.ts';
import { addTimes, type Direction, leadingDirections, leaveRest } from './leadingDirections.ts';

const points = 40;

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** Points on an arc, each alike its neighbours: c_ij = cos of the angle between. */
const arc = Float64Array.from({ length: pairCount(points) });
for (let i = 0; i < points; i++) {
  for (let j = i + 1; j < points; j++) arc[pairIndex(points, i, j)] = 1 - Math.exp(-(((i - j) / 8) ** 2));
}

/** C u. */
function times(complements: Float64Array, u: Float64Array): Float64Array {
  const correlation = (i: number, j: number) =>
    i === j ? 1 : 1 - complements[pairIndex(points, Math.min(i, j), Math.max(i, j))];
  return u.map((_, i) => u.reduce((sum, x, j) => sum + correlation(i, j) * x, 0));
}

/** How much of the variance of all points lies along the directions. */
const share = (directions: readonly Direction[]) =>
  directions.reduce((sum, { loading }) => sum + dot(loading, loading), 0) / points;

describe('the leading directions of Gaussian outputs', () => {
  const directions = leadingDirections(arc, points, 4);

  it('are orthogonal in their covariance, to which the loadings belong', () => {
    expect(directions).toHaveLength(4);
    directions.forEach(({ along, loading }, k) => {
      times(arc, along).forEach((x, i) => {
        expect(Math.abs(x - loading[i])).toBeLessThan(1e-11);
      });
      directions.forEach((other, l) => {
        expect(Math.abs(dot(along, other.loading) - (k === l ? 1 : 0))).toBeLessThan(1e-11);
      });
    });
  });

  it('leave a rest that knows nothing of them', () => {
    const output = Float64Array.from({ length: points }, (_, i) => Math.sin(i * i));
    const moved = output.slice();
    directions.forEach(({ loading }, k) => {
      addTimes(moved, k - 1.5, loading);
    });
    for (const values of [output, moved]) leaveRest(values, directions);
    moved.forEach((x, i) => {
      expect(Math.abs(x - output[i])).toBeLessThan(1e-11);
    });
  });

  it('hold most of the variance where points are alike', () => {
    expect(share(leadingDirections(arc, points, 1))).toBeGreaterThan(0.25);
    expect(share(directions)).toBeGreaterThan(0.75);
    expect(share(directions)).toBeLessThan(1);
  });

  it('are as many as there is something to vary', () => {
    expect(leadingDirections(new Float64Array(pairCount(points)), points, 4)).toHaveLength(1);
    expect(leadingDirections(Float64Array.of(0.5), 2, 4)).toHaveLength(2);
    const [only] = leadingDirections(new Float64Array(pairCount(points)), points, 4);
    expect(only.loading.every((x) => Math.abs(x - 1) < 1e-12)).toBe(true);
  });
});
