import { describe, expect, it } from 'vitest';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { LossSampler } from './lossSampler.ts';

const [CLASSES, POINTS] = [10, 7];
const { normal } = seededRandom(2);

function sampled(variance: number): LossSampler {
  const sampler = new LossSampler(CLASSES, { variances: new Float64Array(POINTS).fill(variance) });
  for (let batch = 0; batch < 40; batch++) {
    for (let i = 0; i < 8; i++) sampler.add(Float64Array.from({ length: CLASSES * POINTS }, normal));
    sampler.endBatch();
  }
  return sampler;
}

describe('the spread of the loss over sampled networks', () => {
  it('is exactly 0 where outputs have no variance, without an error of rounding', () => {
    expect(sampled(0).spread()).toEqual({ value: 0, error: 0 });
  });

  it('of few small logits is that of the mean over points', () => {
    // log Σ e^f − f̄ is log K + (mean of f² − f̄²)/2, of variance q²/2 · (K − 1)/K² a point.
    const variance = 0.01;
    const { value, error } = sampled(variance).spread();
    const expected = (variance * Math.sqrt((CLASSES - 1) / 2)) / CLASSES / Math.sqrt(POINTS);
    expect(error).toBeGreaterThan(0);
    expect(Math.abs(value - expected)).toBeLessThan(4 * error);
  });
});
