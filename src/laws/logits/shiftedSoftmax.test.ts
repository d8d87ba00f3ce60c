import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { shiftedSoftmax } from './shiftedSoftmax.ts';
import { softmaxLaw } from './softmaxLaw.ts';

describe('a softmax of logits with means', () => {
  it.each([0, 0.1, 1, 30, 1000])('with equal means is that without, at variance %f', (variance) => {
    const plain = softmaxLaw(10, variance);
    const found = shiftedSoftmax(new Array(10).fill(0.7), variance);
    expect(found.logSum - 0.7).toBeCloseTo(plain.loss, 9);
    expect(found.entropy).toBeCloseTo(plain.entropy, 9);
    for (const p of found.probabilities) expect(p).toBeCloseTo(0.1, 10);
  });

  it.each([0.2, 4])('is that of drawn logits, at variance %f', (variance) => {
    const means = [0, 1.5, -0.5, -0.5];
    const random = seededRandom(5);
    const draws = 100_000;
    const sums = { logSum: [0, 0], entropy: [0, 0], p: [0, 0] };
    const add = (sum: number[], value: number) => {
      sum[0] += value / draws;
      sum[1] += value ** 2 / draws;
    };
    for (let n = 0; n < draws; n++) {
      const exponentials = means.map((mean) => Math.exp(mean + Math.sqrt(variance) * random.normal()));
      const total = exponentials.reduce((sum, e) => sum + e);
      add(sums.logSum, Math.log(total));
      add(
        sums.entropy,
        exponentials.reduce((sum, e) => sum - (e / total) * Math.log(e / total), 0),
      );
      add(sums.p, exponentials[1] / total);
    }
    const found = shiftedSoftmax(means, variance);
    const close = ([mean, square]: number[], expected: number) =>
      expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt((square - mean ** 2) / draws));
    close(sums.logSum, found.logSum);
    close(sums.entropy, found.entropy);
    close(sums.p, found.probabilities[1]);
    expect(found.probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 10);
  });

  it('of class shares without variance has the entropy of the classes for its loss', () => {
    const shares = [0.5, 0.3, 0.2];
    const { logSum, probabilities, entropy } = shiftedSoftmax(shares.map(Math.log), 0);
    expect(logSum).toBeCloseTo(0, 14);
    for (const [k, p] of probabilities.entries()) expect(p).toBeCloseTo(shares[k], 14);
    expect(entropy).toBeCloseTo(-shares.reduce((sum, p) => sum + p * Math.log(p), 0), 14);
  });
});
