import { describe, expect, it } from 'vitest';
import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { pairCount, pairIndex } from '../kernel/packedPairs.ts';
import { agreement } from '../laws/agreement.ts';
import { guessLaw } from '../laws/guessLaw.ts';
import { gaussianProcessGuesses } from './gaussianProcess.ts';

/** Points that all correlate alike. */
function exchangeable(points: number, complement: number): Float64Array {
  return new Float64Array(pairCount(points)).fill(complement);
}

describe('drawing the network as a Gaussian process', () => {
  it('samples the agreement that is known exactly', () => {
    const guesses = gaussianProcessGuesses(exchangeable(60, 0.4), 60, 7, { batches: 40, seed: 5 });
    expect(guesses.exactAgreement).toBeCloseTo(agreement(7, 0.4), 10);
    const { value, error } = guesses.agreement;
    expect(error).toBeLessThan(0.01);
    expect(Math.abs(value - guesses.exactAgreement)).toBeLessThan(4 * error);
  });

  it('finds the largest fraction of the exchangeable law on many points', () => {
    const { value, error } = gaussianProcessGuesses(exchangeable(1200, 0.4), 1200, 3, { batches: 10 }).maxFraction;
    expect(error).toBeLessThan(0.005);
    expect(Math.abs(value - guessLaw(3, 1.5).maxFraction)).toBeLessThan(4 * error + 1e-3);
  });

  it('is more precise than as many networks drawn alone', () => {
    const { maxFraction, fractions, networks } = gaussianProcessGuesses(exchangeable(90, 0.5), 90, 10);
    const largest = Array.from({ length: networks }, (_, n) => Math.max(...fractions.subarray(10 * n, 10 * n + 10)));
    const mean = largest.reduce((sum, x) => sum + x, 0) / networks;
    const scatter = Math.sqrt(largest.reduce((sum, x) => sum + (x - mean) ** 2, 0) / networks);
    // 30 batches of 50 outputs are 150 networks.
    expect(maxFraction.error).toBeLessThan((0.15 * scatter) / Math.sqrt(150));
  });

  it('states an error that its seeds scatter by', () => {
    const estimates = Array.from({ length: 40 }, (_, seed) =>
      gaussianProcessGuesses(exchangeable(40, 0.5), 40, 5, { seed, batches: 20 }),
    );
    const values = estimates.map(({ maxFraction }) => maxFraction.value);
    const mean = values.reduce((sum, x) => sum + x, 0) / 40;
    const scatter = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39;
    const stated = estimates.reduce((sum, { maxFraction }) => sum + maxFraction.error ** 2, 0) / 40;
    // Two variances of 39 and some 18 × 40 degrees of freedom: their ratio leaves this range once in 10,000 seeds.
    expect(scatter / stated).toBeGreaterThan(0.35);
    expect(scatter / stated).toBeLessThan(2.2);
  });

  it('gives every network fractions that sum to 1, the same for the same seed', () => {
    const draw = (seed: number) => gaussianProcessGuesses(exchangeable(30, 0.9), 30, 4, { batches: 3, seed }).fractions;
    const fractions = draw(3);
    for (let n = 0; n < fractions.length / 4; n++) {
      expect(fractions.subarray(4 * n, 4 * n + 4).reduce((sum, g) => sum + g, 0)).toBeCloseTo(1, 12);
    }
    expect(draw(3)).toEqual(fractions);
    expect(draw(4)).not.toEqual(fractions);
  });

  it('gives duplicates the same guess', () => {
    const complements = exchangeable(3, 1);
    complements[pairIndex(3, 0, 2)] = 0;
    const { fractions } = gaussianProcessGuesses(complements, 3, 5, { batches: 3 });
    expect(fractions.every((g) => [0, 1, 2, 3].some((n) => Math.abs(g - n / 3) < 1e-12))).toBe(true);
    for (let d = 0; d < 100; d++) expect(Math.max(...fractions.subarray(5 * d, 5 * d + 5))).toBeGreaterThan(0.6);
  });

  it.each([
    ['a circle', 2, (i: number) => [Math.cos(0.05 * i), Math.sin(0.05 * i)]],
    ['an arc', 2, (i: number) => [Math.cos(0.002 * i), Math.sin(0.002 * i)]],
    ['a line and its mirror image', 3, (i: number) => [i % 2 ? 1 : -1, (i % 2 ? 1 : -1) * 0.01 * i]],
    ['thirty points given four times', 4, (i: number) => [1, Math.sin(i % 30), Math.cos(3 * (i % 30))]],
  ])('has the exact agreement on points of low rank: %s', (_, classes, point) => {
    const points = 120;
    const rows = Array.from({ length: points }, (_, i) => point(i)).flat();
    const { complements } = DatasetState.fromPoints(Float64Array.from(rows), points, rows.length / points);
    const { agreement: sampled, exactAgreement } = gaussianProcessGuesses(complements, points, classes, { seed: 8 });
    expect(Math.abs(sampled.value - exactAgreement)).toBeLessThan(4 * sampled.error + 1e-3);
  });

  it('on an arc of small angle ψ gives two classes the boundary of a line: P(guesses differ) = ψ/π', () => {
    const points = 50;
    const rows = Array.from({ length: points }, (_, i) => [Math.cos(0.01 * i), Math.sin(0.01 * i)]).flat();
    const { complements } = DatasetState.fromPoints(Float64Array.from(rows), points, 2);
    const { maxFraction } = gaussianProcessGuesses(complements, points, 2, { seed: 9 });
    // The boundary falls between two neighbours with probability 0.01/π, after m points: E max = 1 − Σ min(m, N − m)/N · 0.01/π.
    let expected = 1;
    for (let m = 1; m < points; m++) expected -= ((Math.min(m, points - m) / points) * 0.01) / Math.PI;
    expect(Math.abs(maxFraction.value - expected)).toBeLessThan(4 * maxFraction.error + 1e-4);
  });
});
