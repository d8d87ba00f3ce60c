import { describe, expect, it } from 'vitest';
import { pairCount, pairIndex } from '../kernel/packedPairs.ts';
import { agreement } from '../laws/agreement.ts';
import type { TrueClasses } from '../laws/trueClasses.ts';
import { agreementByClass } from './byClass.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { gaussianProcessGuesses } from './gaussianProcess.ts';

function classesOf(labels: readonly number[]): TrueClasses {
  const counts = Array.from(
    { length: Math.max(...labels) + 1 },
    (_, a) => labels.filter((label) => label === a).length,
  );
  return { names: counts.map((_, a) => String(a)), counts, labels: Int32Array.from(labels) };
}

/** Points of one class have complement `near`, of two classes `far`. */
function blocks(labels: readonly number[], near: number, far: number): Float64Array {
  const complements = new Float64Array(pairCount(labels.length));
  labels.forEach((a, i) => {
    for (let j = i + 1; j < labels.length; j++)
      complements[pairIndex(labels.length, i, j)] = a === labels[j] ? near : far;
  });
  return complements;
}

describe('agreement between true classes', () => {
  const labels = [0, 1, 0, 2, 1, 0, 1];

  it('is A_K of the correlations of their points', () => {
    const { same, other, matrix } = agreementByClass(3, blocks(labels, 0.2, 0.7), classesOf(labels));
    const [near, far] = [0.2, 0.7].map((complement) => expect.closeTo(agreement(3, complement), 11));
    expect([same, other]).toEqual([near, far]);
    expect(matrix).toEqual([
      [near, far, far],
      [far, near, far],
      [far, far, null],
    ]);
  });

  it('averages to the agreement of all points, weighted by pairs', () => {
    const complements = Float64Array.from({ length: pairCount(7) }, (_, p) => 1 + Math.sin(p * p));
    const { counts } = classesOf(labels);
    const { same, other, matrix } = agreementByClass(10, complements, classesOf(labels));
    const samePairs = counts.reduce((sum, n) => sum + n * (n - 1), 0);
    const all = datasetAgreement(10, complements);
    expect((samePairs * same! + (42 - samePairs) * other) / 42).toBeCloseTo(all, 12);
    let sum = 0;
    matrix!.forEach((row, a) => {
      row.forEach((value, b) => {
        sum += (value ?? 0) * counts[a] * (counts[b] - (a === b ? 1 : 0));
      });
    });
    expect(sum / 42).toBeCloseTo(all, 12);
  });

  it('has no matrix where classes are many, and no agreement within classes of one point', () => {
    const single = Array.from({ length: 40 }, (_, i) => i);
    const { same, other, matrix } = agreementByClass(2, blocks(single, 0, 0.5), classesOf(single));
    expect(same).toBeNull();
    expect(other).toBeCloseTo(agreement(2, 0.5), 11);
    expect(matrix).toBeUndefined();
  });
});

describe('Gaussian-process draws sorted by true class', () => {
  const labels = Array.from({ length: 60 }, (_, i) => i % 3);
  const drawn = (near: number, far: number, seed = 1) =>
    gaussianProcessGuesses(blocks(labels, near, far), 60, 5, { truth: classesOf(labels), seed }).byClass!;

  it('find nothing of classes that are no different', () => {
    const { information, ranked } = drawn(0.6, 0.6);
    expect(Math.abs(information.value)).toBeLessThan(4 * information.error);
    const rows = ranked!.map((row) => row.map(({ value }) => value));
    for (const row of rows) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    ranked![0].forEach(({ value, error }, rank) => {
      const difference = value - ranked![1][rank].value;
      expect(Math.abs(difference)).toBeLessThan(4 * Math.hypot(error, ranked![1][rank].error));
    });
  });

  it('find nearly all of classes whose points coincide, but for classes that share a guess', () => {
    const { information } = drawn(1e-6, 1.4);
    const certain = Math.log(3);
    expect(information.value).toBeGreaterThan(0.6 * certain);
    expect(information.value).toBeLessThan(certain);
  });

  it('state an error that their seeds scatter by', () => {
    const found = Array.from({ length: 20 }, (_, seed) => drawn(0.4, 0.8, seed).information);
    const mean = found.reduce((sum, { value }) => sum + value, 0) / 20;
    const scatter = found.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 19;
    const stated = found.reduce((sum, { error }) => sum + error ** 2, 0) / 20;
    // Two variances of 19 and some 20 × 27 degrees of freedom: their ratio leaves this range once in 10,000 seeds.
    expect(scatter / stated).toBeGreaterThan(0.22);
    expect(scatter / stated).toBeLessThan(2.9);
  });

  it('draw the same fractions with and without them', () => {
    const complements = blocks(labels, 0.4, 0.8);
    const [plain, sorted] = [undefined, classesOf(labels)].map((truth) =>
      gaussianProcessGuesses(complements, 60, 5, { truth, batches: 3 }),
    );
    expect(sorted.fractions).toEqual(plain.fractions);
    expect(sorted.maxFraction).toEqual(plain.maxFraction);
    expect(plain.byClass).toBeUndefined();
  });
});
