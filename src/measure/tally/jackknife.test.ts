import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { Running } from './estimate.ts';
import { jackknife, rootOfMean } from './jackknife.ts';

describe('the jackknife of a function of means', () => {
  const { normal } = seededRandom(1);
  const shared = Array.from({ length: 200 }, normal);
  const columns = [shared.map((x) => 3 + x + normal()), shared.map((x) => 5 + x)];

  it('gives a mean its usual error', () => {
    const usual = new Running();
    for (const value of columns[0]) usual.add(value);
    const { mean, standardError } = jackknife([columns[0]], ([x]) => x);
    expect(mean).toBeCloseTo(usual.mean, 14);
    expect(standardError).toBeCloseTo(usual.standardError, 12);
  });

  it('gives a ratio of means the error of the delta method, up to what that leaves out', () => {
    const residual = new Running();
    const { mean, standardError } = jackknife(columns, ([top, bottom]) => top / bottom);
    for (const [i, top] of columns[0].entries()) residual.add((top - mean * columns[1][i]) / 5);
    expect(standardError / residual.standardError).toBeCloseTo(1, 1);
  });

  it('knows that what varies together cancels', () => {
    expect(jackknife(columns, ([, x]) => (2 * x) / x).standardError).toBeCloseTo(0, 12);
  });

  it('has no error of equal draws, and an infinite one where nothing is known of it', () => {
    expect(jackknife([[0.1, 0.1, 0.1]], ([x]) => Math.sqrt(x))).toEqual({ mean: Math.sqrt(0.1), standardError: 0 });
    expect(jackknife([[2]], ([x]) => x)).toEqual({ mean: 2, standardError: Infinity });
    expect(jackknife([[0, 2]], ([x]) => 1 / x)).toEqual({ mean: 1, standardError: Infinity });
  });
});

describe('the root of a mean', () => {
  it('has the error Δσ = Δσ²/2σ of many draws', () => {
    const { normal } = seededRandom(2);
    const squares = Array.from({ length: 4000 }, () => normal() ** 2);
    const running = new Running();
    for (const square of squares) running.add(square);
    const { mean, standardError } = rootOfMean(squares);
    expect(mean).toBeCloseTo(Math.sqrt(running.mean), 14);
    expect(standardError / (running.standardError / (2 * mean))).toBeCloseTo(1, 3);
  });

  /** Over 2,000 repeats the spread is uncertain by 2 %, and the share that two errors cover by 0.6 %. */
  it('of ten draws spreads by 0.9 to 1.15 claimed errors, of which two cover nine repeats in ten', () => {
    const { normal } = seededRandom(3);
    const repeats = Array.from({ length: 2000 }, () =>
      rootOfMean(Array.from({ length: 10 }, () => (normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4)),
    );
    const [spread, claimed] = [new Running(), new Running()];
    for (const { mean, standardError } of repeats) {
      spread.add(mean);
      claimed.add(standardError);
    }
    const ratio = Math.sqrt(spread.variance) / claimed.mean;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.15);
    const covered = repeats.filter(({ mean, standardError }) => Math.abs(mean - 1) < 2 * standardError).length;
    expect(covered / repeats.length).toBeGreaterThan(0.88);
  });
});
