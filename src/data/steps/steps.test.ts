import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { asFloat64, type Dataset, dataset, type Generator, type Values } from '../dataset.ts';
import { parsePreprocess } from '../parsePreprocess.ts';
import { digits } from '../sources/digits.ts';
import { gaussian } from '../sources/gaussian.ts';
import { featureStatistics } from '../statistics.ts';
import { center, minmax, scale, standardize, unitNorm } from './index.ts';

const FEATURES = 3;
const number = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 128);
const anyDataset: fc.Arbitrary<Dataset> = fc
  .array(fc.tuple(number, number, number), { minLength: 2, maxLength: 20 })
  .map((rows) => dataset(rows.flat(), { shape: [FEATURES] }));

function expectClose(actual: Values, expected: Values, tolerance: number): void {
  actual.forEach((x, i) => {
    expect(Math.abs(x - expected[i])).toBeLessThanOrEqual(tolerance);
  });
}

describe('standardised digits', () => {
  const remarks: string[] = [];
  const standard = standardize().apply(digits(), (remark) => remarks.push(remark));

  it('have mean 0, and variance 1 except for three constant pixels', () => {
    const { mean, sd } = featureStatistics(standard);
    expectClose(mean, new Float64Array(64), 1e-14);
    expectClose(sd, Float64Array.from(sd, Math.round), 1e-14);
    expect([...sd.keys()].filter((pixel) => sd[pixel] === 0)).toEqual([0, 32, 39]);
    expect(remarks).toEqual(['3 of 64 features are constant and become 0 under standardize']);
  });

  it('keep name, shape and labels', () => {
    expect(standard).toMatchObject({ name: 'digits', shape: [1, 8, 8], points: 1797 });
    expect(standard.labels).toEqual(digits().labels);
  });
});

describe('feature statistics', () => {
  it('hold for numbers far from 0, huge and tiny', () => {
    const data = dataset([1e9 + 1, 3e200, 1e-200, 1e9 + 3, 1e200, 3e-200], { shape: [3] });
    const { mean, sd } = featureStatistics(data);
    expect(mean[0]).toBe(1e9 + 2);
    expect([...sd.map((x, i) => x / [1, 1e200, 1e-200][i])].every((x) => Math.abs(x - 1) < 1e-15)).toBe(true);
  });

  it('know a constant feature exactly, whatever its rounding', () => {
    const { mean, sd } = featureStatistics(dataset(new Array(7).fill(0.1), { shape: [1] }));
    expect([mean[0], sd[0]]).toEqual([0.1, 0]);
  });
});

describe('steps', () => {
  it('standardising twice is standardising once', () => {
    fc.assert(
      fc.property(anyDataset, (data) => {
        const once = standardize().apply(data);
        expectClose(standardize().apply(once).values, once.values, 1e-9);
      }),
    );
  });

  it('centring leaves means of 0 and commutes with scaling', () => {
    fc.assert(
      fc.property(anyDataset, number, (data, factor) => {
        const centred = center().apply(data);
        expectClose(featureStatistics(centred).mean, new Float64Array(FEATURES), 1e-11);
        const tolerance = 1e-11 * (1 + Math.abs(factor));
        expectClose(scale(factor).apply(centred).values, center().apply(scale(factor).apply(data)).values, tolerance);
      }),
    );
  });

  it('unitNorm gives every point norm 1, or 0 at the origin', () => {
    fc.assert(
      fc.property(anyDataset, (data) => {
        const { values } = unitNorm().apply(data);
        for (let i = 0; i < values.length; i += FEATURES) {
          const zero = data.values.subarray(i, i + FEATURES).every((x) => x === 0);
          expect(Math.hypot(...values.subarray(i, i + FEATURES))).toBeCloseTo(zero ? 0 : 1, 14);
        }
      }),
    );
  });

  it('unitNorm counts the points at the origin, and does not overflow', () => {
    const remarks: string[] = [];
    const data = dataset([0, 0, 3e300, 4e300, 3e-300, 4e-300], { shape: [2] });
    const { values } = unitNorm().apply(data, (remark) => remarks.push(remark));
    expectClose(values, Float64Array.of(0, 0, 0.6, 0.8, 0.6, 0.8), 1e-15);
    expect(remarks).toEqual(['1 of 3 points are zero and stay zero under unitNorm']);
  });

  it('minmax reaches exactly from 0 to 1 unless a feature is constant', () => {
    fc.assert(
      fc.property(anyDataset, (data) => {
        const before = featureStatistics(data);
        const { min, max } = featureStatistics(minmax().apply(data));
        expect([...min]).toEqual([0, 0, 0]);
        expect([...max]).toEqual([...before.max].map((top, i) => (top > before.min[i] ? 1 : 0)));
      }),
    );
  });

  it('leave the dataset they are given alone', () => {
    const data = digits();
    parsePreprocess('center, standardize, minmax, unitNorm, scale(2), shift(1)').apply(data);
    expect(data.values).toEqual(digits().values);
  });
});

describe('the law of generated points', () => {
  const law = gaussian({ dim: 100, mean: 3, variance: 16 });
  it.each([
    ['none', 3, 16],
    ['center', 0, 16],
    ['standardize', 0, 1],
    ['scale(-2)', -6, 64],
    ['shift(0.5)', 3.5, 16],
    ['unitNorm', 3 / 50, 16 / 2500],
    ['scale(2), center, shift(1)', 1, 64],
    ['scale(0), standardize, unitNorm', 0, 0],
  ])('becomes under %s one of mean %f and variance %f', (steps, mean, variance) => {
    const after = parsePreprocess(steps).generator(law) as Generator;
    expect(after.mean).toBeCloseTo(mean, 15);
    expect(after.variance).toBeCloseTo(variance, 15);
    expect(after.name).toBe(law.name);
  });

  it.each(['center', 'standardize', 'unitNorm', 'shift(-1), scale(3)'])(
    'is what drawn points show under %s',
    (steps) => {
      const random = seededRandom(1);
      const values = Float64Array.from(
        { length: 2000 * 100 },
        () => law.mean + Math.sqrt(law.variance) * random.normal(),
      );
      const drawn = asFloat64(parsePreprocess(steps).apply(dataset(values, { shape: law.shape })).values);
      const mean = drawn.reduce((sum, x) => sum + x / drawn.length, 0);
      const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2 / drawn.length, 0);
      const limit = parsePreprocess(steps).generator(law) as Generator;
      // 200,000 entries: standard errors of √(1/200,000) and √(2/200,000); unitNorm is off by O(1/100) at 100 features.
      expect(Math.abs(mean - limit.mean) / Math.sqrt(limit.variance)).toBeLessThan(0.01);
      expect(Math.abs(variance / limit.variance - 1)).toBeLessThan(0.02);
    },
  );

  it('is unknown after minmax, whatever follows', () => {
    expect(parsePreprocess('center, minmax, scale(2)').generator(law)).toEqual({
      reason: 'the range of Gaussian data grows with the number of points, so minmax has no limit',
    });
  });
});
