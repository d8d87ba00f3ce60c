import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { binaryLaw } from '../binaryLaw.ts';
import { finiteBinaryLaw } from '../finiteBinaryLaw.ts';
import { labelLaw } from './labelLaw.ts';

describe('the law of a label', () => {
  it('without a bias is that of two classes', () => {
    const { yes, agreement, favourite } = labelLaw({ cov: 3, spread: 1, bias: 0 }, null, 1);
    const law = binaryLaw(3);
    expect(yes).toBe(0.5);
    expect(agreement).toBeCloseTo(2 * (law.variance + 0.25), 12);
    expect(favourite.value).toBeCloseTo(law.maxFraction, 12);
    expect(labelLaw({ cov: 3, spread: 1, bias: 0 }, 50, 1).favourite.value).toBe(finiteBinaryLaw(50, 3).maxFraction);
  });

  it.each([
    [1, 0.5, 0.4],
    [0, 1, -2.5],
    [4, 0.3, -1],
  ])('is that of drawn networks (cov %f, spread %f, bias %f)', (cov, spread, bias) => {
    const random = seededRandom(9);
    const [networks, points] = [4000, 300];
    const sums = { yes: 0, favourite: 0, constant: 0 };
    for (let n = 0; n < networks; n++) {
      const centre = Math.sqrt(cov) * random.normal() + bias;
      let count = 0;
      for (let i = 0; i < points; i++) if (centre + Math.sqrt(spread) * random.normal() > 0) count++;
      sums.yes += count / points / networks;
      sums.favourite += Math.max(count, points - count) / points / networks;
      if (Math.max(count, points - count) / points >= 0.99) sums.constant += 1 / networks;
    }
    const law = labelLaw({ cov, spread, bias }, points, 2);
    const within = (found: number, expected: number, error: number) =>
      expect(Math.abs(found - expected)).toBeLessThan(4 * error);
    within(sums.yes, law.yes, 0.5 / Math.sqrt(networks));
    within(sums.favourite, law.favourite.value, Math.hypot(law.favourite.error, 0.2 / Math.sqrt(networks)));
    within(sums.constant, law.constant.value, Math.hypot(law.constant.error, 0.5 / Math.sqrt(networks)));
    // Infinitely many points have a smaller favourite than few.
    expect(labelLaw({ cov, spread, bias }, null, 2).favourite.value).toBeLessThan(law.favourite.value + 0.01);
  });

  it('without variance is decided by the bias, and an output of 0 gives no label', () => {
    for (const [bias, yes] of [
      [0.1, 1],
      [0, 0],
      [-1, 0],
    ]) {
      expect(labelLaw({ cov: 0, spread: 0, bias }, null, 1)).toMatchObject({
        yes,
        agreement: 1,
        constant: { value: 1 },
      });
    }
  });
});
