import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';
import { Confusion, classPairCount, symmetricMatrix } from './confusion.ts';

/** Points as pairs of true class and guess, at least one of each of `kinds` classes. */
const points = fc
  .record({ kinds: fc.integer({ min: 2, max: 4 }), classes: fc.integer({ min: 2, max: 5 }) })
  .chain(({ kinds, classes }) =>
    fc.array(fc.tuple(fc.nat(kinds - 1), fc.nat(classes - 1)), { minLength: 2, maxLength: 30 }).map((rest) => ({
      kinds,
      classes,
      pairs: [...Array.from({ length: kinds }, (_, a) => [a, 0] as const), ...rest],
    })),
  );

function tableOf(pairs: readonly (readonly [number, number])[], kinds: number, classes: number) {
  const table = new Int32Array(kinds * classes);
  for (const [a, c] of pairs) table[a * classes + c]++;
  const counts = Array.from({ length: kinds }, (_, a) => pairs.filter(([label]) => label === a).length);
  return { table, confusion: new Confusion(counts, classes) };
}

const log = (p: number) => (p === 0 ? 0 : p * Math.log(p));
const entropy = (shares: readonly number[]) => -shares.reduce((sum, p) => sum + log(p), 0);

describe('a confusion table', () => {
  it('counts pairs of different points with the same guess, by classes', () => {
    fc.assert(
      fc.property(points, ({ kinds, classes, pairs }) => {
        const { table, confusion } = tableOf(pairs, kinds, classes);
        const expected = Array.from({ length: kinds }, () => new Array<number>(kinds).fill(0));
        pairs.forEach(([a, c], i) => {
          pairs.forEach(([b, d], j) => {
            if (i !== j && c === d) expected[a][b]++;
          });
        });
        const sums = new Float64Array(classPairCount(kinds));
        confusion.addAgreeing(table, sums);
        expect(symmetricMatrix(sums, kinds)).toEqual(expected);
        const { same, other } = confusion.agreeing(table);
        expect(same).toBe(expected.reduce((sum, row, a) => sum + row[a], 0));
        expect(same + other).toBe(expected.flat().reduce((sum, count) => sum + count, 0));
        expect(confusion.samePairs + confusion.otherPairs).toBe(pairs.length * (pairs.length - 1));
      }),
    );
  });

  it('has the information without each of its points', () => {
    fc.assert(
      fc.property(points, ({ kinds, classes, pairs }) => {
        const { table, confusion } = tableOf(pairs, kinds, classes);
        const without = new Float64Array(table.length);
        confusion.informationWithout(table, without);
        pairs.forEach(([a, c], i) => {
          const rest = tableOf(pairs.toSpliced(i, 1), kinds, classes);
          expect(without[a * classes + c]).toBeCloseTo(rest.confusion.information(rest.table), 12);
        });
      }),
    );
  });

  it('has the information H(class) + H(guess) − H(class, guess), from 0 to either entropy', () => {
    fc.assert(
      fc.property(points, ({ kinds, classes, pairs }) => {
        const { table, confusion } = tableOf(pairs, kinds, classes);
        const share = (count: number) => count / pairs.length;
        const guesses = Array.from({ length: classes }, (_, c) =>
          share(pairs.filter(([, guess]) => guess === c).length),
        );
        const [h, g] = [entropy(confusion.counts.map(share)), entropy(guesses)];
        const information = confusion.information(table);
        expect(information).toBeCloseTo(h + g - entropy([...table].map(share)), 12);
        expect(information).toBeGreaterThanOrEqual(0);
        expect(information).toBeLessThan(Math.min(h, g) + 1e-12);
      }),
    );
  });

  it('tells all of the class where guesses are the classes renamed, and nothing where one guess is for all', () => {
    const confusion = new Confusion([2, 3, 5], 3);
    expect(confusion.information(Int32Array.from([0, 0, 2, 3, 0, 0, 0, 5, 0]))).toBeCloseTo(
      entropy([0.2, 0.3, 0.5]),
      14,
    );
    expect(confusion.information(Int32Array.from([0, 2, 0, 0, 3, 0, 0, 5, 0]))).toBeCloseTo(0, 14);
  });

  it('ranks guesses by their totals, ties in order of number', () => {
    const confusion = new Confusion([4, 3], 3);
    const ranked = new Float64Array(6);
    confusion.addRanked(Int32Array.from([0, 1, 3, 2, 1, 0]), ranked);
    expect([...ranked]).toEqual([3, 0, 1, 0, 2, 1]);
    confusion.addRanked(Int32Array.from([4, 0, 0, 0, 0, 3]), ranked);
    expect([...ranked]).toEqual([7, 0, 1, 0, 5, 1]);
  });
});

describe('information by chance alone', () => {
  it.each([
    [3, 4],
    [2, 10],
  ])('of %i classes and %i guesses is (K_t − 1)(K − 1)/2N to leading order', (kinds, classes) => {
    const size = 1200;
    const labels = Int32Array.from({ length: size }, (_, i) => i % kinds);
    const confusion = new Confusion(new Array<number>(kinds).fill(size / kinds), classes);
    const random = seededRandom(5);
    const repeats = 400;
    const values = Array.from({ length: repeats }, () => {
      shuffle(labels, random);
      const table = new Int32Array(kinds * classes);
      labels.forEach((label, i) => {
        table[label * classes + Math.floor((i * classes) / size)]++;
      });
      return confusion.information(table);
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / repeats;
    const degrees = (kinds - 1) * (classes - 1);
    // 2N I is nearly χ² of this many degrees of freedom; what is left out is of order 1/N of it.
    const error = Math.sqrt(2 * degrees) / (2 * size) / Math.sqrt(repeats);
    expect(Math.abs(mean - degrees / (2 * size))).toBeLessThan(4 * error + 0.01 * mean);
  });
});
