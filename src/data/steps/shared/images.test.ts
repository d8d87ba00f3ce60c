import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../../dataset.ts';
import { pairMoments } from '../../pairMoments.ts';
import { digits } from '../../sources/digits.ts';
import { gaussian } from '../../sources/gaussian.ts';
import { flip, grayscale, resize } from '../index.ts';

const axis = fc.integer({ min: 1, max: 5 });
const bytes = fc
  .tuple(axis, axis, axis, fc.integer({ min: 2, max: 4 }))
  .chain(([channels, height, width, points]) =>
    fc.tuple(
      fc.constant([channels, height, width]),
      fc.uint8Array({ minLength: points * channels * height * width, maxLength: points * channels * height * width }),
    ),
  )
  .map(([shape, values]) => dataset(values, { shape }));

describe('flip', () => {
  it('mirrors rows left to right', () => {
    const data = dataset([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { shape: [1, 2, 3] });
    expect([...flip().apply(data).values]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]);
  });

  it('twice changes nothing, also where it reuses its numbers', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        const once = flip().apply(data);
        const twice = flip().apply(once, undefined, once.values as Float64Array);
        expect([...twice.values]).toEqual([...data.values]);
      }),
    );
  });

  it('keeps the moments of pairs', () => {
    const [before, after] = [pairMoments(digits()), pairMoments(flip().apply(digits()))];
    expect(after.cov).toBeCloseTo(before.cov, 10);
    expect(after.spread).toBeCloseTo(before.spread, 10);
  });

  it('leaves the law of generated images, and has none for vectors', () => {
    const law = gaussian({ shape: [3, 4, 4], mean: 2 });
    expect(flip().generator(law)).toEqual(law);
    expect(() => flip().generator(gaussian({ dim: 4 }))).toThrow('flip takes images');
  });
});

describe('grayscale', () => {
  it('weighs red, green and blue by their luma', () => {
    const data = dataset(Uint8Array.of(10, 0, 0, 20, 100, 0, 255, 0, 255, 0, 255, 0), { shape: [3, 1, 2] });
    const grey = grayscale().apply(data);
    expect(grey.shape).toEqual([1, 1, 2]);
    const expected = [10 * 0.299 + 0.114 * 100, 20 * 0.587, 255, 0];
    for (const [i, x] of grey.values.entries()) expect(x).toBeCloseTo(expected[i], 10);
  });

  it('of generated images keeps the mean and weighs the variance by Σ w²', () => {
    const law = grayscale().generator(gaussian({ shape: [3, 8, 8], mean: 2, variance: 4 }));
    expect(law).toMatchObject({ shape: [1, 8, 8], mean: 2 });
    expect((law as { variance: number }).variance).toBeCloseTo(4 * (0.299 ** 2 + 0.587 ** 2 + 0.114 ** 2), 12);
  });
});

describe('resize', () => {
  const constant = (value: number): Dataset => dataset(new Uint8Array(2 * 3 * 20).fill(value), { shape: [3, 4, 5] });

  it('keeps channels, points and constant images', () => {
    const small = resize([2, 3]).apply(constant(7));
    expect(small).toMatchObject({ shape: [3, 2, 3], points: 2 });
    expect([...small.values].every((x) => Math.abs(x - 7) < 1e-12)).toBe(true);
  });

  it('averages areas where images shrink, point by point', () => {
    const data = dataset([1, 3, 5, 7, 10, 30, 50, 70], { shape: [1, 2, 2] });
    expect([...resize([1, 1]).apply(data).values]).toEqual([4, 40]);
  });

  it('to the size they have changes nothing', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        const [, height, width] = data.shape;
        expect([...resize([height, width]).apply(data).values]).toEqual([...data.values]);
      }),
    );
  });

  it('of generated images has no law with independent entries, unless it changes nothing', () => {
    const law = gaussian({ shape: [1, 8, 8] });
    expect(resize([4, 4]).generator(law)).toHaveProperty('reason');
    expect(resize([8, 8]).generator(law)).toEqual(law);
  });
});
