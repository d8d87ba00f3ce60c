import { describe, expect, it } from 'vitest';
import { drawCounts } from './discreteSampler.ts';
import { seededRandom } from './seeded.ts';

describe('the discrete sampler', () => {
  it('draws every index as often as its probability says, whatever the scale of the probabilities', () => {
    const weights = [0, 5, 1, 0.01, 20, 3, 3];
    const total = weights.reduce((sum, w) => sum + w, 0);
    const draws = 400_000;
    const counts = drawCounts(weights, draws, seededRandom(1));
    weights.forEach((weight, i) => {
      const p = weight / total;
      expect(Math.abs(counts[i] - p * draws)).toBeLessThanOrEqual(4 * Math.sqrt(draws * p * (1 - p)));
    });
  });

  it('knows only one answer to a law of one point', () => {
    expect([...drawCounts([0, 1, 0], 50, seededRandom(1))]).toEqual([0, 50, 0]);
  });
});
