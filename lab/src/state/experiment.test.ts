import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightLaws } from '../../../src/network/init.ts';
import { type Experiment, FIRST, fromFragment, toFragment } from './experiment.ts';

const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const experiment: fc.Arbitrary<Experiment> = fc.record(
  {
    network: fc.string(),
    data: fc.string({ unit: 'grapheme' }),
    preprocess: fc.string(),
    init: fc.constantFrom('torch', 'he', 'keras'),
    sigmaW2: positive,
    sigmaB2: positive,
    law: fc.constantFrom(...weightLaws),
    points: fc.integer({ min: 2, max: 10_000 }),
    seed: fc.nat(),
  },
  { requiredKeys: ['network', 'data', 'preprocess', 'seed'] },
);

describe('the address of the lab', () => {
  it('gives the experiment back that it was made from', () => {
    fc.assert(
      fc.property(experiment, (one) => {
        expect(fromFragment(toFragment(one))).toEqual(one);
      }),
    );
  });

  it('is short where little is changed', () => {
    expect(toFragment(FIRST)).toBe('');
    expect(toFragment({ ...FIRST, network: 'dense(2)' })).toBe('network=dense%282%29');
  });

  it('shows the first screen whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { seed, network } = fromFragment(text);
        expect(Number.isSafeInteger(seed)).toBe(true);
        expect(typeof network).toBe('string');
      }),
    );
    expect(fromFragment('#sigmaW2=-1&points=1.5&law=none&seed=x')).toEqual(FIRST);
    expect(fromFragment('#sigmaB2=0&points=10')).toEqual({ ...FIRST, sigmaB2: 0, points: 10 });
  });
});
