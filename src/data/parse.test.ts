import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from './dataset.ts';
import { gaussian } from './gaussian.ts';
import { parseData } from './parseData.ts';
import { parsePreprocess } from './parsePreprocess.ts';

describe('preprocessing notation', () => {
  const step = fc.oneof(
    fc.constantFrom('none', 'center', 'standardize', 'minmax', 'unitNorm'),
    fc
      .tuple(fc.constantFrom('scale', 'shift'), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map(([s, x]) => `${s}(${x})`),
  );

  it('parses back to itself', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
        const { notation } = parsePreprocess(steps.join(' , '));
        expect(parsePreprocess(notation).notation).toBe(notation);
        expect(notation.split(', ')).toHaveLength(steps.length);
      }),
    );
  });

  it('takes arguments by keyword', () => {
    expect(parsePreprocess('scale(factor=2), shift(offset=-1e-3)').notation).toBe('scale(2), shift(-0.001)');
  });

  it('does steps in the order of the list', () => {
    const data = dataset([1, 2], { shape: [1] });
    expect([...parsePreprocess('scale(2), shift(1)').apply(data).values]).toEqual([3, 5]);
    expect([...parsePreprocess('shift(1), scale(2)').apply(data).values]).toEqual([4, 6]);
  });
});

describe('data notation', () => {
  it('gives back the same generator', () => {
    const axis = fc.integer({ min: 1, max: 300 });
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 3 }), finite, finite, (shape, mean, signed) => {
        const law = gaussian({ shape, mean: mean + 0, variance: Math.abs(signed) });
        expect(parseData(law.name)).toEqual(law);
      }),
    );
  });

  it.each([
    ['gaussian(1000)', 'gaussian(dim=1000)'],
    ['gaussian(shape=1000, mean=0, variance=1)', 'gaussian(dim=1000)'],
    ['gaussian(variance=2, shape=3x32x32, mean=1)', 'gaussian(shape=3x32x32, mean=1, variance=2)'],
    ['digits', 'digits'],
    [' digits() ', 'digits'],
  ])('reads %s as %s', (text, name) => {
    expect(parseData(text).name).toBe(name);
  });
});
