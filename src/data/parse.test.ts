import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset } from './dataset.ts';
import { parseData } from './parseData.ts';
import { parsePreprocess } from './parsePreprocess.ts';
import { gaussian } from './sources/gaussian.ts';

describe('preprocessing notation', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
  const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
  const list = (numbers: readonly number[]) => `"${numbers.join(', ')}"`;
  const lists = fc.array(fc.tuple(finite, positive), { minLength: 1, maxLength: 4 });
  const per = fc.constantFrom('feature', 'channel', 'global');
  const whole = fc.integer({ min: 1, max: 999 });
  const step = fc.oneof(
    fc.constantFrom('none', 'center', 'standardize', 'minmax', 'unitNorm', 'whiten', 'grayscale', 'flip'),
    fc.tuple(fc.constantFrom('scale', 'shift'), finite).map(([s, x]) => `${s}(${x})`),
    fc.tuple(fc.constantFrom('center', 'standardize', 'minmax'), per).map(([s, p]) => `${s}(per=${p})`),
    fc.tuple(lists, per).map(([numbers, p]) => `center(per=${p}, mean=${list(numbers.map(([mean]) => mean))})`),
    lists.map((pairs) => `standardize(mean=${list(pairs.map(([m]) => m))}, sd=${list(pairs.map(([, sd]) => sd))})`),
    fc.tuple(finite, positive).map(([low, width]) => `minmax(min=${-Math.abs(low)}, max=${width})`),
    positive.map((eps) => `whiten(eps=${eps})`),
    fc.tuple(whole, fc.boolean()).map(([k, whitened]) => `pca(${k}, whiten=${whitened})`),
    fc.tuple(whole, whole).map(([height, width]) => `resize(${height}x${width})`),
    fc.tuple(positive, fc.nat()).map(([sd, seed]) => `noise(${sd}, seed=${seed})`),
    fc.tuple(finite, positive).map(([low, high]) => `clip(${-Math.abs(low)}, ${high})`),
  );

  it('parses back to itself', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
        const { notation } = parsePreprocess(steps.join(' , '));
        expect(parsePreprocess(notation).notation).toBe(notation);
        expect(parsePreprocess(notation).steps).toHaveLength(steps.length);
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
