import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GaussianProcessGuesses } from './gaussianProcess.ts';
import { impossibleLaw, maxFractionBounds } from './lawBounds.ts';

function drawn(agreement: number, exactAgreement: number, maxFraction: number): GaussianProcessGuesses {
  const estimate = (value: number) => ({ value, error: 0.0003 });
  const none = { fractions: new Float64Array(), networks: 0, agreementError: 0 };
  return { ...none, agreement: estimate(agreement), exactAgreement, maxFraction: estimate(maxFraction) };
}

describe('the bounds of the largest fraction', () => {
  it('hold for any guesses', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 8 }), (counts) => {
        const points = counts.reduce((sum, n) => sum + n, 0);
        fc.pre(points > 0);
        const fractions = counts.map((n) => n / points);
        const largest = Math.max(...fractions);
        const { least, most } = maxFractionBounds(
          counts.length,
          fractions.reduce((sum, g) => sum + g * g, 0),
        );
        expect(largest).toBeGreaterThanOrEqual(least - 1e-12);
        expect(largest).toBeLessThanOrEqual(most + 1e-12);
      }),
    );
  });

  it('of two classes are those of the agreement, ½ + ½√(2A − 1)', () => {
    expect(maxFractionBounds(2, 0.7138).most).toBeCloseTo(0.827, 3);
    expect(maxFractionBounds(2, 0.5)).toEqual({ least: 0.5, most: 0.5 });
    expect(maxFractionBounds(7, 1)).toEqual({ least: 1, most: 1 });
  });
});

describe('the law of drawn networks', () => {
  it('is possible where its agreement is the exact one and its largest fraction within the bounds', () => {
    expect(impossibleLaw(drawn(0.7141, 0.7138, 0.8), 2, 10_000)).toBeUndefined();
  });

  it('is refused with a largest fraction that its agreement does not allow, or another agreement', () => {
    expect(impossibleLaw(drawn(0.7138, 0.7138, 0.877), 2, 289)).toEqual({
      reason: expect.stringMatching(/^no law of the guesses: .* 0\.714 where 0\.714 is exact, .* 0\.877; measure it$/),
    });
    expect(impossibleLaw(drawn(0.74, 0.7138, 0.8), 2, 289)).toBeDefined();
  });
});
