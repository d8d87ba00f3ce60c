import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { blobs } from '../sources/blobs.ts';
import { imbalance } from './imbalance.ts';

const counts = ({ labels }: Dataset, classes: number) =>
  Array.from({ length: classes }, (_, c) => labels!.filter((label) => label === c).length);

describe('imbalance', () => {
  const data = blobs({ classes: 3, dim: 4, points: 300 });

  it('keeps as many points as the shares allow', () => {
    expect(counts(imbalance('0: 0.5, 1: 0.4, 2: 0.1').apply(data), 3)).toEqual([100, 80, 20]);
    expect(counts(imbalance('1: 0.2').apply(data), 3)).toEqual([100, 50, 100]);
    expect(counts(imbalance('0: 0.333333333333, 1: 0.333333333333, 2: 0.333333333334').apply(data), 3)).toEqual([
      100, 100, 100,
    ]);
  });

  it('makes a long tail of a ratio, from the first class to the last or back', () => {
    expect(counts(imbalance(100).apply(data), 3)).toEqual([100, 10, 1]);
    expect(counts(imbalance('0.01').apply(data), 3)).toEqual([1, 10, 100]);
    expect(imbalance(1).apply(data)).toEqual(data);
  });

  it('rounds halves up, on every machine', () => {
    expect(counts(imbalance(4).apply(blobs({ classes: 3, dim: 2, points: 15 })), 3)).toEqual([5, 3, 1]);
  });

  it('draws with a seed, the rest of a class in its old order, less of it within more', () => {
    const keys = ({ values }: Dataset) => Array.from({ length: values.length / 4 }, (_, i) => values[4 * i]);
    const few = keys(imbalance(10, 5).apply(data));
    const all = keys(data);
    const places = few.map((x) => all.indexOf(x));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const more = new Set(keys(imbalance(5, 5).apply(data)));
    expect(few.every((x) => more.has(x))).toBe(true);
    expect(keys(imbalance(10, 6).apply(data))).not.toEqual(few);
  });

  it('comes within half a point of the shares, with all points of the class that limits the others', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(weights, (given) => {
        const total = given.reduce((sum, weight) => sum + weight);
        const text = given.map((weight, c) => `${c}: ${weight / total}`).join(', ');
        const kept = counts(imbalance(text).apply(data), 3);
        const most = Math.max(...given);
        kept.forEach((count, c) => {
          expect(Math.abs(count - (100 * given[c]) / most)).toBeLessThanOrEqual(0.5 + 1e-9);
        });
      }),
    );
  });

  it('is written with its seed', () => {
    expect(imbalance(10).notation).toBe('imbalance(10)');
    expect(imbalance('cat:.9 , dog :1e-1', 3).notation).toBe('imbalance("cat: 0.9, dog: 0.1", seed=3)');
  });
});
