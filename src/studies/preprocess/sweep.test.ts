import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf, sweepOf } from './sweep.ts';

describe('a sweep', () => {
  it('is what differs in one number alone', () => {
    const sweep = sweepOf(['standardize, shift(0)', 'standardize, shift(0.5)', 'standardize, shift(-2)']);
    expect(sweep).toMatchObject({ name: 'shift', values: [0, 0.5, -2] });
    expect(sweep?.at(1.25)).toBe('standardize, shift(1.25)');
    expect(sweepOf(['clip(-1, 1), scale(2)', 'clip(-1, 3), scale(2)'])).toMatchObject({ name: 'clip', values: [1, 3] });
    expect(sweepOf(['whiten(eps=0.1)', 'whiten(eps=0.2)'])?.name).toBe('whiten eps');
  });

  it.each([
    [['shift(1)']],
    [['none', 'center']],
    [['shift(1)', 'scale(1)']],
    [['shift(1)', 'shift(2), center']],
    [['scale(1), shift(1)', 'scale(2), shift(2)']],
    [['center', 'center']],
  ])('is not %j', (notations) => {
    expect(sweepOf(notations)).toBeUndefined();
  });

  it('gives each of its pipelines at its number', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    fc.assert(
      fc.property(fc.uniqueArray(numbers, { minLength: 2 }), (values) => {
        const notations = values.map((value) => `center, clip(low=${value}, high=1e9), scale(2)`);
        const sweep = sweepOf(notations);
        expect(sweep?.values).toEqual(values);
        expect(values.map((value) => sweep?.at(value))).toEqual(notations);
      }),
    );
  });

  it('has a grid in order, with its own numbers in it', () => {
    const grid = gridOf({ name: 'shift', values: [4, 0.3, 0], at: String }, 5);
    expect(grid).toEqual([0, 0.3, 1, 2, 3, 4]);
  });
});
