import { describe, expect, it } from 'vitest';
import { Classes, labelColumn, tableDataset } from './table.ts';

describe('the columns of a table', () => {
  it('give the label by name before number, so that a column may be called 2', () => {
    expect(labelColumn('x', '2', ['2', 'b'], 2)).toBe(0);
    expect(labelColumn('x', '2', ['a', 'b'], 2)).toBe(1);
    expect(labelColumn('x', '2', undefined, 2)).toBe(1);
    expect(labelColumn('x', undefined, ['label'], 1)).toBeUndefined();
  });

  it.each(['0', '3', '-1', '1.5', 'c', ''])('know no label %j', (label) => {
    expect(() => labelColumn('x', label, ['a', 'b'], 2)).toThrow(`x has no column ${label}`);
  });

  it('keep long numbers as they are written, for rounding would make two of them one', () => {
    const classes = new Classes();
    for (const text of ['12345678901234567891', '12345678901234567892', '-0', '0'])
      expect(classes.add(text)).toBe(true);
    expect(classes.sorted().classNames).toEqual(['0', '12345678901234567891', '12345678901234567892']);
    for (const text of ['', ' ', '0.5', '1e-3']) expect(classes.add(text)).toBe(false);
  });

  it('keep the type of their numbers', () => {
    expect(tableDataset('x', Uint8Array.of(1, 2), 1, undefined, undefined, 'x').values).toBeInstanceOf(Uint8Array);
  });
});
