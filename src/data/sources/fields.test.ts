import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseData } from '../parseData.ts';
import { expectMean, pairs } from '../testing/statistics.ts';
import { fields } from './fields.ts';

/** ρ(r) on a ring of n pixels. */
function correlation(r: number, n: number, length: number): number {
  const ring = (shift: number) => {
    let sum = 0;
    for (let m = -20; m <= 20; m++) sum += Math.exp(-((shift + m * n) ** 2) / (2 * length ** 2));
    return sum;
  };
  return ring(r) / ring(0);
}

describe('fields', () => {
  it.each([
    [0, 8, 12],
    [0.05, 8, 12],
    [0.5, 8, 12],
    [1, 8, 12],
    [2, 16, 20],
    [8, 8, 12],
  ])('of length %d on %d×%d pixels have the variance and the correlations claimed', (length, rows, columns) => {
    const images = 3000;
    const { values } = fields({ shape: [1, rows, columns], length, variance: 2, points: images });
    const products = (dRow: number, dColumn: number) =>
      Array.from({ length: images }, (_, image) => {
        const at = image * rows * columns;
        // The last row and column, so that neighbours lie across the edge.
        const p = values[at + rows * columns - 1];
        return p * values[at + ((rows - 1 + dRow) % rows) * columns + ((columns - 1 + dColumn) % columns)];
      });
    for (const [dRow, dColumn] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [3, 2],
    ]) {
      const white = length === 0 && (dRow > 0 || dColumn > 0);
      const expected = correlation(dRow, rows, length || 0.05) * correlation(dColumn, columns, length || 0.05);
      expectMean(products(dRow, dColumn), white ? 0 : 2 * expected);
    }
  });

  it('correlate neighbouring pixels by e^(−1/2ℓ²) where the image is large', () => {
    expect(correlation(1, 16, 2)).toBeCloseTo(0.8825, 4);
  });

  it('have the cov and the spread of pairs that independent pixels have', () => {
    const found = pairs(fields({ length: 4, mean: 1, variance: 2, points: 2000 }));
    expectMean(
      found.map(({ cov }) => cov),
      1,
    );
    expectMean(
      found.map(({ spread }) => spread),
      2,
    );
  });

  it('have channels and images independent of each other, and their mean', () => {
    const images = 2000;
    const { values } = fields({ shape: [2, 4, 4], mean: 3, points: images });
    const at = (image: number, channel: number) => values[32 * image + 16 * channel];
    const every = <T>(f: (image: number) => T) => Array.from({ length: images }, (_, image) => f(image));
    expectMean(
      every((i) => at(i, 0)),
      3,
    );
    expectMean(
      every((i) => (at(i, 0) - 3) * (at(i, 1) - 3)),
      0,
    );
    expectMean(
      every((i) => (at(i, 0) - 3) * (at((i + 1) % images, 0) - 3)),
      0,
    );
  });

  it('are the same numbers on every machine', () => {
    expect([...fields({ shape: [1, 2, 3], length: 0.7, points: 2 }).values]).toMatchInlineSnapshot(`
      [
        -1.1758061647415161,
        0.4342740774154663,
        0.9413024187088013,
        0.18990536034107208,
        1.2610870599746704,
        1.6944773197174072,
        -0.6252299547195435,
        -0.37410253286361694,
        0.739057183265686,
        -0.7542364597320557,
        0.5648549199104309,
        0.5764676928520203,
      ]
    `);
  });

  it('have a name that parses back to them', () => {
    const options = fc.record({
      shape: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      length: fc.double({ min: 0, max: 1e300, noNaN: true }),
      mean: fc.constantFrom(0, -1e-7),
      variance: fc.constantFrom(1, 0),
      points: fc.integer({ min: 2, max: 5 }),
      seed: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(options, (given) => {
        expect(parseData(fields(given).name)).toEqual(fields(given));
      }),
    );
    expect(fields().name).toBe('fields');
    expect(fields({ length: 3 }).name).toBe('fields(length=3)');
  });
});
