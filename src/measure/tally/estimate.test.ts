import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { normalDeviate } from '../../numerics/sampling/student.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import { intraClassCorrelation, Running } from './estimate.ts';

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const numbers = fc.array(number, { minLength: 2, maxLength: 40 });

const meanOf = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const covarianceOf = (xs: readonly number[], ys: readonly number[]) =>
  xs.reduce((sum, x, i) => sum + (x - meanOf(xs)) * (ys[i] - meanOf(ys)), 0) / (xs.length - 1);

function running(values: readonly number[]): Running {
  const result = new Running();
  for (const value of values) result.add(value);
  return result;
}

describe('running mean and error', () => {
  it('are those of all numbers together', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { count, mean, variance, standardError } = running(values);
        expect(count).toBe(values.length);
        expect(mean).toBeCloseTo(meanOf(values), 9);
        expect(variance).toBeCloseTo(covarianceOf(values, values), 7);
        expect(standardError).toBeCloseTo(Math.sqrt(covarianceOf(values, values) / values.length), 7);
      }),
    );
  });

  it('keep small variations of large numbers', () => {
    expect(running([1e9 + 1, 1e9 + 2, 1e9 + 3]).variance).toBe(1);
  });

  it('know no error from a single number', () => {
    expect(running([3]).value()).toEqual({ mean: 3, standardError: Number.POSITIVE_INFINITY });
    expect(running([3]).variance).toBe(0);
    expect(running([3, 3]).value()).toEqual({ mean: 3, standardError: 0 });
  });
});

describe('the intra-class correlation', () => {
  it('is the share of variance that lies between hidden draws', () => {
    // One-way analysis of variance of three draws with two readouts each.
    const draws = [
      [1, 2],
      [3, 5],
      [7, 7],
    ];
    const means = running(draws.map(meanOf));
    const within = running(draws.map((draw) => running(draw).variance));
    const [betweenSquare, withinSquare] = [2 * means.variance, within.mean];
    const expected = (betweenSquare - withinSquare) / (betweenSquare + withinSquare);
    expect(intraClassCorrelation(means.variance, within.mean, 2)).toBeCloseTo(expected, 14);
  });

  it('lies between 0 and 1', () => {
    expect(intraClassCorrelation(0, 0, 16)).toBe(0);
    expect(intraClassCorrelation(0.5, 0, 16)).toBe(1);
    expect(intraClassCorrelation(0.01, 1, 16)).toBe(0);
    expect(intraClassCorrelation(1 + 1 / 16, 1, 16)).toBeCloseTo(0.5, 14);
  });
});

describe('the distance from a prediction', () => {
  it('of many draws is in units of both errors together', () => {
    expect(zScore({ mean: 5, standardError: 3 }, 1e9, -5, 4)).toBeCloseTo(2, 7);
    expect(zScore({ mean: 5, standardError: 2 }, 1e9, 4)).toBeCloseTo(0.5, 7);
  });

  it('of few draws is shorter, also where their values are the same by chance', () => {
    expect(zScore({ mean: 5, standardError: 1 }, 2, 1)).toBeCloseTo(normalDeviate(4, 1), 12);
    expect(zScore({ mean: 5, standardError: 0 }, 2, 1, 1)).toBeCloseTo(normalDeviate(4, 1), 12);
  });

  it('does not exist without theory or error', () => {
    expect(zScore({ mean: 5, standardError: 2 }, 9, null)).toBeNull();
    expect(zScore({ mean: 5, standardError: 2 }, 9, Number.POSITIVE_INFINITY)).toBeNull();
    expect(zScore({ mean: 5, standardError: Number.NaN }, 9, 5)).toBeNull();
    expect(zScore({ mean: 5, standardError: 0 }, 9, 4)).toBeNull();
    expect(zScore({ mean: 1, standardError: 0 }, 9, 1)).toBe(0);
    expect(zScore({ mean: 0.0028, standardError: 4e-19 }, 2, 0.002)).toBeNull();
  });

  /** Of 20,000 repeats the share beyond 2 is uncertain by 0.15 %, and beyond 4 one is expected. */
  it.each([2, 3, 5, 10, 40])(
    'is beyond 2 in 4.6 % of measurements of %d draws, and beyond 4 in next to none',
    (draws) => {
      const { normal } = seededRandom(draws);
      const distances = Array.from({ length: 20_000 }, () => {
        const measured = running(Array.from({ length: draws }, () => 3 + normal()));
        return Math.abs(zScore(measured.value(), draws, 3)!);
      });
      const beyond = (bound: number) => distances.filter((z) => z > bound).length / distances.length;
      expect(Math.abs(beyond(2) - 0.0455)).toBeLessThan(0.006);
      expect(beyond(4)).toBeLessThan(5e-4);
    },
  );
});
