import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseData } from '../parseData.ts';
import { expectMean, pairs } from '../testing/statistics.ts';
import { sparse } from './sparse.ts';

describe('sparse points', () => {
  it('have the cov and the spread of pairs that the docstring states', () => {
    const [density, value] = [0.3, 1.5];
    const found = pairs(sparse({ dim: 20, density, value, points: 2000, seed: 1 }));
    expectMean(
      found.map(({ cov }) => cov),
      (density * value) ** 2,
    );
    expectMean(
      found.map(({ spread }) => spread),
      density * (1 - density) * value ** 2,
    );
  });

  it('are bytes where they can be', () => {
    expect(sparse({ dim: 9, value: 255 }).values).toBeInstanceOf(Uint8Array);
    for (const value of [-1, 256, 0.1]) {
      const { values } = sparse({ dim: 9, value });
      expect(values).toBeInstanceOf(Float64Array);
      expect(new Set(values)).toEqual(new Set([0, value]));
    }
  });

  it('are full at density 1 and empty at density 0', () => {
    expect(new Set(sparse({ dim: 50, density: 1, value: 7 }).values)).toEqual(new Set([7]));
    expect(new Set(sparse({ dim: 50, density: 0 }).values)).toEqual(new Set([0]));
  });

  it('have a name that parses back to them', () => {
    const options = fc.record({
      dim: fc.integer({ min: 1, max: 9 }),
      density: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.constantFrom(1, 2.5, -3),
      points: fc.integer({ min: 2, max: 9 }),
      seed: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(options, (given) => {
        expect(parseData(sparse(given).name)).toEqual(sparse(given));
      }),
    );
    expect(sparse({ dim: 1000 }).name).toBe('sparse(dim=1000)');
  });
});
