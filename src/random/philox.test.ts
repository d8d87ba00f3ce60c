import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSE, philoxKey } from './key.ts';
import { philox, type Words } from './philox.ts';
import { openRandomModule } from './wasm.ts';

const hex = (words: Words) => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');
const ALL_ONES = 0xffffffff;

/** Word `w` of counter `c` lies at 16 ⌊c/4⌋ + 4 w + c mod 4 in what the SIMD generator writes. */
const place = (counter: number, word: number) => 16 * Math.floor(counter / 4) + 4 * word + (counter % 4);

describe('Philox4x32-10', () => {
  it('gives the known answers of its authors', () => {
    expect(hex(philox([0, 0, 0, 0], [0, 0]))).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(hex(philox([ALL_ONES, ALL_ONES, ALL_ONES, ALL_ONES], [ALL_ONES, ALL_ONES]))).toBe(
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    );
    expect(hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]))).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });

  it('is the same word for word in SIMD', () => {
    const { words, memory, heapBase } = openRandomModule();
    memory.grow(1);
    const output = new Uint32Array(memory.buffer, heapBase.value, 64);
    const word = fc.integer({ min: 0, max: ALL_ONES });
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word, word), (key, [tensor, readout, initialisation]) => {
        words(output.byteOffset, output.length, 1, ...key, tensor, readout, initialisation);
        for (let counter = 0; counter < 16; counter++) {
          const expected = philox([counter, tensor, readout, initialisation], key);
          expect([0, 1, 2, 3].map((w) => output[place(counter, w)])).toEqual(expected);
        }
      }),
    );
  });
});

describe('a Philox key', () => {
  it('differs for every pair of seed and purpose', () => {
    const seeds = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
    const keys = seeds.flatMap((seed) => Object.values(PURPOSE).map((purpose) => philoxKey(seed, purpose).join()));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('refuses seeds that are not integers from 0 to 2⁵³ − 1', () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => philoxKey(seed, 1)).toThrow(RangeError);
  });
});
