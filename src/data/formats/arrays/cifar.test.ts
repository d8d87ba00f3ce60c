import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../bytes/bytes.ts';
import { join } from '../testing/encode.ts';
import { survives } from '../testing/fuzz.ts';
import { readCifar } from './cifar.ts';

/** A row whose pixels differ from those of other rows. */
function row(labels: readonly number[], seed: number): Uint8Array {
  return join(Uint8Array.from(labels), pixels(seed));
}

function pixels(seed: number): Uint8Array {
  return Uint8Array.from({ length: 3072 }, (_, i) => (i * 7 + seed * 31) & 0xff);
}

describe('a CIFAR file', () => {
  it('gives back images and the labels asked for, over several files, packed or not', async () => {
    const label = fc.tuple(fc.nat(19), fc.nat(99));
    const files = fc.array(fc.tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.boolean()), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(0, 1), async (batches, whichLabel) => {
        const sources = batches.map(([rows, packs], batch) => {
          const bytes = join(...rows.map((labels, i) => row(labels, 10 * batch + i)));
          return fromBytes(packs ? gzipSync(bytes) : bytes, `batch ${batch}`);
        });
        const data = await readCifar(sources, { labelBytes: 2, whichLabel }, 'mine');
        const seeds = batches.flatMap(([rows], batch) => rows.map((_, i) => 10 * batch + i));
        expect(data).toMatchObject({ name: 'mine', shape: [3, 32, 32], points: seeds.length });
        expect(Buffer.from(data.values).equals(join(...seeds.map(pixels)))).toBe(true);
        expect([...data.labels!]).toEqual(batches.flatMap(([rows]) => rows.map((labels) => labels[whichLabel])));
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it('has labels below the number of class names', async () => {
    const source = fromBytes(join(row([1], 0), row([2], 1)), 'batch');
    const read = (classNames: string[]) => readCifar([source], { labelBytes: 1, whichLabel: 0, classNames }, 'mine');
    expect((await read(['a', 'b', 'c'])).classNames).toEqual(['a', 'b', 'c']);
    await expect(read(['a', 'b'])).rejects.toThrow('batch has the label 2 at image 1 (counted from 0)');
  });

  it('is read or refused with a reason whatever its bytes', async () => {
    const sound = join(row([3], 0), row([9], 1));
    await survives((source) => readCifar([source], { labelBytes: 1, whichLabel: 0 }), [sound, gzipSync(sound)], 400);
  });
});
