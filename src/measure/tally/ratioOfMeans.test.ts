import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { Running } from './estimate.ts';
import { RatioOfMeans } from './ratioOfMeans.ts';

function ratioOf(pairs: readonly (readonly [number, number])[]) {
  const ratio = new RatioOfMeans();
  for (const [top, bottom] of pairs) ratio.add(top, bottom);
  return ratio.value();
}

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a ratio of means', () => {
  it('is that of the means, less its bias of order 1/n', () => {
    const pairs = fc.array(fc.tuple(number, fc.double({ min: 1, max: 9, noNaN: true })), { minLength: 2 });
    fc.assert(
      fc.property(pairs, (rows) => {
        const n = rows.length;
        const [a, b] = [meanOf(rows.map(([top]) => top)), meanOf(rows.map(([, bottom]) => bottom))];
        const covariance = rows.reduce((sum, [top, bottom]) => sum + (top - a) * (bottom - b), 0) / (n - 1);
        const variance = rows.reduce((sum, [, bottom]) => sum + (bottom - b) ** 2, 0) / (n - 1);
        expect(ratioOf(rows).mean).toBeCloseTo((a * b + covariance / n) / (b * b + variance / n), 8);
      }),
    );
  });

  it('of proportional numbers has no error', () => {
    const doubled = [1, 2, 5].map((x) => [2 * x, x] as const);
    expect(ratioOf(doubled)).toEqual({ mean: expect.closeTo(2, 14), standardError: expect.closeTo(0, 12) });
  });

  it('of constant networks is infinite, with an error nobody knows', () => {
    const constant = [1, 1].map((x) => [x, 0] as const);
    expect(ratioOf(constant)).toEqual({ mean: Infinity, standardError: Infinity });
    expect(ratioOf([[1, 2]])).toEqual({ mean: 0.5, standardError: Infinity });
  });

  it('stays above −1 where one draw rules the mean complement, and knows that its error is large', () => {
    const { mean, standardError } = ratioOf([
      [0.5, 0.5],
      [0.99, 0.01],
    ]);
    expect(mean).toBeGreaterThan(0);
    expect(standardError).toBeGreaterThan(10);
  });

  /**
   * γ of deep two-class networks: complements of log-normal law, of relative standard deviation 1.1 as measured. Over 2,000
   * repeats the share that two errors cover is itself uncertain by 0.7 %, and the spread by 5 %.
   */
  describe('of ten skewed draws', () => {
    const { normal } = seededRandom(7);
    const width = Math.sqrt(Math.log(1 + 1.1 ** 2));
    const meanComplement = 0.09;
    const complement = () => meanComplement * Math.exp(width * normal() - width ** 2 / 2);
    const truth = (1 - meanComplement) / meanComplement;
    const repeats = Array.from({ length: 2000 }, () => {
      const rows = Array.from({ length: 10 }, complement).map((c) => [1 - c, c] as const);
      const means = [0, 1].map((k) => meanOf(rows.map((row) => row[k])));
      return { ...ratioOf(rows), plain: means[0] / means[1] };
    });
    const spread = new Running();
    for (const { mean } of repeats) spread.add(mean);

    it('has less than half of the bias of the plain ratio', () => {
      const plain = meanOf(repeats.map((repeat) => repeat.plain)) / truth - 1;
      const bias = spread.mean / truth - 1;
      expect(plain).toBeGreaterThan(0.08);
      expect(Math.abs(bias)).toBeLessThan(plain / 2);
    });

    it('spreads by 0.8 to 1.1 claimed errors, of which two cover nine repeats in ten', () => {
      const claimed = meanOf(repeats.map(({ standardError }) => standardError));
      const ratio = Math.sqrt(spread.variance) / claimed;
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.1);
      const covered = repeats.filter(({ mean, standardError }) => Math.abs(mean - truth) < 2 * standardError).length;
      expect(covered / repeats.length).toBeGreaterThan(0.88);
    });
  });
});
