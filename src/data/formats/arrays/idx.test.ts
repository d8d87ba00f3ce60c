import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../bytes/bytes.ts';
import { idx } from '../testing/encode.ts';
import { survives } from '../testing/fuzz.ts';
import { readIdx } from './idx.ts';

const TYPES = [
  { code: 8, bytes: 1, kept: Uint8Array, write: (view: DataView, at: number, x: number) => view.setUint8(at, x) },
  { code: 9, bytes: 1, kept: Float32Array, write: (view: DataView, at: number, x: number) => view.setInt8(at, x) },
  { code: 11, bytes: 2, kept: Float32Array, write: (view: DataView, at: number, x: number) => view.setInt16(at, x) },
  { code: 12, bytes: 4, kept: Float64Array, write: (view: DataView, at: number, x: number) => view.setInt32(at, x) },
  { code: 13, bytes: 4, kept: Float32Array, write: (view: DataView, at: number, x: number) => view.setFloat32(at, x) },
  { code: 14, bytes: 8, kept: Float64Array, write: (view: DataView, at: number, x: number) => view.setFloat64(at, x) },
];

describe('an IDX file', () => {
  it('gives back the numbers and labels that were written, in every type, packed or not', async () => {
    const axes = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TYPES),
        axes,
        fc.boolean(),
        fc.infiniteStream(fc.nat(127)),
        async (type, [points, point], packs, stream) => {
          const size = points * point.reduce((product, axis) => product * axis, 1);
          const numbers = Array.from({ length: size }, () => stream.next().value as number);
          const view = new DataView(new ArrayBuffer(size * type.bytes));
          for (const [i, x] of numbers.entries()) type.write(view, i * type.bytes, x);
          const file = idx(type.code, [points, ...point], new Uint8Array(view.buffer));
          const labels = idx(8, [points], Uint8Array.from(numbers.slice(0, points)));
          const data = await readIdx(
            fromBytes(packs ? gzipSync(file) : file, 'images'),
            fromBytes(labels, 'labels'),
            'mine',
          );
          expect(data.shape).toEqual([[1], point, [1, ...point], point][point.length]);
          expect(data.values).toEqual(type.kept.from(numbers));
          expect(data).toMatchObject({ name: 'mine', points, labels: Int32Array.from(numbers.slice(0, points)) });
        },
      ),
      { seed: 2 },
    );
  });

  it('keeps class names', async () => {
    const source = (body: readonly number[]) => fromBytes(idx(8, [body.length], Uint8Array.from(body)), 'file');
    const data = await readIdx(source([7, 8]), source([0, 1]), 'mine', ['cat', 'dog']);
    expect(data).toMatchObject({ classNames: ['cat', 'dog'], labels: Int32Array.of(0, 1) });
  });

  it('is read or refused with a reason whatever its bytes', async () => {
    const sound = [
      idx(8, [5, 2, 2], new Uint8Array(20)),
      idx(13, [3, 2], new Uint8Array(24)),
      idx(8, [4], new Uint8Array(4)),
    ];
    await survives((source) => readIdx(source, undefined), [...sound, gzipSync(sound[0])]);
    await survives((source) => readIdx(fromBytes(sound[2], 'images'), source), sound);
  });
});
