import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { checkOptions } from './checkOptions.ts';

describe('the names of options', () => {
  it('may be any of those known, or left out', () => {
    for (const options of [undefined, {}, { inits: 3 }, { intis: undefined }]) {
      expect(() => checkOptions('measure', options, ['inits', 'seed'])).not.toThrow();
    }
  });

  it('are corrected where they are misspelt', () => {
    const act = () => checkOptions('measure', { intis: 3 }, ['init', 'inits', 'seed']);
    expect(act).toThrow('measure has no option "intis"');
    expect(act).toThrow(
      expect.objectContaining({
        code: 'unknown-name',
        remedy: 'did you mean inits? its options are init, inits, seed',
      }),
    );
  });

  it.each([
    ['standardize', '"standardize"'],
    [3, '3'],
    [[], ''],
  ])('need an object, which %j is not', (options, shown) => {
    const act = () => checkOptions('predict', options, ['seed']);
    expect(act).toThrow(`predict: options must be an object, not ${shown}`);
    expect(act).toThrow(UserError);
  });

  it('may be missing where none is needed', () => {
    expect(() => checkOptions('gaussian', null, ['dim'])).toThrow('gaussian needs options');
  });

  it('are refused exactly where one is not known', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), fc.array(fc.string(), { minLength: 1 }), (given, known) => {
        const fits = Object.keys(given).every((name) => known.includes(name));
        if (fits) expect(() => checkOptions('f', given, known)).not.toThrow();
        else expect(() => checkOptions('f', given, known)).toThrow(UserError);
      }),
    );
  });
});
