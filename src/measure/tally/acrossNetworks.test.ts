import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { type MeasuredValue, zScore } from '../../numerics/sampling/zScore.ts';
import { AcrossNetworks } from './acrossNetworks.ts';

const REPEATS = 2000;
const { normal } = seededRandom(5);

/** The sd of normal numbers of sd 1, one network per draw, many times over. */
function deviations(draws: number): MeasuredValue[] {
  return Array.from({ length: REPEATS }, () => {
    const networks = new AcrossNetworks();
    for (let i = 0; i < draws; i++) {
      const value = 7 + normal();
      networks.add(value, value ** 2);
    }
    return networks.deviation();
  });
}

const share = (values: readonly MeasuredValue[], is: (value: MeasuredValue) => boolean) =>
  values.filter(is).length / values.length;

describe('the standard deviation over networks', () => {
  // Two errors cover 70, 79, 88 and 93 % where the error itself is known as badly as that of a mean (the note on few initialisations).
  it.each([
    [2, 0.6],
    [3, 0.7],
    [5, 0.78],
    [10, 0.84],
  ])('of %i draws is covered by two of its errors about as often as a mean is', (draws, least) => {
    const covered = share(deviations(draws), ({ mean, standardError }) => Math.abs(mean - 1) < 2 * standardError);
    expect(covered).toBeGreaterThan(least);
    expect(covered).toBeLessThan(0.97);
  });

  it.each([2, 3, 10])(
    'of %i draws lies more than four errors from the truth less than once in a hundred times',
    (draws) => {
      expect(share(deviations(draws), (value) => Math.abs(zScore(value, draws, 1) ?? Infinity) > 4)).toBeLessThan(0.01);
    },
  );

  it('is 0 without an error where all networks are equal', () => {
    const networks = new AcrossNetworks();
    for (let i = 0; i < 2; i++) networks.add(3, 9);
    expect(networks.deviation()).toEqual({ mean: 0, standardError: 0 });
  });
});
