import { describe, expect, it } from 'vitest';
import { pairCount, pairIndex } from '../kernel/packedPairs.ts';
import { agreement } from './agreement.ts';
import { gaussianProcessGuesses } from './gaussianProcess.ts';
import { guessLaw } from './guessLaw.ts';

/** Points that all correlate alike. */
function exchangeable(points: number, complement: number): Float64Array {
  return new Float64Array(pairCount(points)).fill(complement);
}

describe('drawing the network as a Gaussian process', () => {
  it('samples the agreement that is known exactly', () => {
    const guesses = gaussianProcessGuesses(exchangeable(60, 0.4), 60, 7, { draws: 2000, seed: 5 });
    expect(guesses.exactAgreement).toBeCloseTo(agreement(7, 0.4), 10);
    const { value, error } = guesses.agreement;
    expect(error).toBeLessThan(0.01);
    expect(Math.abs(value - guesses.exactAgreement)).toBeLessThan(4 * error);
  });

  it('finds the largest fraction of the exchangeable law on many points', () => {
    const { value, error } = gaussianProcessGuesses(exchangeable(1200, 0.4), 1200, 3, { draws: 200 }).maxFraction;
    expect(error).toBeLessThan(0.005);
    expect(Math.abs(value - guessLaw(3, 1.5).maxFraction)).toBeLessThan(4 * error + 1e-3);
  });

  it('is more precise for knowing the agreement', () => {
    const { maxFraction, fractions, draws, classes } = gaussianProcessGuesses(exchangeable(90, 0.5), 90, 10);
    const largest = Array.from({ length: draws }, (_, d) =>
      Math.max(...fractions.subarray(d * classes, (d + 1) * classes)),
    );
    const mean = largest.reduce((sum, x) => sum + x, 0) / draws;
    const plain = Math.sqrt(largest.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / draws;
    expect(maxFraction.error).toBeLessThan(0.4 * plain);
  });

  it('gives every draw fractions that sum to 1, the same for the same seed', () => {
    const draw = (seed: number) => gaussianProcessGuesses(exchangeable(30, 0.9), 30, 4, { draws: 7, seed }).fractions;
    const fractions = draw(3);
    for (let d = 0; d < 7; d++) {
      expect(fractions.subarray(4 * d, 4 * d + 4).reduce((sum, g) => sum + g, 0)).toBeCloseTo(1, 12);
    }
    expect(draw(3)).toEqual(fractions);
    expect(draw(4)).not.toEqual(fractions);
  });

  it('gives duplicates the same guess', () => {
    const complements = exchangeable(3, 1);
    complements[pairIndex(3, 0, 2)] = 0;
    const { fractions } = gaussianProcessGuesses(complements, 3, 5, { draws: 100 });
    expect(fractions.every((g) => [0, 1, 2, 3].some((n) => Math.abs(g - n / 3) < 1e-12))).toBe(true);
    for (let d = 0; d < 100; d++) expect(Math.max(...fractions.subarray(5 * d, 5 * d + 5))).toBeGreaterThan(0.6);
  });
});
