import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intraClassCorrelation, Running, RunningRatio, zScore } from './estimate.ts';

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

describe('a running ratio', () => {
  const ratioOf = (pairs: readonly (readonly [number, number])[]) => {
    const ratio = new RunningRatio();
    for (const [top, bottom] of pairs) ratio.add(top, bottom);
    return ratio.value();
  };

  it('has the error of the delta method', () => {
    const pairs = fc.array(fc.tuple(number, fc.double({ min: 1, max: 9, noNaN: true })), { minLength: 2 });
    fc.assert(
      fc.property(pairs, (rows) => {
        const [tops, bottoms] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const ratio = meanOf(tops) / meanOf(bottoms);
        const residuals = rows.map(([a, b]) => a - ratio * b);
        const expected = Math.sqrt(covarianceOf(residuals, residuals) / rows.length) / meanOf(bottoms);
        const { mean, standardError } = ratioOf(rows);
        expect(mean).toBeCloseTo(ratio, 9);
        expect(Math.abs(standardError - expected)).toBeLessThan(1e-5 * (1 + Math.abs(ratio)));
      }),
    );
  });

  it('of proportional numbers has no error', () => {
    const doubled = [1, 2, 5].map((x) => [2 * x, x] as const);
    expect(ratioOf(doubled)).toEqual({ mean: 2, standardError: expect.closeTo(0, 12) });
  });

  it('of constant networks is infinite, with an error nobody knows', () => {
    const constant = [1, 1].map((x) => [x, 0] as const);
    expect(ratioOf(constant)).toEqual({ mean: Number.POSITIVE_INFINITY, standardError: Number.POSITIVE_INFINITY });
    expect(ratioOf([[1, 2]]).standardError).toBe(Number.POSITIVE_INFINITY);
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
  it('is in units of both errors together', () => {
    expect(zScore({ mean: 5, standardError: 3 }, -5, 4)).toBe(2);
    expect(zScore({ mean: 5, standardError: 2 }, 4)).toBe(0.5);
  });

  it('does not exist without theory or error', () => {
    expect(zScore({ mean: 5, standardError: 2 }, null)).toBeNull();
    expect(zScore({ mean: 5, standardError: 2 }, Number.POSITIVE_INFINITY)).toBeNull();
    expect(zScore({ mean: 5, standardError: Number.NaN }, 5)).toBeNull();
    expect(zScore({ mean: 5, standardError: 0 }, 4)).toBeNull();
    expect(zScore({ mean: 1, standardError: 0 }, 1)).toBe(0);
  });
});
