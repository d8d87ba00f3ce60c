import { describe, expect, it } from 'vitest';
import { dataset } from '../dataset.ts';
import { digits } from '../sources/digits.ts';
import { drop } from './drop.ts';
import { keep } from './keep.ts';

const clothes = dataset([0, 1, 2, 3, 4, 5], {
  shape: [1],
  labels: [2, 0, 1, 1, 2, 0],
  classNames: ['T-shirt/top', 'Bag', 'Ankle boot'],
});

describe('keep', () => {
  it('takes the points of some classes and numbers them in the order given', () => {
    const kept = keep(8, 3).apply(digits());
    expect(kept.points).toBe(183 + 174);
    expect(kept.classNames).toEqual(['8', '3']);
    const old = digits().labels!.filter((label) => label === 3 || label === 8);
    expect(kept.labels).toEqual(old.map((label) => (label === 8 ? 0 : 1)));
    const first = digits().labels!.indexOf(3);
    expect(kept.values.slice(0, 64)).toEqual(digits().values.slice(64 * first, 64 * first + 64));
  });

  it('finds classes by name, whatever the capitals, or by number where no name is one', () => {
    for (const boots of ['Ankle boot', 'ankle BOOT', 2]) {
      expect([...keep(boots).apply(clothes).values]).toEqual([0, 4]);
    }
    expect([...keep('T-shirt/top', 'bag').apply(clothes).labels!]).toEqual([0, 1, 1, 0]);
  });

  it('never takes a number for a place where classes are called by numbers', () => {
    const kept = keep(3, 8).apply(digits());
    expect(keep(8).apply(kept).points).toBe(174);
    expect(() => keep(0).apply(kept)).toThrow('no class "0"');
  });

  it('prefers the very name where names differ in capitals alone', () => {
    const cases = dataset([1, 2, 3, 4], { shape: [1], labels: [0, 0, 1, 1], classNames: ['Ab', 'aB'] });
    expect([...keep('aB').apply(cases).values]).toEqual([3, 4]);
    expect(() => keep('ab').apply(cases)).toThrow('2 classes called "ab"');
    expect([...keep(0).apply(cases).values]).toEqual([1, 2]);
  });

  it('names classes without names by their numbers', () => {
    const unnamed = dataset([1, 2, 3], { shape: [1], labels: [0, 7, 7] });
    expect(keep(7).apply(unnamed)).toMatchObject({ points: 2, classNames: ['7'] });
  });
});

describe('drop', () => {
  it('takes the points of the other classes in their old order', () => {
    const rest = drop('bag').apply(clothes);
    expect(rest.classNames).toEqual(['T-shirt/top', 'Ankle boot']);
    expect([...rest.labels!]).toEqual([1, 0, 1, 0]);
    expect([...rest.values]).toEqual([0, 1, 4, 5]);
  });

  it('takes classes without points away as well', () => {
    const sparse = dataset([1, 2, 3], { shape: [1], labels: [0, 2, 2], classNames: ['a', 'b', 'c'] });
    expect(drop('a').apply(sparse).classNames).toEqual(['c']);
  });
});
