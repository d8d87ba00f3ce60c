import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { agreement } from '../agreement.ts';
import { lossSpread } from '../logits/lossSpread.ts';
import { softmaxLaw } from '../logits/softmaxLaw.ts';
import { sampledAgreement } from './sampledAgreement.ts';

describe('the agreement of sampled guesses', () => {
  it.each([
    [2, 0.3],
    [10, 1],
    [10, 5],
    [100, 2],
  ])('of %i classes at one point is E Σ p² (variance %f)', (classes, variance) => {
    expect(sampledAgreement(classes, variance, 0)).toBeCloseTo(softmaxLaw(classes, variance).collision, 8);
  });

  it('is fair without shared part, and without variance', () => {
    expect(sampledAgreement(10, 0, 3)).toBeCloseTo(0.1, 8);
    expect(sampledAgreement(7, 0, 0)).toBe(1 / 7);
  });

  it('of large logits is that of their largest', () => {
    expect(sampledAgreement(3, 2e4, 1e4)).toBeCloseTo(agreement(3, 1 / 3), 2);
  });

  it('is the slope of the covariance of the loss, with that of the mean logit', () => {
    const [classes, variance, h] = [5, 2, 0.02];
    const covariance = (cov: number) => {
      const logits = { classes, cov, spread: variance - cov };
      return lossSpread(logits, null, 1).value ** 2 + cov / classes;
    };
    const slope = (covariance(1 + h) - covariance(1 - h)) / (2 * h);
    expect(Math.abs(slope - sampledAgreement(classes, 1, 1)!)).toBeLessThan(2e-3);
  });

  it('is that of drawn logits', () => {
    const [classes, cov, spread, draws] = [4, 1.5, 0.8, 100_000];
    const random = seededRandom(2);
    const softmax = (logits: number[]) => {
      const e = logits.map(Math.exp);
      const total = e.reduce((sum, x) => sum + x);
      return e.map((x) => x / total);
    };
    let [sum, squares] = [0, 0];
    for (let n = 0; n < draws; n++) {
      const shared = Array.from({ length: classes }, () => Math.sqrt(cov) * random.normal());
      const [p, other] = [0, 1].map(() => softmax(shared.map((m) => m + Math.sqrt(spread) * random.normal())));
      const same = p.reduce((total, x, k) => total + x * other[k], 0);
      sum += same / draws;
      squares += same ** 2 / draws;
    }
    const error = Math.sqrt((squares - sum ** 2) / draws);
    expect(Math.abs(sum - sampledAgreement(classes, cov, spread)!)).toBeLessThan(4 * error);
  });
});
