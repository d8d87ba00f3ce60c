import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, dataset, features } from './dataset.ts';
import { meanPoint, principalComponents, withoutDirection } from './directions.ts';
import { parseData } from './parseData.ts';
import { blobs } from './sources/blobs.ts';
import { principalAxes } from './steps/shared/principal.ts';

const digits = parseData('digits') as Dataset;

/** Cosine of the angle between two directions, whichever way they point. */
function alignment(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) [ab, aa, bb] = [ab + a[i] * b[i], aa + a[i] ** 2, bb + b[i] ** 2];
  return Math.abs(ab) / Math.sqrt(aa * bb);
}

describe('the first principal component', () => {
  it('of two blobs is the line between their centres', () => {
    const data = blobs({ classes: 2, dim: 20, distance: 2, mean: 3, points: 2000 });
    const [first, second] = principalComponents(data, 2);
    const centres = [0, 1].map((label) => meanPoint(ofClass(data, label)).mean);
    const between = centres[0].map((x, i) => x - centres[1][i]);
    expect(alignment(first.axis, between)).toBeGreaterThan(0.999);
    // Between the blobs the variance is (distance/2)² a feature, within them 1: 20 of 40.
    expect(first.share).toBeCloseTo(0.5, 1);
    expect(second.share).toBeLessThan(0.05);
  });

  it('is that of the whole eigenvalue problem', () => {
    const [first] = principalComponents(digits, 1);
    const { axes, variances } = principalAxes(digits, 'a test');
    expect(alignment(first.axis, axes.subarray(0, 64))).toBeCloseTo(1, 8);
    expect(first.share).toBeCloseTo(variances[0] / variances.reduce((sum, x) => sum + x, 0), 9);
  });

  it('of points that are all the same is nothing', () => {
    const same = dataset([1, 2, 1, 2, 1, 2], { shape: [2] });
    expect(principalComponents(same, 1)).toEqual([{ axis: Float64Array.of(0, 0), share: 0 }]);
  });
});

describe('the mean point', () => {
  it('holds two thirds of the squared norm of a digit, and nothing of one that is standardised', () => {
    expect(meanPoint(digits).share).toBeCloseTo(0.687, 3);
    expect(meanPoint(dataset([1, -2, -1, 2], { shape: [2] })).share).toBe(0);
  });
});

describe('points without a direction', () => {
  it('do not scatter along it, and keep their mean and all else', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(values, (numbers) => {
        const data = dataset(numbers, { shape: [3], name: 'points' });
        const axis = Float64Array.of(0.6, 0, 0.8);
        const { values: left, ...rest } = withoutDirection(data, axis);
        for (let i = 0; i < 12; i += 3) {
          expect(0.6 * left[i] + 0.8 * left[i + 2]).toBeCloseTo(0.6 * left[0] + 0.8 * left[2], 9);
          expect(left[i + 1] + 0).toBe(numbers[i + 1] + 0); // −0 may become 0
        }
        const [before, after] = [data, { ...rest, values: left }].map((points) => meanPoint(points).mean);
        before.forEach((mean, i) => {
          expect(after[i]).toBeCloseTo(mean, 9);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

function ofClass(data: Dataset, label: number): Dataset {
  const size = features(data.shape);
  const values = Float64Array.from(data.values).filter((_, i) => data.labels?.[Math.floor(i / size)] === label);
  return dataset(values, { shape: data.shape });
}
