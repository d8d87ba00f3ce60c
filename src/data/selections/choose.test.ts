import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../dataset.ts';
import { parseData } from '../parseData.ts';
import { blobs } from '../sources/blobs.ts';
import { digits } from '../sources/digits.ts';
import { complaintOf } from '../testing/mistakes.ts';
import { choose } from './choose.ts';
import { drop } from './drop.ts';
import { first } from './first.ts';
import { keep } from './keep.ts';
import { merge } from './merge.ts';
import { sample } from './sample.ts';
import type { Selection } from './selection.ts';

describe('selections', () => {
  it('are made one after the other and named after the source', () => {
    const chosen = parseData('digits, drop(0), keep(8,"3") , sample(points=50, seed=4), first(20)');
    expect(chosen.name).toBe('digits, drop(0), keep(8, 3), sample(50, seed=4), first(20)');
    expect(chosen).toEqual(choose(digits(), [drop(0), keep(8, 3), sample(50, 4), first(20)]));
    expect(chosen).toMatchObject({ points: 20, classNames: ['8', '3'] });
  });

  it('leave data alone where there are none', () => {
    const data = digits();
    expect(choose(data, [])).toBe(data);
  });

  it('are written so that they read back to the same points', () => {
    const classes = fc.shuffledSubarray(['0', '1', '2', '3', '4'], { minLength: 1, maxLength: 4 });
    const seed = fc.nat({ max: 3 });
    const groups = fc.shuffledSubarray(['0', '1', '2', '3', '4'], { minLength: 2 });
    const selection = fc.oneof(
      classes.map((names) => `keep(${names})`),
      classes.map((names) => `drop("${names.join('", "')}")`),
      groups.map(([one, ...rest]) => `merge(" 0 :${one};1: ${rest.join(' , ')}")`),
      fc.constant('parity()'),
      fc
        .tuple(fc.double({ min: 0.5, max: 3, noNaN: true }), seed)
        .map(([ratio, s]) => `imbalance(${ratio}, seed=${s})`),
      fc.tuple(fc.double({ min: 0.1, max: 0.9, noNaN: true }), seed).map(([p, s]) => `imbalance("0:${p}", ${s})`),
      fc.tuple(fc.integer({ min: 2, max: 90 }), seed).map(([points, s]) => `sample(${points}, ${s})`),
      fc.integer({ min: 2, max: 90 }).map((points) => `first(points=${points})`),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(selection, { maxLength: 3 }), (texts) => {
        let data: Dataset;
        try {
          data = parseData(['blobs(classes=5, dim=4, points=90)', ...texts].join(',')) as Dataset;
        } catch {
          return; // the classes chosen are gone, or too few points remain
        }
        read++;
        const again = parseData(data.name) as Dataset;
        expect(again).toEqual(data);
        expect(data.labels).toHaveLength(data.points);
        expect(data.values).toHaveLength(4 * data.points);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('of classes leave none without points', () => {
    const data = blobs({ classes: 5, dim: 4, points: 90 });
    for (const selection of [keep(3, 1), drop(2), merge('a: 0; b: 4, 2')]) {
      const { labels, classNames } = selection.apply(data);
      expect([...new Set(labels)].sort()).toEqual(classNames!.map((_, c) => c));
    }
  });

  it('of points leave all classes, also those that have none', () => {
    const few = first(3).apply(digits());
    expect([...few.labels!]).toEqual([0, 1, 2]);
    expect(few.classNames).toHaveLength(10);
    expect(sample(3).apply(digits()).classNames).toHaveLength(10);
  });
});

describe('a mistake in a selection', () => {
  it.each([
    'digits, kep(3)',
    'digits, toString',
    'keep(3, 8)',
    'digits, digits',
    'digits, csv("a.csv")',
    'gaussian(dim=3), keep(3)',
    'fields, keep(3)',
    'digits, keep',
    'digits, drop()',
    'digits, keep(3, class=8)',
    'digits, keep(3, 11)',
    'digits, keep(3, 8), keep(5)',
    'blobs(classes=30, dim=40), keep(thirty)',
    'digits, keep(3, 8, 3)',
    'digits, drop(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)',
    'digits, first(5), keep(8)',
    'digits, merge',
    'digits, merge("0, 2, 4")',
    'digits, merge("even: 0, 2; odd: ")',
    'digits, merge("even: 0, 2,; odd: 1")',
    'digits, merge("even: 0, 2; even: 4")',
    'digits, merge("even: 0, 2, 4; odd: 1, 3, 4")',
    'digits, merge("even: 0, 2, x; odd: 1, 3")',
    'digits, merge("a: 0; b: 1"), parity',
    'digits, keep(2, 4), parity',
    'digits, imbalance(0)',
    'digits, imbalance(ten)',
    'digits, imbalance("0: 0.9, 1: 0.1")',
    'digits, keep(0, 1), imbalance("0: 0.9, 1: 0.2")',
    'digits, imbalance("0: 0.5, 0: 0.1")',
    'digits, imbalance("0: 0.5, eleven: 0.1")',
    'digits, imbalance("0: 50%")',
    'digits, imbalance("0: 0.5", seed=-1)',
    'digits, imbalance(10000)',
    'digits, sample',
    'digits, sample(1)',
    'digits, sample(2000)',
    'digits, first(2.5)',
    'digits, first(2000)',
  ])('is explained: %s', (text) => {
    expect(complaintOf(() => parseData(text, '--data'))).toMatchSnapshot();
  });

  it('is explained without a text as well', () => {
    const mine = dataset([1, 2, 3], { shape: [1], labels: [0, 2, 2], classNames: ['cat', 'dog', 'cat'], name: 'mine' });
    const complaint = (selection: Selection) => complaintOf(() => selection.apply(mine));
    expect(complaint(keep('cat'))).toBe('[bad-argument] mine has 2 classes called "cat"\n  say its number: 0, 2');
    expect(complaint(keep('dog'))).toBe(
      '[data] mine has no points of the class "dog"\n  choose classes that have points',
    );
    expect(complaint(keep(0))).toBe(
      '[data] 1 of the 3 points of mine would remain\n  leave more: give at least 2 points',
    );
  });
});
