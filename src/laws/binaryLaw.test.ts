import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { binaryLaw } from './binaryLaw.ts';

describe('the guess law of two classes', () => {
  it.each(Object.values(golden.binary))('at γ = $gamma has its golden values', (row) => {
    const law = binaryLaw(Number(row.gamma));
    expectRelative(law.variance, row.var);
    expectRelative(law.agreement, row.agree);
    expectRelative(law.maxFraction, row.Emax);
    expectRelative(law.entropy, row.entropy);
    for (const [g, density] of Object.entries(row.pdf)) expectRelative(law.density(Number(g)), density);
    for (const [g, probability] of Object.entries(row.cdf)) expectRelative(law.cdf(Number(g)), probability);
  });

  it('is uniform at γ = 1, with an entropy of exactly half a nat', () => {
    const law = binaryLaw(1);
    for (const g of [0, 0.1, 0.7, 1]) expect([law.density(g), law.cdf(g)]).toEqual([1, expect.closeTo(g, 15)]);
    expect(law.entropy).toBeCloseTo(0.5, 14);
  });

  it('is a point at ½ without bias, and two points at 0 and 1 when the bias is infinite', () => {
    expect(binaryLaw(0)).toMatchObject({ agreement: 0.5, maxFraction: 0.5, variance: 0 });
    expect(binaryLaw(0).entropy).toBeCloseTo(Math.LN2, 14);
    expect([0.49, 0.5].map(binaryLaw(0).cdf)).toEqual([0, 1]);
    const certain = binaryLaw(Number.POSITIVE_INFINITY);
    expect(certain).toMatchObject({ agreement: 1, maxFraction: 1, variance: 0.25, entropy: 0 });
    expect([-0.1, 0, 0.9, 1].map(certain.cdf)).toEqual([0, 0.5, 0.5, 1]);
    expect([0.3, 0.7].map(certain.quantile)).toEqual([0, 1]);
  });

  it('nears both ends without a jump', () => {
    expect(binaryLaw(1e-9).entropy).toBeCloseTo(Math.LN2, 8);
    expect(binaryLaw(1e-9).variance * 2 * Math.PI).toBeCloseTo(1e-9, 17);
    expect(binaryLaw(1e16).maxFraction).toBeCloseTo(1, 8);
    expect(binaryLaw(1e16).entropy).toBeCloseTo(0, 7);
  });

  it('has a quantile that undoes its distribution function', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (gamma, g) => {
          const law = binaryLaw(gamma);
          expect(law.quantile(law.cdf(g))).toBeCloseTo(g, 10);
        },
      ),
      { seed: 1 },
    );
  });

  it('refuses a negative bias ratio: callers turn anticorrelated inputs into γ = 0', () => {
    expect(() => binaryLaw(-0.1)).toThrow(RangeError);
    expect(() => binaryLaw(Number.NaN)).toThrow(RangeError);
  });
});

function expectRelative(value: number, wanted: string) {
  expect(Math.abs(value / Number(wanted) - 1)).toBeLessThan(1e-12);
}
