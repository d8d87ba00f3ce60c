import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from './dataset.ts';
import { pairMoments } from './pairMoments.ts';

const SIZE = 3;

/** By going through the pairs. */
function bruteForce({ values, points }: Dataset): { cov: number; spread: number } {
  let [cov, spread] = [0, 0];
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      if (i === j) continue;
      for (let k = 0; k < SIZE; k++) {
        const [x, y] = [values[i * SIZE + k], values[j * SIZE + k]];
        cov += x * y;
        spread += (x - y) ** 2 / 2;
      }
    }
  }
  const terms = points * (points - 1) * SIZE;
  return { cov: cov / terms, spread: spread / terms };
}

describe('moments of pairs', () => {
  it('are the means over all pairs of different points', () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    const points = fc.array(fc.tuple(number, number, number), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(points, (rows) => {
        const data = dataset(rows.flat(), { shape: [SIZE] });
        const { cov, spread, gamma } = pairMoments(data);
        const expected = bruteForce(data);
        expect(Math.abs(cov - expected.cov)).toBeLessThan(1e-8);
        expect(Math.abs(spread - expected.spread)).toBeLessThan(1e-8);
        expect(gamma).toBe(spread > 0 ? cov / spread : Infinity);
      }),
    );
  });

  it('keep every digit of the spread far from the origin', () => {
    const { spread } = pairMoments(dataset([1e9 + 1, 1e9 + 3], { shape: [1] }));
    expect(spread).toBe(2);
  });

  it('are the same of bytes as of numbers', () => {
    const bytes = Uint8Array.of(0, 255, 7, 9, 128, 1);
    expect(pairMoments(dataset(bytes, { shape: [2] }))).toEqual(pairMoments(dataset([...bytes], { shape: [2] })));
  });

  it('of points that are all the same have gamma Infinity', () => {
    expect(pairMoments(dataset([2, 2, 2], { shape: [1] }))).toEqual({ cov: 4, spread: 0, gamma: Infinity });
  });
});
