import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { parsePreprocess } from '../../data/parsePreprocess.ts';
import { digits } from '../../data/sources/digits.ts';
import { gaussian } from '../../data/sources/gaussian.ts';
import { expanded, pipelinesFrom, usualPipelines } from './pipelines.ts';

describe('a list in braces', () => {
  it('stands for one pipeline a number', () => {
    expect(expanded('standardize, shift({0, .5, -1e2})')).toEqual([
      'standardize, shift(0)',
      'standardize, shift(.5)',
      'standardize, shift(-1e2)',
    ]);
    expect(expanded('center, clip(low=-1, high={1, 2}), scale(2)')).toEqual([
      'center, clip(low=-1, high=1), scale(2)',
      'center, clip(low=-1, high=2), scale(2)',
    ]);
  });

  it('gives back every number that it was made of', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
          { minLength: 1 },
        ),
        (numbers) => {
          const pipelines = pipelinesFrom([`center, shift({${numbers.join(', ')}})`]);
          expect(pipelines.map(({ notation }) => notation)).toEqual(numbers.map((x) => `center, shift(${x})`));
        },
      ),
    );
  });

  it.each([
    ['shift({0, 1)', 'has no end', '^'],
    ['shift({0, one})', 'takes numbers', '^^^^'],
    ['shift({})', 'takes numbers', '^'],
    ['scale({1, 2}), shift({0, 1})', 'one list in braces', '^'],
  ])('of "%s" is refused with a caret', (text, message, caret) => {
    expect(() => expanded(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
    expect(() => expanded(text)).toThrow(
      expect.objectContaining({ where: [text, expect.stringMatching(new RegExp(`^ *\\${[...caret].join('\\')}$`))] }),
    );
  });

  it('is refused or taken, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', ',', '1', '.', 'shift', '(', ')', ' ') }), (text) => {
        try {
          for (const single of expanded(text)) expect(single).not.toMatch(/\{.*\}/);
        } catch (error) {
          expect(error).toMatchObject({ name: 'UserError', code: 'notation' });
        }
      }),
    );
  });
});

describe('pipelines', () => {
  it('given twice are taken once', () => {
    expect(
      pipelinesFrom(['none', 'shift({0, 1})', parsePreprocess('shift(1)')]).map(({ notation }) => notation),
    ).toEqual(['none', 'shift(0)', 'shift(1)']);
  });
});

describe('the usual pipelines', () => {
  const data = (...values: number[]) => dataset(values, { shape: [1] });

  it.each([
    ['digits of 0 to 16', digits(), 'minmax(per=global)'],
    ['bytes, white or not', data(0, 254), 'scale(0.00392156862745098)'],
    ['what has negative numbers', data(-3, 200), 'minmax(per=global)'],
  ])('bring %s into 0…1', (_, points, step) => {
    expect(usualPipelines(points)).toEqual(['none', step, 'center', 'standardize', 'whiten']);
  });

  it('leave out what changes nothing', () => {
    expect(usualPipelines(data(0, 0.5, 1))).toEqual(['none', 'center', 'standardize', 'whiten']);
    expect(usualPipelines(gaussian({ dim: 3 }))).toEqual(['none', 'center', 'standardize']);
  });
});
