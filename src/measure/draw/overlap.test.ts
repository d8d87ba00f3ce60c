import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapOfRows } from './overlap.ts';

/** Mean correlation and its complement over all pairs, one by one, with dead points alike and unlike all others. */
function pairByPair(features: Float32Array, points: number, width: number, bias: number) {
  const rows = Array.from({ length: points }, (_, i) => {
    const row = [...features.subarray(i * width, (i + 1) * width), Math.sqrt(bias)];
    const norm = Math.hypot(...row);
    return norm === 0 ? undefined : row.map((x) => x / norm);
  });
  let correlation = 0;
  let complement = 0;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      if (i === j) continue;
      const [x, y] = [rows[i], rows[j]];
      const both = x !== undefined && y !== undefined;
      const same = x === undefined && y === undefined;
      correlation += both ? x.reduce((sum, v, k) => sum + v * y[k], 0) : Number(same);
      complement += both ? x.reduce((sum, v, k) => sum + (v - y[k]) ** 2, 0) / 2 : Number(!same);
    }
  }
  const pairs = points * (points - 1);
  return { correlation: correlation / pairs, complement: complement / pairs };
}

const entry = fc.oneof(fc.constant(0), fc.double({ min: -9, max: 9, noNaN: true }).map(Math.fround));
const cloud = fc
  .record({ points: fc.integer({ min: 2, max: 9 }), width: fc.integer({ min: 1, max: 6 }) })
  .chain(({ points, width }) =>
    fc.record({
      points: fc.constant(points),
      width: fc.constant(width),
      values: fc.array(entry, { minLength: points * width, maxLength: points * width }),
      dead: fc.array(fc.nat({ max: points - 1 }), { maxLength: 3 }),
      bias: fc.constantFrom(0, 0, 0.3, 5),
    }),
  );

describe('the overlap of points', () => {
  it('is the mean over pairs, dead points and biases included', () => {
    fc.assert(
      fc.property(cloud, ({ points, width, values, dead, bias }) => {
        const features = Float32Array.from(values);
        for (const i of dead) features.fill(0, i * width, (i + 1) * width);
        const found = overlapOfRows(features, points, width, bias);
        const expected = pairByPair(features, points, width, bias);
        expect(Math.abs(found.correlation - expected.correlation)).toBeLessThan(1e-12);
        expect(Math.abs(found.complement - expected.complement)).toBeLessThan(1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the digits of a small complement', () => {
    const [points, width] = [7, 5];
    const features = Float32Array.from({ length: points * width }, (_, i) => 1 + 1e-6 * Math.sin(i * i));
    const { complement } = overlapOfRows(features, points, width);
    const expected = pairByPair(features, points, width, 0).complement;
    expect(expected).toBeLessThan(1e-11);
    expect(complement / expected).toBeCloseTo(1, 6);
  });

  it('does not see the norms of points', () => {
    const features = Float32Array.from([1, 2, 3, -1, 0.5, 2, 4, 4, 1]);
    const scaled = features.map((x, i) => x * 2 ** [-60, 0, 60][Math.floor(i / 3)]);
    expect(overlapOfRows(scaled, 3, 3).correlation).toBeCloseTo(overlapOfRows(features, 3, 3).correlation, 14);
  });

  it('of dead points alone, and of equal ones, is complete', () => {
    expect(overlapOfRows(new Float32Array(8), 4, 2)).toEqual({ correlation: 1, complement: 0 });
    expect(overlapOfRows(new Float32Array(8), 4, 2, 0.5)).toEqual({
      correlation: expect.closeTo(1, 14),
      complement: expect.closeTo(0, 14),
    });
    const equal = overlapOfRows(Float32Array.from([3, 4, 3, 4, 6, 8]), 3, 2);
    expect(equal.correlation).toBeCloseTo(1, 14);
    expect(equal.complement).toBeLessThan(1e-30);
  });

  it('adds up to one', () => {
    const features = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    const { correlation, complement } = overlapOfRows(features, 12, 5, 0.2);
    expect(correlation + complement).toBeCloseTo(1, 13);
  });
});
