import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { duplicatesIn } from '../../data/remarks/duplicates.ts';
import { symmetricEigen } from '../../numerics/linear/symmetricEigen.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { directionsOf } from './directions.ts';
import { distributionOf } from './distribution.ts';
import { binEdges, rangeOf, sharesIn } from './histogram.ts';
import { select } from './selection.ts';

const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });
const modest = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const some = (number: fc.Arbitrary<number>) =>
  fc.array(number, { minLength: 1, maxLength: 60 }).map((x) => Float64Array.from(x));

describe('selecting a place', () => {
  it('gives what sorting would put there', () => {
    fc.assert(
      fc.property(some(fc.oneof(finite, fc.integer({ min: 0, max: 3 }))), fc.nat(), (numbers, k) => {
        const place = k % numbers.length;
        const sorted = numbers.slice().sort();
        // Sorting tells −0 from 0; their order means nothing here.
        expect(select(numbers.slice(), place) + 0).toBe(sorted[place] + 0);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('a distribution', () => {
  it('has its quartiles between neighbours, in proportion', () => {
    const { min, lowerQuartile, median, upperQuartile, max, mean, sd } = distributionOf(Float64Array.of(10, 0, 2, 4));
    expect([min, lowerQuartile, median, upperQuartile, max]).toEqual([0, 1.5, 3, 5.5, 10]);
    expect(mean).toBe(4);
    expect(sd).toBeCloseTo(Math.sqrt(14), 14);
  });

  it('is in order, whatever the numbers', () => {
    fc.assert(
      fc.property(some(modest), (numbers) => {
        const { min, lowerQuartile, median, upperQuartile, max, sd } = distributionOf(numbers);
        const inOrder = [min, lowerQuartile, median, upperQuartile, max];
        expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
        expect(sd).toBeGreaterThanOrEqual(0);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('a histogram', () => {
  it('holds every number in at most 40 bins of growing edges', () => {
    fc.assert(
      fc.property(some(finite), fc.boolean(), (numbers, whole) => {
        const sample = whole ? numbers.map(Math.round) : numbers;
        const [min, max] = rangeOf(sample);
        const edges = binEdges(min, max, whole);
        expect(edges.length).toBeLessThanOrEqual(41);
        for (let i = 1; i < edges.length; i++) expect(edges[i]).toBeGreaterThan(edges[i - 1]);
        expect(edges[0]).toBeLessThanOrEqual(min);
        expect(edges[edges.length - 1]).toBeGreaterThanOrEqual(max);
        expect(sharesIn(edges, sample).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('counts each number in the bin whose edges it lies between, the largest in the last', () => {
    const edges = binEdges(-0.35, 0.42, false);
    const sample = Array.from({ length: 78 }, (_, i) => (i - 35) / 100);
    const isIn = (x: number, bin: number) => x >= edges[bin] && (x < edges[bin + 1] || bin === edges.length - 2);
    const expected = edges.slice(1).map((_, bin) => sample.filter((x) => isIn(x, bin)).length / 78);
    expect(sharesIn(edges, sample)).toEqual(expected);
  });

  it('gives whole numbers a bin each, or each bin as many of them', () => {
    expect(binEdges(0, 16, true)).toEqual(Array.from({ length: 18 }, (_, i) => i - 0.5));
    const bytes = binEdges(0, 255, true);
    expect([bytes[0], bytes[1], bytes.at(-1)]).toEqual([-0.5, 9.5, 259.5]);
  });
});

describe('duplicates', () => {
  it('are points that equal an earlier one in every number, 0 and −0 alike', () => {
    expect(duplicatesIn(Float64Array.of(1, 0, 1, -0, 0, 1, 1, 0), 4)).toBe(2);
  });

  it('are as many as there are fewer distinct points', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 40 }), (points) => {
        const distinct = new Set(points.map(String)).size;
        expect(duplicatesIn(Uint8Array.from(points.flat()), points.length)).toBe(points.length - distinct);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('the directions of a dataset', () => {
  it('are known for points on the axes', () => {
    // ±a on each axis: mean 0, variance 2a²/12 along it.
    const lengths = [5, 4, 3, 2, 1, 0.5];
    const values = new Float64Array(12 * 6);
    for (const [axis, length] of lengths.entries()) {
      values[2 * axis * 6 + axis] = length;
      values[(2 * axis + 1) * 6 + axis] = -length;
    }
    const { meanShare, components } = directionsOf(dataset(values, { shape: [6] }));
    const total = lengths.reduce((sum, length) => sum + length ** 2, 0);
    expect(meanShare).toBe(0);
    expect(components).toHaveLength(5);
    for (const [i, share] of components.entries()) expect(share).toBeCloseTo(lengths[i] ** 2 / total, 12);
  });

  it('find equal components once each', () => {
    const { components } = directionsOf(dataset([1, 0, 0, 0, 1, 0, 0, 0, 1, -1, -1, -1], { shape: [3] }));
    // Covariance (I + 11ᵀ)/4 has the eigenvalues 4, 1, 1 over 4.
    expect(components).toHaveLength(3);
    for (const [i, share] of [2 / 3, 1 / 6, 1 / 6].entries()) expect(components[i]).toBeCloseTo(share, 12);
  });

  it('are near those of all dimensions where variances fall slowly', () => {
    const { normal } = seededRandom(5);
    const size = 60;
    const points = 400;
    const values = Float64Array.from({ length: points * size }, (_, i) => normal() * 0.97 ** (i % size));
    const { components } = directionsOf(dataset(values, { shape: [size] }));
    const mean = Array.from(
      { length: size },
      (_, k) => values.filter((_, i) => i % size === k).reduce((a, b) => a + b) / points,
    );
    const covariance = new Float64Array(size * size);
    for (let i = 0; i < values.length; i += size) {
      for (let k = 0; k < size; k++) {
        for (let l = 0; l < size; l++) {
          covariance[k * size + l] += ((values[i + k] - mean[k]) * (values[i + l] - mean[l])) / points;
        }
      }
    }
    const exact = symmetricEigen(covariance, size).values;
    const variance = exact.reduce((a, b) => a + b, 0);
    // Each is found to three digits: what tables show.
    for (const [i, share] of components.entries()) expect(share / (exact[i] / variance)).toBeCloseTo(1, 2);
  });

  it('of points that are all the same are the mean alone', () => {
    const same = dataset([1, 2, 1, 2, 1, 2], { shape: [2] });
    expect(directionsOf(same)).toEqual({ meanShare: 1, components: [0, 0] });
  });
});
