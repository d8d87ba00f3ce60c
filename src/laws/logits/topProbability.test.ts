import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { topProbability } from './topProbability.ts';

describe('the mean probability of the favourite class', () => {
  it.each([0.01, 0.9, 1.1, 4, 400])('of two classes at variance %d is that of the line integral', (q) => {
    let mean = 0;
    const step = 0.1 / Math.max(1, Math.sqrt(q));
    // Half of it: the integrand has a kink at 0.
    for (let z = step / 2; z < 10; z += step) {
      mean += (2 * step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / (1 + Math.exp(-Math.sqrt(2 * q) * z));
    }
    expect(topProbability(2, q)).toBeCloseTo(mean, 3);
  });

  it.each([
    [3, 2],
    [10, 0.3],
    [10, 2],
    [10, 1000],
    [100, 1],
  ])('of %d classes at variance %d agrees with 100,000 draws', (classes, q) => {
    const random = seededRandom(classes + q);
    let [sum, squares] = [0, 0];
    const draws = 1e6 / classes;
    for (let i = 0; i < draws; i++) {
      const logits = Array.from({ length: classes }, () => Math.sqrt(q) * random.normal());
      const top = Math.max(...logits);
      const p = 1 / logits.reduce((total, f) => total + Math.exp(f - top), 0);
      sum += p;
      squares += p * p;
    }
    const mean = sum / draws;
    const error = Math.sqrt((squares / draws - mean ** 2) / draws);
    expect(Math.abs(topProbability(classes, q) - mean)).toBeLessThan(4 * error);
  });

  it('lies between 1/K and 1', () => {
    expect(topProbability(10, 0)).toBe(0.1);
    expect(topProbability(10, 1e-8)).toBeCloseTo(0.1, 4);
    expect(topProbability(10, 1e10)).toBeCloseTo(1, 4);
    expect(topProbability(10, Infinity)).toBe(1);
  });
});
