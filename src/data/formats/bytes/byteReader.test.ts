import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { ByteReader, reading } from './byteReader.ts';
import type { ByteSource } from './byteSource.ts';
import { fromBytes } from './bytes.ts';
import { crc32 } from './crc32.ts';

const count = (length: number) => Uint8Array.from({ length }, (_, i) => i);

/** The bytes in chunks of given lengths, all in one buffer that is used again and again, as the contract allows. */
function inChunks(bytes: Uint8Array, lengths: readonly number[], onClose = () => {}): ByteSource {
  const buffer = new Uint8Array(bytes.length);
  return {
    ...fromBytes(bytes, 'chunks'),
    async *chunks() {
      try {
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const chunk = bytes.subarray(at, at + lengths[i % lengths.length]);
          buffer.fill(0xee);
          buffer.set(chunk);
          yield buffer.subarray(0, chunk.length);
          at += chunk.length;
        }
      } finally {
        onClose();
      }
    },
  };
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).code).toBe('data');
  return (error as UserError).message;
}

describe('a reader of bytes', () => {
  it('gives the bytes in order however they come and are asked for', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), lengths, lengths, async (bytes, chunks, asked) => {
        const reader = ByteReader.over(inChunks(bytes, chunks));
        const got: number[] = [];
        for (let i = 0; got.length < bytes.length; i++) {
          const length = Math.min(asked[i % asked.length], bytes.length - got.length);
          got.push(...(await reader.read(length, 'the bytes')));
          expect(reader.offset).toBe(got.length);
        }
        await reader.expectEnd();
        expect(got).toEqual([...bytes]);
      }),
      { seed: 1 },
    );
  });

  it('passes over chunks without bytes', async () => {
    const source: ByteSource = {
      ...fromBytes(count(2), 'gaps'),
      async *chunks() {
        yield* [count(0), count(1), count(0), count(1), count(0)];
      },
    };
    const reader = ByteReader.over(source);
    expect([...(await reader.read(2, 'the bytes'))]).toEqual([0, 0]);
    await reader.expectEnd();
  });

  it('says where a file ends that promised more, and within what', async () => {
    const plain = ByteReader.over(fromBytes(count(1000), 'images'));
    await plain.read(16, 'the header');
    expect(() => plain.claim(7_840_000, 'the pixels')).toThrow(
      'images ends after 1,000 of 7,840,016 bytes, within the pixels',
    );
    const packed = ByteReader.over(fromBytes(gzipSync(count(1000)), 'images.gz'));
    await packed.read(16, 'the header');
    packed.claim(100_000, 'the pixels');
    const pixels = packed.readInto(new Uint8Array(100_000), 'the pixels');
    expect(await messageOf(pixels)).toBe('images.gz ends after 1,000 of 100,016 bytes, within the pixels');
  });

  it('refuses what a file cannot hold before it is allocated', () => {
    const plain = ByteReader.over(fromBytes(count(100), 'plain'));
    plain.claim(100, 'the bytes');
    expect(() => plain.claim(101, 'the bytes')).toThrow('plain ends after 100 of 101 bytes');
    const packed = gzipSync(count(100));
    const reader = ByteReader.over(fromBytes(packed, 'packed'));
    reader.claim(packed.length * 1032, 'the bytes');
    expect(() => reader.claim(packed.length * 1032 + 1, 'the bytes')).toThrow('more than its');
  });

  it('counts the memory that values take once they are wider than their bytes', () => {
    const half: ByteSource = { ...fromBytes(count(9), 'half'), size: 2 ** 30 };
    ByteReader.over(half).claim(2 ** 29, 'the values', 2 ** 31);
    expect(() => ByteReader.over(half).claim(2 ** 29, 'the values', 2 ** 31 + 1)).toThrow('more than 2 GiB');
    const packed: ByteSource = { ...half, size: 2 ** 20, gzipped: true };
    ByteReader.over(packed).claim(2 ** 26, 'the values', 200 * 2 ** 20);
    expect(() => ByteReader.over(packed).claim(2 ** 26, 'the values', 201 * 2 ** 20)).toThrow(
      'only a decompression bomb',
    );
  });

  it('lets a large file unpack to 100 times its size', () => {
    const large: ByteSource = { ...fromBytes(count(9), 'large'), size: 3 * 2 ** 20, gzipped: true };
    ByteReader.over(large).claim(300 * 2 ** 20, 'the values');
    expect(() => ByteReader.over(large).claim(301 * 2 ** 20, 'the values')).toThrow('only a decompression bomb');
  });

  it('refuses bytes after the end', async () => {
    const reader = ByteReader.over(fromBytes(count(5), 'long'));
    await reader.read(4, 'the bytes');
    expect(await messageOf(reader.expectEnd())).toBe('long continues after its 4 bytes');
  });

  it.each([
    ['cut short', (packed: Uint8Array) => packed.subarray(0, -9), 'packed is cut short'],
    ['damaged', (packed: Uint8Array) => packed.map((byte, i) => (i === 15 ? ~byte : byte)), 'packed is damaged'],
    [
      'of a wrong checksum',
      (packed: Uint8Array) => packed.map((byte, i, { length }) => (i === length - 6 ? ~byte : byte)),
      'packed is damaged',
    ],
  ])('names a gzip file that is %s', async (_, damage, message) => {
    const reader = ByteReader.over(fromBytes(damage(gzipSync(count(100))), 'packed'));
    const all = async () => {
      await reader.read(100, 'the bytes');
      await reader.expectEnd();
    };
    expect(await messageOf(all())).toContain(message);
  });

  it('lets go of the file whether reading went well or not', async () => {
    let closed = 0;
    const source = () => inChunks(count(9), [2], () => closed++);
    await reading(source(), (reader) => reader.read(3, 'the bytes'));
    const lengths = [9, 10];
    await messageOf(
      reading(source(), async (reader) => {
        for (const length of lengths) await reader.read(length, 'the bytes');
      }),
    );
    await messageOf(
      reading(source(), async (reader) => {
        await reader.read(3, 'the bytes');
        await reader.expectEnd();
      }),
    );
    expect(closed).toBe(3);
  });
});

describe('a file in memory', () => {
  it('may be read several times, and in slices of what is stored', async () => {
    const packed = gzipSync(count(100));
    const source = fromBytes(packed, 'packed');
    for (const _ of [1, 2]) {
      expect([...(await reading(source, (reader) => reader.read(100, 'the bytes')))]).toEqual([...count(100)]);
    }
    expect([...(await source.slice(0, 2))]).toEqual([0x1f, 0x8b]);
    expect(source).toMatchObject({ name: 'packed', size: packed.length, gzipped: true });
  });
});

describe('the checksum', () => {
  it('of "123456789" is the published one, in one piece or in two', () => {
    const digits = new TextEncoder().encode('123456789');
    expect(crc32(digits)).toBe(0xcbf43926);
    expect(crc32(digits.subarray(4), crc32(digits.subarray(0, 4)))).toBe(0xcbf43926);
  });
});
