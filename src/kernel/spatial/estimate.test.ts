import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { ringEstimate } from './estimate.ts';

describe('the error of a mean over pairs on a ring', () => {
  it('is the scatter of such means, for values that depend on both images and on the pair', () => {
    const images = 40;
    const pairs = [1, 3, 7].flatMap((step) =>
      Array.from({ length: images }, (_, i) => ({ first: i, second: (i + step) % images })),
    );
    const { normal } = seededRandom(11);
    const draws = Array.from({ length: 400 }, () => {
      const effects = Array.from({ length: images }, normal);
      const values = pairs.map(({ first, second }) => effects[first] + effects[second] + normal());
      return ringEstimate(Float64Array.from(values), pairs, images);
    });
    const scatter = Math.sqrt(draws.reduce((sum, { value }) => sum + value ** 2, 0) / draws.length);
    const error = Math.sqrt(draws.reduce((sum, draw) => sum + draw.error ** 2, 0) / draws.length);
    expect(error / scatter).toBeGreaterThan(0.88);
    expect(error / scatter).toBeLessThan(1.12);
  });
});
