import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseData } from '../parseData.ts';
import { expectMean, pair } from '../testing/statistics.ts';
import { blobs } from './blobs.ts';

describe('blobs', () => {
  it('have centres at exactly the same distance from each other, up to one more than features', () => {
    for (const [classes, dim] of [
      [2, 1],
      [3, 100],
      [10, 9],
    ]) {
      const centres = blobs({ classes, dim, distance: 3, variance: 0, mean: 1, points: classes });
      for (let a = 0; a < classes; a++) {
        for (let b = 0; b < a; b++) expect(2 * pair(centres, a, b).spread).toBeCloseTo(9, 5);
      }
      for (let i = 0; i < dim; i++) {
        const feature = Array.from({ length: classes }, (_, a) => centres.values[a * dim + i]);
        expect(feature.reduce((sum, x) => sum + x) / classes).toBeCloseTo(1, 5);
      }
    }
  });

  it('have the cov and spread of pairs that the docstring states', () => {
    const [classes, distance, variance, mean] = [3, 2, 0.5, 0.7];
    const seeds = Array.from({ length: 400 }, (_, seed) => seed);
    const sets = seeds.map((seed) => blobs({ classes, dim: 20, distance, variance, mean, points: 6, seed }));
    const same = sets.map((data) => pair(data, 0, 3));
    const other = sets.map((data) => pair(data, 0, 1));
    expectMean(
      same.map(({ cov }) => cov),
      mean ** 2 + (distance ** 2 * (classes - 1)) / (2 * classes),
    );
    expectMean(
      same.map(({ spread }) => spread),
      variance,
    );
    expectMean(
      other.map(({ cov }) => cov),
      mean ** 2 - distance ** 2 / (2 * classes),
    );
    expectMean(
      other.map(({ spread }) => spread),
      variance + distance ** 2 / 2,
    );
  });

  it('correlate neighbouring features within a cluster as an AR(1)', () => {
    const { values } = blobs({ classes: 1, dim: 30, variance: 4, correlation: -0.6, points: 4000 });
    const products = (i: number, j: number) =>
      Array.from({ length: 4000 }, (_, p) => values[30 * p + i] * values[30 * p + j]);
    for (const first of [0, 12, 27]) {
      for (const lag of [0, 1, 2]) expectMean(products(first, first + lag), 4 * (-0.6) ** lag);
    }
  });

  it('come in classes of equal size, as near as the points allow', () => {
    const { labels } = blobs({ classes: 4, dim: 5, points: 10 });
    expect([...labels!]).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1]);
  });

  it('begin with the same points however many are drawn', () => {
    const few = blobs({ classes: 3, dim: 4, points: 5, seed: 8 });
    expect(blobs({ classes: 3, dim: 4, points: 50, seed: 8 }).values.slice(0, 20)).toEqual(few.values);
    expect(blobs({ classes: 3, dim: 4, points: 5, seed: 9 }).values).not.toEqual(few.values);
  });

  it('are the same numbers on every machine', () => {
    expect([...blobs({ dim: 4, correlation: 0.5, points: 2, seed: 2 ** 53 - 1 }).values]).toMatchInlineSnapshot(`
      [
        0.14847108721733093,
        -1.1077361106872559,
        0.5765536427497864,
        -0.8218809962272644,
        0.2290501445531845,
        0.2929549515247345,
        -1.6655371189117432,
        -2.0151824951171875,
      ]
    `);
  });

  it('have a name that parses back to them', () => {
    const options = fc.record({
      classes: fc.integer({ min: 1, max: 4 }),
      shape: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 3 }),
      distance: fc.double({ min: 0, max: 1e30, noNaN: true }),
      variance: fc.constantFrom(1, 0.1, 1e-30),
      mean: fc.constantFrom(0, -2.5),
      correlation: fc.double({ min: -1, minExcluded: true, max: 1, maxExcluded: true, noNaN: true }),
      points: fc.integer({ min: 4, max: 20 }),
      seed: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(options, (given) => {
        expect(parseData(blobs(given).name)).toEqual(blobs(given));
      }),
    );
    expect(blobs({ classes: 3, dim: 100, distance: 2 }).name).toBe('blobs(classes=3, dim=100, distance=2)');
  });
});
