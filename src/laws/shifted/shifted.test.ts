import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { agreement } from '../agreement.ts';
import { guessLaw } from '../guessLaw.ts';
import { sameSign, shiftedAgreement } from './shiftedAgreement.ts';
import { expectedShares, shiftedGuessLaw } from './shiftedGuessLaw.ts';

describe('the agreement of outputs with means', () => {
  it.each([2, 3, 10, 40])('of %i equal means is A_K', (classes) => {
    for (const complement of [0.001, 0.3, 1, 1.6]) {
      const means = new Array(classes).fill(0.7);
      const other = new Array(classes).fill(-2);
      expect(shiftedAgreement(means, other, complement)).toBeCloseTo(agreement(classes, complement), 11);
    }
  });

  it('of two classes is that of a third one that is never the largest', () => {
    for (const complement of [0.05, 0.6]) {
      const two = shiftedAgreement([0, 0.4], [0, 0.9], complement);
      expect(shiftedAgreement([0, 0.4, -60], [0, 0.9, -60], complement)).toBeCloseTo(two!, 11);
    }
  });

  it('of independent outputs is Σ of squared shares', () => {
    const means = [0.5, 0, -0.3, 1.2];
    const shares = expectedShares(means, 1);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    const squares = shares.reduce((sum, share) => sum + share * share, 0);
    expect(shiftedAgreement(means, means, 1)).toBeCloseTo(squares, 11);
  });

  it('has its limits at correlations of 1 and −1', () => {
    expect(sameSign(0.3, 0.3, 0)).toBeCloseTo(1, 14);
    expect(sameSign(0, 0, 2)).toBeCloseTo(0, 14);
    expect(sameSign(0.3, 0.3, 1e-13)).toBeCloseTo(1, 6);
  });

  it('is that of drawn outputs, with means that differ from point to point', () => {
    const random = seededRandom(3);
    const [first, second, c] = [[0, 0.6, -0.4], [0.2, 1.1, -0.2], 0.5];
    const draws = 200_000;
    let same = 0;
    for (let n = 0; n < draws; n++) {
      const pairs = first.map((mean, k) => {
        const u = random.normal();
        return [u + mean, c * u + Math.sqrt(1 - c * c) * random.normal() + second[k]];
      });
      const top = (at: number) => pairs.reduce((best, pair, k) => (pair[at] > pairs[best][at] ? k : best), 0);
      if (top(0) === top(1)) same++;
    }
    const expected = shiftedAgreement(first, second, 1 - c)!;
    expect(Math.abs(same / draws - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / draws));
  });

  it('leaves more different means than the integral can take to draws', () => {
    const means = Array.from({ length: 20 }, (_, k) => k / 10);
    expect(shiftedAgreement(means, means, 0.5)).toBeUndefined();
    const { agreement: drawn } = shiftedGuessLaw({ cov: 1, spread: 1, means }, null, 1);
    expect(drawn.error).toBeGreaterThan(0);
  });
});

describe('the guess law of outputs with means', () => {
  it('without means is the guess law', () => {
    const law = guessLaw(5, 2);
    const found = shiftedGuessLaw({ cov: 2, spread: 1, means: [0, 0, 0, 0, 0] }, null, 1);
    expect(found.agreement.value).toBeCloseTo(law.agreement, 11);
    expect(Math.abs(found.maxFraction.value - law.maxFraction)).toBeLessThan(4 * found.maxFraction.error);
    expect(found.shares[2]).toBeCloseTo(0.2, 12);
  });

  it('sends all points to the class of the largest mean where nothing else differs', () => {
    const { agreement: same, maxFraction, shares } = shiftedGuessLaw({ cov: 1, spread: 1, means: [0, 90, 0] }, 50, 1);
    expect(same.value).toBeCloseTo(1, 12);
    expect(maxFraction.value).toBe(1);
    expect(shares[1]).toBeCloseTo(1, 12);
  });

  it('gives few points a larger favourite than many', () => {
    const outputs = { cov: 0.2, spread: 1, means: [0, 0.1, 0.2] };
    const few = shiftedGuessLaw(outputs, 10, 1).maxFraction;
    const many = shiftedGuessLaw(outputs, null, 1).maxFraction;
    expect(few.value - many.value).toBeGreaterThan(0.05);
  });
});
