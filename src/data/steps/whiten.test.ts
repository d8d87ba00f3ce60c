import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { asFloat64, type Dataset, dataset, type Generator } from '../dataset.ts';
import { pairMoments } from '../pairMoments.ts';
import { digits } from '../sources/digits.ts';
import { gaussian } from '../sources/gaussian.ts';
import { center, pca, scale, shift, standardize, whiten } from './index.ts';

/** Points whose features are mixed, not too much, and of unlike variance. */
function mixed(points: number, size: number, seed: number): Dataset {
  const { normal } = seededRandom(seed);
  const mixing = Array.from({ length: size * size }, (_, at) => normal() + (at % (size + 1) === 0 ? 3 * size : 0));
  const values: number[] = [];
  for (let point = 0; point < points; point++) {
    const z = Array.from({ length: size }, (_, k) => normal() * (k + 1));
    for (let i = 0; i < size; i++) values.push(i + z.reduce((sum, x, k) => sum + mixing[i * size + k] * x, 0));
  }
  return dataset(values, { shape: [size] });
}

/** Population covariance of features i and j. */
function covariance({ values, points, shape }: Dataset, i: number, j: number): number {
  const [size] = shape;
  let [a, b, product] = [0, 0, 0];
  for (let at = 0; at < values.length; at += size) {
    a += values[at + i] / points;
    b += values[at + j] / points;
    product += (values[at + i] * values[at + j]) / points;
  }
  return product - a * b;
}

function largestDifference(a: Dataset, b: Dataset): number {
  let most = 0;
  for (let i = 0; i < a.values.length; i++) most = Math.max(most, Math.abs(a.values[i] - b.values[i]));
  return most;
}

function squaredDistance({ values, shape }: Dataset, i: number, j: number): number {
  const size = shape.reduce((product, axis) => product * axis, 1);
  let sum = 0;
  for (let k = 0; k < size; k++) sum += (values[i * size + k] - values[j * size + k]) ** 2;
  return sum;
}

const seed = fc.nat(10_000);
const exactly = whiten({ eps: 0 });

describe('whitening', () => {
  it('is the same of fewer points than features, which needs no matrix of the features', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 2, max: 6 }), (chosen, points) => {
        const size = 7;
        const few = mixed(points, size, chosen);
        // Every point several times over: as many points as features, and the same covariance.
        const many = dataset(Array.from({ length: 4 }, () => [...few.values]).flat(), { shape: [size] });
        for (const step of [whiten(), whiten({ eps: 0.1 })]) {
          const [one, other] = [step.apply(few), step.apply(many)];
          const apart = { ...other, points, values: other.values.slice(0, points * size) };
          expect(largestDifference(one, apart)).toBeLessThan(1e-7);
        }
      }),
    );
  });

  it('makes the covariance the identity', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 9 }), (chosen, size) => {
        const white = exactly.apply(mixed(4 * size + 2, size, chosen));
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            expect(Math.abs(covariance(white, i, j) - (i === j ? 1 : 0))).toBeLessThan(1e-7);
          }
        }
      }),
    );
  });

  it('leaves white data as they are: it turns nothing that need not be turned', () => {
    fc.assert(
      fc.property(seed, (chosen) => {
        const white = exactly.apply(mixed(40, 5, chosen));
        expect(largestDifference(exactly.apply(white), white)).toBeLessThan(1e-7);
      }),
    );
  });

  it('is closer to the data than the same turned any other way', () => {
    const data = standardize().apply(mixed(60, 4, 1));
    const zca = exactly.apply(data);
    const turned = pca(4, { whiten: true }).apply(data);
    const distance = (other: Dataset) =>
      asFloat64(data.values).reduce((sum, x, i) => sum + (x - other.values[i]) ** 2, 0);
    expect(distance(zca)).toBeLessThan(distance(turned));
  });

  it('does not notice a shift or a scale of the data', () => {
    const data = mixed(50, 6, 2);
    const white = whiten().apply(data);
    expect(largestDifference(whiten().apply(shift(3).apply(scale(1e6).apply(data))), white)).toBeLessThan(1e-9);
  });

  it('leaves directions without variance at 0, and counts them', () => {
    const remarks: string[] = [];
    const values = [1, 2, 7, 2, 4, 7, 3, 6, 7, 5, 10, 7]; // the second feature is twice the first, the third constant
    for (const step of [exactly, whiten({ eps: 0.1 })]) {
      const white = step.apply(dataset(values, { shape: [3] }), (remark) => remarks.push(remark));
      for (let at = 0; at < 12; at += 3) {
        expect(white.values[at + 1]).toBeCloseTo(2 * white.values[at], 12);
        expect(white.values[at + 2]).toBeCloseTo(0, 12);
      }
    }
    expect(remarks).toEqual([
      '2 of 3 directions have no variance and stay 0 under whiten(eps=0)',
      '2 of 3 directions have no variance and stay 0 under whiten(eps=0.1)',
    ]);
  });

  it('of digits makes pairs all alike, up to eps', () => {
    const { cov, spread } = pairMoments(exactly.apply(digits()));
    expect(spread).toBeCloseTo((61 / 64) * (1797 / 1796), 9); // three pixels are constant
    expect(cov).toBeCloseTo(-spread / 1797, 12);
    const softened = pairMoments(whiten({ eps: 0.01 }).apply(digits()));
    expect(softened.spread).toBeLessThan(spread);
  });

  it('of generated points tends to variance 1/(1 + eps)', () => {
    const law = gaussian({ dim: 10, mean: 3, variance: 7 });
    expect(whiten({ eps: 0.25 }).generator(law)).toMatchObject({ mean: 0, variance: 0.8, shape: [10] });
    expect(whiten().generator(gaussian({ dim: 10, variance: 0 }))).toMatchObject({ mean: 0, variance: 0 });
  });
});

