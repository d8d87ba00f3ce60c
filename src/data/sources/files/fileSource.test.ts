import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { reading } from '../../formats/bytes/byteReader.ts';
import { fileSource } from './fileSource.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Longer than any chunk, and hard to pack. */
const bytes = Uint8Array.from({ length: 1_000_003 }, (_, i) => (i * i) >> 7);

describe('a file of the disk', () => {
  it.each([
    ['plain', bytes],
    ['packed', gzipSync(bytes)],
  ])('gives its %s bytes in order, again and again', async (name, stored) => {
    const source = await fileSource(written(name, stored));
    expect(source).toMatchObject({ size: stored.length, gzipped: name === 'packed' });
    for (const _ of [1, 2]) {
      const got = await reading(source, async (reader) => {
        const all = await reader.readInto(new Uint8Array(bytes.length), 'the bytes');
        await reader.expectEnd();
        return all;
      });
      expect(Buffer.from(got).equals(bytes)).toBe(true);
    }
  });

  it('is recognised as packed by its bytes, not by its name', async () => {
    expect((await fileSource(written('lies.gz', bytes))).gzipped).toBe(false);
    expect((await fileSource(written('one byte', Uint8Array.of(0x1f)))).gzipped).toBe(false);
  });

  it('gives slices of what is stored, as far as there is any', async () => {
    const source = await fileSource(written('slices', Uint8Array.of(1, 2, 3, 4)));
    expect([...(await source.slice(1, 3))]).toEqual([2, 3]);
    expect([...(await source.slice(3, 9))]).toEqual([4]);
    expect([...(await source.slice(9, 12))]).toEqual([]);
  });

  it('may be left before its end', async () => {
    for (const stored of [bytes, gzipSync(bytes)]) {
      const source = await fileSource(written('left', stored));
      expect([...(await reading(source, (reader) => reader.read(3, 'the bytes')))]).toEqual([...bytes.subarray(0, 3)]);
    }
  });

  it.each([
    ['that is not there', () => join(folder, 'nowhere'), /^there is no file .*nowhere$/],
    ['below a file', () => join(written('above', bytes), 'below'), /^there is no file .*below$/],
    ['that is a folder', () => folder, / is not a file$/],
  ])('%s is an error that names it', async (_, path, message) => {
    await expect(fileSource(path())).rejects.toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringMatching(message) }),
    );
  });

  it('whose packed bytes are damaged is an error that names it', async () => {
    const packed = gzipSync(bytes);
    const read = async (stored: Uint8Array) => {
      const source = await fileSource(written('broken.gz', stored));
      return reading(source, (reader) => reader.readInto(new Uint8Array(bytes.length + 1), 'the bytes'));
    };
    await expect(read(packed.subarray(0, -100))).rejects.toThrow('broken.gz is cut short');
    packed[packed.length - 6] ^= 1;
    await expect(read(packed)).rejects.toThrow('broken.gz is damaged');
  });
});
