import { describe, expect, it } from 'vitest';
import { expectedPredictions } from './expectedPredictions.ts';
import { softmaxLaw } from './softmaxLaw.ts';
import { topProbability } from './topProbability.ts';

describe('expected predictions for many variances', () => {
  it.each([
    [10, 0.5, 1.5],
    [10, 0.3, 30],
    [2, 1e-3, 1e3],
    [100, 5, 5.1],
  ])('of %d classes between %d and %d are those of each', (classes, from, to) => {
    const variances = Float64Array.from({ length: 200 }, (_, i) => from * (to / from) ** (i / 199));
    const found = expectedPredictions(classes, variances);
    for (let i = 1; i < 200; i += 33) {
      const { loss, entropy } = softmaxLaw(classes, variances[i]);
      expect(Math.abs(found[i].loss - loss)).toBeLessThan(1e-8);
      expect(Math.abs(found[i].entropy - entropy)).toBeLessThan(1e-8);
      expect(Math.abs(found[i].topProbability - topProbability(classes, variances[i]))).toBeLessThan(1e-8);
    }
  });

  it('of equal and of zero variances are exact', () => {
    const [zero, one] = expectedPredictions(10, Float64Array.of(0, 2));
    expect(zero.loss).toBe(Math.log(10));
    expect(one.loss).toBe(softmaxLaw(10, 2).loss);
  });
});