describe('principal components', () => {
  it('as many as features keep all distances', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 8 }), (chosen, size) => {
        const data = mixed(7, size, chosen);
        const turned = pca(size).apply(data);
        for (let i = 0; i < 7; i++) {
          for (let j = 0; j < i; j++) {
            const before = squaredDistance(data, i, j);
            expect(Math.abs(squaredDistance(turned, i, j) / before - 1)).toBeLessThan(1e-9);
          }
        }
      }),
    );
  });

  it('as many as the rank keep all distances too', () => {
    const { normal } = seededRandom(3);
    const values = Array.from({ length: 20 }, normal).flatMap((x, i) => [x, i, x + i, x - i, 2]);
    const data = dataset(values, { shape: [5] });
    const kept = pca(2).apply(data);
    expect(kept.shape).toEqual([2]);
    for (let i = 1; i < 20; i++) expect(squaredDistance(kept, i, 0)).toBeCloseTo(squaredDistance(data, i, 0), 10);
  });

  it('are uncorrelated, the one of largest variance first, of mean 0', () => {
    const data = pca(4).apply(mixed(50, 6, 5));
    const variances = [0, 1, 2, 3].map((k) => covariance(data, k, k));
    expect(variances).toEqual(variances.toSorted((a, b) => b - a));
    expect(Math.abs(covariance(data, 0, 3))).toBeLessThan(1e-9);
    expect(largestDifference(center().apply(data), data)).toBeLessThan(1e-12);
    const white = pca(4, { whiten: true }).apply(mixed(50, 6, 5));
    for (let k = 0; k < 4; k++) expect(covariance(white, k, k)).toBeCloseTo(1, 10);
  });

  it('point to where their largest entry is positive', () => {
    const along = dataset([0, 0, -1, -3, 2, 6], { shape: [2] });
    const [first, second, third] = pca(1).apply(along).values;
    expect(first < third && second < first).toBe(true);
    expect([...pca(1).apply(scale(-1).apply(along)).values]).toEqual([-first, -second, -third].map((x) => x + 0));
  });

  it('beyond the rank are 0, and are counted', () => {
    const remarks: string[] = [];
    const data = dataset([1, 1, 2, 2, 4, 4], { shape: [2] });
    for (const whitened of [true, false]) {
      const { values } = pca(2, { whiten: whitened }).apply(data, (remark) => remarks.push(remark));
      expect([values[1], values[3], values[5]].map(Math.abs)).toEqual([0, 0, 0]);
    }
    expect(remarks[1]).toBe('1 of 2 components have no variance and are 0 under pca(2)');
  });

  it('of images are vectors; labels stay', () => {
    const data = pca(10).apply(digits());
    expect(data).toMatchObject({ name: 'digits', shape: [10], points: 1797 });
    expect(data.labels).toEqual(digits().labels);
    expect(data.values).toHaveLength(17_970);
  });

  it('of generated points tend to the same law of fewer entries', () => {
    const law = gaussian({ shape: [3, 4, 4], mean: 1, variance: 5 });
    expect(pca(6).generator(law) as Generator).toMatchObject({ mean: 0, variance: 5, shape: [6] });
    expect(pca(6, { whiten: true }).generator(law) as Generator).toMatchObject({ mean: 0, variance: 1, shape: [6] });
  });
});
