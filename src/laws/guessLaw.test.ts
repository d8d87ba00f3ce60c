import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { controlledMean } from '../numerics/sampling/controlVariates.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { expectedEntropy } from './entropy.ts';
import { guessLaw } from './guessLaw.ts';

describe('the guess law of K classes', () => {
  it.each(golden.kclass)('at K = $K, γ = $gamma has its golden moments', ({ K, gamma, A, varG, Emax }) => {
    const law = guessLaw(K, gamma);
    expect(law.agreement / A).toBeCloseTo(1, 11);
    expect(law.maxFraction / Emax).toBeCloseTo(1, 11);
    expect(law.sd ** 2 / varG).toBeCloseTo(1, 10);
  });

  it.each(Object.entries(golden['G_given_m m=[0.5,-0.3,1.2,0.1]']))(
    'at γ = %s shares the inputs as arbitrary precision does',
    (gamma, fractions) => {
      guessLaw(4, Number(gamma))
        .fractionsGiven([0.5, -0.3, 1.2, 0.1])
        .forEach((fraction, c) => {
          expect(Math.abs(fraction - Number(fractions[c]))).toBeLessThan(1e-15);
        });
    },
  );

  it.each([2, 3, 10, 30, 100, 1000])('shares out all inputs among %i classes, whatever the bias', (classes) => {
    const random = seededRandom(classes);
    for (const gamma of [0, 0.1, 1, 10, 1e6, Number.POSITIVE_INFINITY]) {
      const total = guessLaw(classes, gamma)
        .sample(random)
        .reduce((sum, g) => sum + g, 0);
      expect(Math.abs(total - 1)).toBeLessThan(1e-10);
    }
  });

  it('has sampled fractions with the mean agreement and mean maximum it states', () => {
    const law = guessLaw(10, 0.8);
    const random = seededRandom(1);
    const samples = Array.from({ length: 3000 }, () => law.sample(random));
    const agreements = Float64Array.from(samples, (g) => g.reduce((sum, x) => sum + x * x, 0));
    const maxima = Float64Array.from(samples, (g) => Math.max(...g));
    expectWithinErrors(controlledMean(agreements, []), law.agreement);
    expectWithinErrors(controlledMean(maxima, []), law.maxFraction);
  });

  it('is fair without bias and sends all inputs to one class when the bias is infinite', () => {
    expect(guessLaw(10, 0).maxFraction).toBeCloseTo(0.1, 13);
    expect(guessLaw(10, 0).sd).toBeLessThan(1e-7);
    expect(guessLaw(10, Number.POSITIVE_INFINITY)).toMatchObject({
      agreement: 1,
      maxFraction: 1,
      sd: expect.closeTo(0.3, 15),
    });
  });
});

describe('the expected entropy', () => {
  it.each(golden.kclass.filter(({ K }) => K <= 3))('at K = $K, γ = $gamma is a quadrature', ({ K, gamma, entropy }) => {
    expect(expectedEntropy(K, gamma)).toEqual({ value: expect.closeTo(entropy, 12), error: 0 });
  });

  it.each(golden.kclass.filter(({ K }) => K === 10))('at K = $K, γ = $gamma is sampled to 3e−4', (row) => {
    const { value, error } = expectedEntropy(row.K, row.gamma);
    expect(error).toBeLessThan(3e-4);
    expect(Math.abs(value - row.entropy)).toBeLessThan(4 * Math.hypot(error, row.entropy_err));
  });

  it('meets the golden value of a thousand classes within the errors of both', () => {
    for (const row of golden.kclass.filter(({ K, gamma }) => K === 1000 && (gamma === 0.01 || gamma === 4))) {
      const { value, error } = expectedEntropy(row.K, row.gamma, { draws: 50 });
      expect(Math.abs(value - row.entropy)).toBeLessThan(4 * Math.hypot(error, row.entropy_err));
    }
  });

  it('is log K without bias, 0 at infinite bias, and continues smoothly where near-ties become too rare to draw', () => {
    expect(expectedEntropy(10, 0)).toEqual({ value: Math.log(10), error: 0 });
    expect(expectedEntropy(10, Number.POSITIVE_INFINITY)).toEqual({ value: 0, error: 0 });
    const [near, far] = [0.9e5, 1.1e5].map((gamma) => Math.sqrt(gamma) * expectedEntropy(3, gamma).value);
    expect(near / far).toBeCloseTo(1, 4);
    expect(expectedEntropy(3, 1e12).error).toBeGreaterThan(0);
  });

  it('repeats itself for the same seed', () => {
    const options = { seed: 5, draws: 100 };
    expect(expectedEntropy(5, 1, options)).toEqual(expectedEntropy(5, 1, options));
    expect(expectedEntropy(5, 1, options)).not.toEqual(expectedEntropy(5, 1, { ...options, seed: 6 }));
  });
});

function expectWithinErrors({ value, error }: { value: number; error: number }, truth: number) {
  expect(Math.abs(value - truth)).toBeLessThan(4 * error);
}
