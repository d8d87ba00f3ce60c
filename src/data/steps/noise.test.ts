import { describe, expect, it } from 'vitest';
import { asFloat64, type Dataset, dataset, pick } from '../dataset.ts';
import { gaussian } from '../sources/gaussian.ts';
import { clip, noise } from './index.ts';

const zeros = (points: number): Dataset => dataset(new Float64Array(points * 7), { shape: [7] });

describe('noise', () => {
  it('is normal of the given sd', () => {
    const points = 10_000;
    const values = asFloat64(noise(0.5).apply(zeros(points)).values);
    const count = values.length;
    const mean = values.reduce((sum, x) => sum + x / count, 0);
    const square = values.reduce((sum, x) => sum + x ** 2 / count, 0);
    const fourth = values.reduce((sum, x) => sum + x ** 4 / count, 0);
    // |z| < 4 for each of the three, with the standard errors of 70,000 normals.
    expect(Math.abs(mean / 0.5) * Math.sqrt(count)).toBeLessThan(4);
    expect(Math.abs(square / 0.25 - 1) * Math.sqrt(count / 2)).toBeLessThan(4);
    expect(Math.abs(fourth / 0.0625 - 3) * Math.sqrt(count / 96)).toBeLessThan(4);
  });

  it('of a point does not depend on how many others there are', () => {
    const many = noise(1, 5).apply(zeros(50));
    const few = noise(1, 5).apply(zeros(3));
    expect([...few.values]).toEqual([...pick(many, [0, 1, 2]).values]);
  });

  it('is decided by the seed, and differs from point to point', () => {
    const [a, again, b] = [noise(1).apply(zeros(2)), noise(1).apply(zeros(2)), noise(1, 1).apply(zeros(2))];
    expect(again.values).toEqual(a.values);
    expect(b.values).not.toEqual(a.values);
    expect(a.values.subarray(0, 7)).not.toEqual(a.values.subarray(7));
  });

  it('grows in proportion to sd', () => {
    const [one, three] = [noise(1).apply(zeros(2)), noise(3).apply(zeros(2))];
    expect([...three.values]).toEqual([...one.values].map((x) => 3 * x));
  });

  it('adds sd² to the variance of generated points', () => {
    expect(noise(3).generator(gaussian({ dim: 2, mean: 1, variance: 2 }))).toMatchObject({ mean: 1, variance: 11 });
  });
});

describe('clip', () => {
  it('keeps what lies between, bytes included', () => {
    expect([...clip(-1, 2).apply(dataset([-3, -1, 0, 2, 2.5, 9], { shape: [1] })).values]).toEqual([
      -1, -1, 0, 2, 2, 2,
    ]);
    expect([...clip(10, 20).apply(dataset(Uint8Array.of(0, 15, 255), { shape: [1] })).values]).toEqual([10, 15, 20]);
  });
});
