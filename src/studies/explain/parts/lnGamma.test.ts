import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../numerics/sampling/seeded.ts';
import { lnRatio, lnRatioOnDraws } from './lnGamma.ts';
import type { Seen } from './variants.ts';

const value = (mean: number, standardError = 0) => ({ mean, standardError });

describe('the logarithm of a ratio of two bias ratios', () => {
  it('has the relative errors of both', () => {
    expect(lnRatio(value(Math.E), value(1))).toEqual(value(1));
    const { mean, standardError } = lnRatio(value(2, 0.06), value(4, 0.16))!;
    expect([mean, standardError]).toEqual([Math.log(0.5), Math.hypot(0.03, 0.04)]);
  });

  it('is not formed where a bias is negligible, noise, or infinite', () => {
    for (const none of [value(0), value(-0.1), value(0.001), value(0.5, 0.3), value(Infinity)]) {
      expect(lnRatio(none, value(1))).toBeNull();
      expect(lnRatio(value(1), none)).toBeNull();
    }
  });

  it('has on the same draws the error of what differs, as it scatters', () => {
    const { normal } = seededRandom(3);
    const measure = () => {
      const draws: Seen[] = [];
      const others: Seen[] = [];
      for (let i = 0; i < 40; i++) {
        const shared = 0.5 + 0.1 * normal();
        const [first, second] = [shared, shared / 2 + 0.02 * normal()];
        for (const [list, c] of [
          [draws, first],
          [others, second],
        ] as const) {
          list.push({ agreement: 0.5, maxFraction: 0.5, correlation: c, complement: 1 - c });
        }
      }
      return lnRatioOnDraws(draws, others)!;
    };
    const runs = Array.from({ length: 200 }, measure);
    const mean = runs.reduce((sum, run) => sum + run.mean, 0) / runs.length;
    const scatter = Math.sqrt(runs.reduce((sum, run) => sum + (run.mean - mean) ** 2, 0) / (runs.length - 1));
    const claimed = runs.reduce((sum, run) => sum + run.standardError, 0) / runs.length;
    expect(mean).toBeCloseTo(Math.log(3), 1);
    expect(scatter / claimed).toBeGreaterThan(0.85);
    expect(scatter / claimed).toBeLessThan(1.15);
  });
});
