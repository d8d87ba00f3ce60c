import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { WeightGenerator } from '../random/generator.ts';
import { prepare } from '../setup/setup.ts';
import { type PairSource, pairSource } from './sources.ts';

const NETWORK = 'dense(3), dense(2)';

function sourceOf(data: Parameters<typeof prepare>[1], options = {}): PairSource {
  return pairSource(prepare(NETWORK, data, options), new WeightGenerator(1), 8);
}

describe('pairs of given points', () => {
  it('are of two different points, all pairs alike', () => {
    const source = sourceOf(dataset([10, 11, 12, 13], { shape: [1] }));
    const counts = new Map<number, number>();
    for (let batch = 0; batch < 750; batch++) {
      const { values, places } = source.draw(batch);
      for (let pair = 0; pair < 8; pair++) {
        expect(values[2 * pair]).toBe(10 + places!.first[pair]);
        expect(values[2 * pair + 1]).toBe(10 + places!.second[pair]);
        expect(places!.first[pair]).not.toBe(places!.second[pair]);
        counts.set(places!.pair[pair], (counts.get(places!.pair[pair]) ?? 0) + 1);
      }
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    // 6,000 pairs, a sixth each: 1000 ± 29.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});

describe('pairs of drawn points', () => {
  it('have the law of the data, the same for the same batch', () => {
    const source = sourceOf('gaussian(dim=5000, mean=2, variance=9)');
    const { values } = source.draw(3);
    expect(source.draw(3).values).toEqual(values);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    // 80,000 entries: ± .011 and ± .045.
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.abs(variance - 9)).toBeLessThan(0.2);
  });

  it('are preprocessed point by point where a step allows it', () => {
    const { values } = sourceOf('gaussian(dim=3, mean=1)', { preprocess: 'scale(5), unitNorm' }).draw(0);
    for (let point = 0; point < 16; point++) {
      const [x, y, z] = values.subarray(3 * point, 3 * point + 3);
      expect(Math.hypot(x, y, z)).toBeCloseTo(1, 12);
    }
  });

  it('come from a set of their own where steps take statistics of N points', () => {
    const source = sourceOf('gaussian(dim=50, mean=5)', { preprocess: 'standardize', points: 2 });
    expect(source.cluster).toBe(8);
    const { values } = source.draw(0);
    // Of two points, one is above the mean and the other below it, in every feature by as much as the deviation.
    for (let k = 0; k < values.length; k++) expect(Math.abs(values[k])).toBeCloseTo(1, 10);
    for (let k = 0; k < 50; k++) expect(values[k] + values[k + 50]).toBeCloseTo(0, 10);
  });

  it('are processed as among infinitely many where N is not given, and say so', () => {
    const source = sourceOf('gaussian(dim=4000, mean=5, variance=4)', { preprocess: 'standardize, shift(3)' });
    const { values } = source.draw(0);
    expect(values.reduce((sum, x) => sum + x, 0) / values.length).toBeCloseTo(3, 1);
    expect(source.notes).toEqual([expect.stringContaining('standardize acts as among infinitely many points')]);
  });

  it('need N for a step without a limit', () => {
    expect(() => sourceOf('gaussian(dim=3)', { preprocess: 'minmax' })).toThrow(UserError);
    expect(sourceOf('gaussian(dim=3)', { preprocess: 'minmax', points: 30 }).cluster).toBe(8);
  });
});
