import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from '../dataset.ts';
import { digits } from '../sources/digits.ts';
import { tokens } from '../sources/tokens.ts';
import { areEqual, inspect, noteOf, saysAllEqual } from './inspect.ts';

/** Rows with fractions, so that nothing is odd about them. */
const usual = (points: number) => Array.from({ length: points }, (_, i) => [Math.sin(i) + 2, Math.cos(3 * i)]);

function table(rows: readonly (readonly number[])[], columns?: readonly string[]) {
  return dataset(rows.flat(), { shape: [rows[0].length], name: 'table', columns });
}

const codes = (data: Parameters<typeof inspect>[0]) => inspect(data).map(({ code }) => code);

describe('a look at points', () => {
  it('finds nothing odd in digits, token ids and numbers with fractions', () => {
    expect(codes(digits())).toEqual([]);
    expect(codes(tokens({ length: 4, vocabulary: 1000, points: 20 }))).toEqual([]);
    expect(codes(table(usual(30)))).toEqual([]);
  });

  it('says that all points are equal, and nothing else', () => {
    const [remark, ...others] = inspect(table(Array.from({ length: 50 }, () => [1, 2, 3])));
    expect(others).toEqual([]);
    expect(remark.code).toBe('equal-points');
    expect(noteOf(remark)).toBe(
      'all 50 points are equal, so that every network gives them one guess; check that the right file and columns were read',
    );
    expect(saysAllEqual(noteOf(remark))).toBe(true);
  });

  it('counts copies from a fifth of the points on', () => {
    const rows = usual(40);
    expect(codes(table([...rows, ...rows.slice(0, 10)]))).toEqual([]);
    const [remark] = inspect(table([...rows, ...rows.slice(0, 20)]));
    expect(remark).toMatchObject({
      code: 'duplicates',
      sentence: '20 of the 60 points equal an earlier one (33 %)',
    });
  });

  it('names a constant feature of a table', () => {
    const rows = usual(12).map((row) => [...row, 1]);
    expect(inspect(table(rows, ['a', 'b', 'one']))[0].sentence).toBe('column 3 (one) is the same in all points');
    expect(inspect(table(rows.map((row) => [...row, 0])))[0].sentence).toBe(
      '2 of 4 features are the same in all points',
    );
  });

  it.each([
    ['rising', (i: number) => 3 * i + 100],
    ['falling', (i: number) => -(i ** 2)],
    ['shuffled', (i: number) => (7 * i) % 30],
  ])('takes %s whole numbers for ids', (_, id) => {
    const rows = usual(30).map((row, i) => [id(i), ...row]);
    const [remark] = inspect(table(rows, ['key', 'a', 'b']));
    expect(remark.code).toBe('ids');
    expect(remark.sentence).toBe(
      'column 1 (key) holds a different whole number for every point, as row numbers and ids do',
    );
  });

  it('takes few whole numbers in a row beside fractions for classes', () => {
    const rows = usual(30).map((row, i) => [...row, i % 3]);
    const [remark] = inspect(table(rows));
    expect(remark.code).toBe('classes');
    expect(remark.remedy).toBe('add label=3 to the source if it is no feature');
    expect(remark.sentence).toContain('whole numbers 0 to 2');
    expect(codes(table(rows.map(([a, b, c]) => [a, b, 2 * c])))).toEqual([]);
    expect(codes(table(rows.map(([a, b, c], i) => [a, i % 2, c + 0 * b])))).toEqual([]);
  });

  it('never fails, and says equal exactly where all points are', () => {
    const small = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 15,
    });
    fc.assert(
      fc.property(small, (rows) => {
        const data = table(rows);
        const equal = new Set(rows.map(String)).size === 1;
        expect(areEqual(data)).toBe(equal);
        expect(codes(data).includes('equal-points')).toBe(equal);
        for (const remark of inspect(data)) expect(noteOf(remark)).toMatch(/^[^.;]+; [^.]+$/);
      }),
    );
  });
});
