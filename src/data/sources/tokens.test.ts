import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseData } from '../parseData.ts';
import { tokens } from './tokens.ts';

describe('tokens', () => {
  it.each([0, 1, 1.7])('come as often as Zipf says, with exponent %d', (exponent) => {
    const vocabulary = 12;
    const { values } = tokens({ length: 50, vocabulary, exponent, points: 2000 });
    const weights = Array.from({ length: vocabulary }, (_, id) => (id + 1) ** -exponent);
    const total = weights.reduce((sum, weight) => sum + weight);
    weights.forEach((weight, id) => {
      const p = weight / total;
      const count = values.filter((value: number) => value === id).length;
      expect(Math.abs(count - p * values.length)).toBeLessThan(4 * Math.sqrt(values.length * p * (1 - p)));
    });
  });

  it('are whole numbers from 0 that a network can read, in bytes where they fit', () => {
    expect(tokens({ length: 9, vocabulary: 256, exponent: 0 }).values).toBeInstanceOf(Uint8Array);
    const { values, shape } = tokens({ length: 9, vocabulary: 2 ** 20, exponent: 0 });
    expect(values).toBeInstanceOf(Float32Array);
    expect(shape).toEqual([9]);
    expect(values.every((id: number) => Number.isInteger(id) && id >= 0 && id < 2 ** 20)).toBe(true);
    expect(Math.max(...values)).toBeGreaterThan(2 ** 19);
  });

  it('have a name that parses back to them', () => {
    const options = fc.record({
      length: fc.integer({ min: 1, max: 9 }),
      vocabulary: fc.integer({ min: 1, max: 300 }),
      exponent: fc.double({ min: 0, max: 400, noNaN: true }),
      points: fc.integer({ min: 2, max: 9 }),
      seed: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(options, (given) => {
        expect(parseData(tokens(given).name)).toEqual(tokens(given));
      }),
    );
    expect(tokens({ length: 16, vocabulary: 100 }).name).toBe('tokens(length=16, vocabulary=100)');
  });
});
