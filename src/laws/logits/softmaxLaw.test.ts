import { describe, expect, it } from 'vitest';
import golden from '../../../checks/golden-2.json' with { type: 'json' };
import { expectedMaximum } from '../expectedMaximum.ts';
import { EULER, softmaxLaw } from './softmaxLaw.ts';

describe('the expected loss of Gaussian logits', () => {
  it.each(golden.loss_step0)('of $K classes at variance $q has its golden value', ({ K, q, ce }) => {
    expect(Math.abs(softmaxLaw(K, q).loss / ce - 1)).toBeLessThan(1e-11);
  });

  it('is ln K + (q/2)(1 − 1/K) for small logits, and √q times the largest of K normals for large ones', () => {
    expect(softmaxLaw(10, 1e-6).loss).toBeCloseTo(Math.log(10) + 0.45e-6, 11);
    expect(softmaxLaw(10, 1e12).loss / 1e6).toBeCloseTo(expectedMaximum(10), 5);
  });

  it('of equal logits is ln K, of infinite ones infinite', () => {
    expect(softmaxLaw(7, 0)).toEqual({
      loss: Math.log(7),
      entropy: Math.log(7),
      collision: 1 / 7,
      logSumVariance: 0,
    });
    expect(softmaxLaw(7, Infinity).loss).toBe(Infinity);
    expect(() => softmaxLaw(7, -1)).toThrow(RangeError);
  });

  it('goes on smoothly where one formula of the transform takes over from the other', () => {
    for (const field of ['loss', 'entropy', 'collision', 'logSumVariance'] as const) {
      const [below, at, above] = [1 - 1e-4, 1, 1 + 1e-4].map((q) => softmaxLaw(10, q)[field]);
      expect(Math.abs(above - 2 * at + below)).toBeLessThan(1e-8);
    }
  });

  it('of two classes has entropy, collision and variance as line integrals say', () => {
    const q = 1.7;
    const sum = (f: (gap: number) => number) => {
      let total = 0;
      for (let j = -400; j <= 400; j++) {
        const z = j / 40;
        total += (f(Math.sqrt(2 * q) * z) * Math.exp((-z * z) / 2)) / 40 / Math.sqrt(2 * Math.PI);
      }
      return total;
    };
    const p = (gap: number) => 1 / (1 + Math.exp(-gap));
    const { loss, entropy, collision, logSumVariance } = softmaxLaw(2, q);
    const softplus = (gap: number) => Math.log1p(Math.exp(gap));
    expect(loss).toBeCloseTo(sum(softplus), 12);
    expect(entropy).toBeCloseTo(
      sum((gap) => -p(gap) * Math.log(p(gap)) - p(-gap) * Math.log(p(-gap))),
      12,
    );
    expect(collision).toBeCloseTo(
      sum((gap) => p(gap) ** 2 + p(-gap) ** 2),
      12,
    );
    // log Σ e^f is the mean of both logits, of variance q/2, and what depends on their gap.
    const even = (gap: number) => softplus(gap) - gap / 2;
    expect(logSumVariance).toBeCloseTo(q / 2 + sum((gap) => even(gap) ** 2) - loss ** 2, 11);
  });

  it('knows the mean of the logarithm of an exponential variable', () => {
    let mean = 0;
    for (let y = -60; y < 5; y += 0.1) mean += 0.1 * y * Math.exp(y - Math.exp(y));
    expect(mean).toBeCloseTo(-EULER, 13);
  });
});
