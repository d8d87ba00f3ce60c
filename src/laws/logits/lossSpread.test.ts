import { describe, expect, it } from 'vitest';
import golden from '../../../checks/golden-2.json' with { type: 'json' };
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { lossSpread } from './lossSpread.ts';

describe('the spread of the loss over initialisations', () => {
  it.each(golden.cov_logsumexp)('of $K classes, variance $q, correlation $c has its golden value', (row) => {
    const { K, q, c, cov } = row;
    const { value, error } = lossSpread({ classes: K, cov: q * c, spread: q * (1 - c) }, null, 1);
    expect(error).toBe(0);
    expect(Math.abs(value / Math.sqrt(cov - (q * c) / K) - 1)).toBeLessThan(1e-5);
  });

  it('of two classes on ten points is that of line integrals', () => {
    expect(lossSpread({ classes: 2, cov: 1, spread: 1 }, null, 1).value).toBeCloseTo(0.2149764483, 6);
    expect(lossSpread({ classes: 2, cov: 1, spread: 1 }, 10, 1).value).toBeCloseTo(0.2461099976, 6);
  });

  it('of small logits is cov √((K − 1)/2)/K', () => {
    const cov = 1e-6;
    const { value, error } = lossSpread({ classes: 10, cov, spread: 1e-9 }, null, 3);
    expect(Math.abs(value - (cov * Math.sqrt(4.5)) / 10)).toBeLessThan(4 * error + 1e-5 * value);
    expect(lossSpread({ classes: 10, cov: 0, spread: 1 }, null, 1)).toEqual({ value: 0, error: 0 });
  });

  it.each([
    { classes: 10, cov: 0.005, spread: 0.5 },
    { classes: 10, cov: 400, spread: 0.2 },
    { classes: 3, cov: 1e4, spread: 100 },
  ])('sampled for $classes classes, cov $cov, spread $spread agrees with networks', ({ classes, cov, spread }) => {
    const points = 20;
    const random = seededRandom(7);
    const losses = Array.from({ length: 20_000 }, () => {
      const centres = Array.from({ length: classes }, () => Math.sqrt(cov) * random.normal());
      let loss = 0;
      for (let i = 0; i < points; i++) {
        const f = centres.map((a) => a + Math.sqrt(spread) * random.normal());
        const top = Math.max(...f);
        loss +=
          top + Math.log(f.reduce((sum, x) => sum + Math.exp(x - top), 0)) - f.reduce((sum, x) => sum + x) / classes;
      }
      return loss / points;
    });
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const squares = losses.map((loss) => (loss - mean) ** 2);
    const variance = squares.reduce((sum, square) => sum + square, 0) / squares.length;
    const scatter = squares.reduce((sum, square) => sum + (square - variance) ** 2, 0) / squares.length;
    const ownError = Math.sqrt(scatter / squares.length / variance) / 2;
    const { value, error } = lossSpread({ classes, cov, spread }, points, 5);
    expect(Math.abs(value - Math.sqrt(variance))).toBeLessThan(4 * Math.hypot(error, ownError));
  });
});
