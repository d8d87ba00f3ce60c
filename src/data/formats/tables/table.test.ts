import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { Classes, labelColumn, tableDataset } from './table.ts';

function failureOf(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it should have failed');
}

describe('the columns of a table', () => {
  it('give the label by name before number, so that a column may be called 2', () => {
    expect(labelColumn('x', '2', ['2', 'b'], 2)).toBe(0);
    expect(labelColumn('x', '2', ['a', 'b'], 2)).toBe(1);
    expect(labelColumn('x', '2', undefined, 2)).toBe(1);
    expect(labelColumn('x', undefined, ['a'], 1)).toBeUndefined();
  });

  it.each(['label', 'Class', 'class_label', 'target', 'Species', 'y', 'ground truth'])(
    'called %j are neither classes nor features without a word',
    (name) => {
      const columns = ['width', name];
      const call = 'csv("t.csv")';
      const refused = failureOf(() => labelColumn('t.csv', undefined, columns, 2, call));
      expect(refused.message).toBe(`t.csv has a column ${name}, and no label= says whether it holds the classes`);
      const written = name.includes(' ') ? `"${name}"` : name;
      expect(refused.remedy).toBe(
        `write csv("t.csv", label=${written}) if it does, csv("t.csv", label=none) if it is a feature like the others`,
      );
      expect(labelColumn('t.csv', name, columns, 2, call)).toBe(1);
      expect(labelColumn('t.csv', 'none', columns, 2, call)).toBeUndefined();
    },
  );

  it('may be called y beside x, as coordinates are, and "none", as a label is', () => {
    expect(labelColumn('t.csv', undefined, ['x', 'y'], 2)).toBeUndefined();
    expect(labelColumn('t.csv', 'none', ['none', 'b'], 2)).toBe(0);
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
