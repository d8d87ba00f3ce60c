import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../graph/graph.ts';
import { npy, zip } from '../../formats/testing/encode.ts';
import { readArrayFile } from './arrayFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-arrays-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const bytesOf = (values: ArrayBufferView) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** A safetensors file with a header of any text. */
function safetensorsOf(header: string, body: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header), body]);
}

const tensor = (dtype: string, shape: readonly number[], data_offsets: readonly [number, number]) => ({
  dtype,
  shape,
  data_offsets,
});

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });

describe('an array from a file', () => {
  it('has the numbers of NumPy in their order, of any axes, in either order of the file', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.boolean(), async (shape, fortran) => {
        const count = sizeOf(shape);
        const values = Float32Array.from({ length: count }, (_, i) => i);
        // Fortran order: the place of a number, counted with the first axis fastest.
        const stored = fortran ? values.map((_, place) => rowMajorPlace(place, shape)) : values;
        const path = written('any.npy', npy('<f4', shape, bytesOf(stored), fortran));
        const array = await readArrayFile(path);
        expect(array).toEqual({ values, shape, whole: false });
      }),
      { numRuns: 60 },
    );
  });

  it('has the numbers of safetensors, of any axes, beside other tensors', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(8), async (shape, before) => {
        const values = Float64Array.from({ length: sizeOf(shape) }, (_, i) => i / 2);
        const end = before + values.byteLength;
        const header = {
          __metadata__: { by: 'a test' },
          other: tensor('U8', [before], [0, before]),
          logits: tensor('F64', shape, [before, end]),
        };
        const body = Buffer.concat([Buffer.alloc(before), bytesOf(values)]);
        const path = written('any.safetensors', safetensorsOf(JSON.stringify(header), body));
        expect(await readArrayFile(`${path}:logits`)).toEqual({ values, shape, whole: false });
      }),
      { numRuns: 60 },
    );
  });

  it('has bfloat16 as the float32 that begins with it, and knows whole numbers', async () => {
    const [a, b] = [Float32Array.of(1, -2.5), BigInt64Array.of(3n, 4n)];
    const upper = Uint16Array.from(new Uint32Array(a.buffer), (bits) => bits >>> 16);
    const header = JSON.stringify({ a: tensor('BF16', [2], [0, 4]), b: tensor('I64', [2], [4, 20]) });
    const path = written('two.safetensors', safetensorsOf(header, Buffer.concat([bytesOf(upper), bytesOf(b)])));
    expect(await readArrayFile(`${path}:a`)).toEqual({ values: a, shape: [2], whole: false });
    expect(await readArrayFile(`${path}:b`)).toEqual({ values: Float64Array.of(3, 4), shape: [2], whole: true });
  });

  it('is the only one of an archive, or the one that is named', async () => {
    const [a, b] = [1, 2].map((value) => npy('<f8', [1], bytesOf(Float64Array.of(value))));
    const single = written('one.npz', zip([{ path: 'z.npy', bytes: a! }]));
    const two = written(
      'two.npz',
      zip([
        { path: 'a.npy', bytes: a! },
        { path: 'b.npy', bytes: b!, deflate: true },
      ]),
    );
    expect((await readArrayFile(single)).values).toEqual(Float64Array.of(1));
    expect((await readArrayFile(`${two}:b`)).values).toEqual(Float64Array.of(2));
  });

  it('is a table, or a column of one', async () => {
    const path = written('table.csv', 'a,b\n0,1.5\n2,3\n');
    const values = Float64Array.of(0, 1.5, 2, 3);
    expect(await readArrayFile(path)).toEqual({ values, shape: [2, 2], whole: false, columns: ['a', 'b'] });
    expect(await readArrayFile(`${path}:a`)).toEqual({ values: Float64Array.of(0, 2), shape: [2], whole: false });
  });
});

function rowMajorPlace(place: number, shape: readonly number[]): number {
  let left = place;
  let at = 0;
  for (const [axis, length] of shape.entries()) {
    at += (left % length) * sizeOf(shape.slice(axis + 1));
    left = Math.floor(left / length);
  }
  return at;
}

describe('an array is refused', () => {
  const eight = bytesOf(Float64Array.of(1));
  const header = (entry: object) => safetensorsOf(JSON.stringify({ x: entry }), eight);
  const array = npy('<f8', [1], eight);
  it.each<[string, string, Uint8Array | string, string, RegExp, RegExp]>([
    ['of Python objects', 'x.npy', npy('|O', [1], eight), '', /Python objects/, /np\.float32/],
    ['by a name in .npy', 'x.npy', array, ':x', /without a name/, /leave out/],
    [
      'among several of .npz',
      'x.npz',
      zip([
        { path: 'a.npy', bytes: array },
        { path: 'b.npy', bytes: array },
      ]),
      '',
      /2 arrays: a, b/,
      /x\.npz:a/,
    ],
    [
      'that .npz does not have',
      'x.npz',
      zip([{ path: 'logits.npy', bytes: array }]),
      ':logit',
      /no array logit/,
      /did you mean logits/,
    ],
    ['of another type', 'x.safetensors', header(tensor('F8_E4M3', [8], [0, 8])), '', /F8_E4M3/, /float\(\)/],
    [
      'shorter than its shape',
      'x.safetensors',
      header(tensor('F64', [2], [0, 8])),
      '',
      /2 numbers of its shape/,
      /save_file/,
    ],
    [
      'beyond the file',
      'x.safetensors',
      header(tensor('F64', [2], [0, 16])),
      '',
      /2 numbers of its shape/,
      /save_file/,
    ],
    ['without offsets', 'x.safetensors', header({ dtype: 'F64', shape: [1] }), '', /data_offsets/, /save_file/],
    ['with a broken header', 'x.safetensors', safetensorsOf('{', eight), '', /JSON/, /save_file/],
    ['with a header beyond the file', 'x.safetensors', Buffer.alloc(8, 1), '', /longer than the file/, /save_file/],
    ['of eight bytes missing', 'x.safetensors', Buffer.alloc(3), '', /length of its header/, /save_file/],
    ['of no tensors', 'x.safetensors', safetensorsOf('{}', eight), '', /no tensors/, /save_file/],
    ['with NaN in a table', 'x.csv', '1,2\nnan,4\n', '', /nan/, /fill the cell/],
    ['of a column that is not there', 'x.csv', 'a,b\n1,2\n3,4\n', ':c', /no column c/, /a, b/],
    ['of another format', 'x.pt', 'PK', '', /no \.npy/, /np\.save/],
  ])('%s', async (_, name, bytes, part, message, remedy) => {
    await expect(readArrayFile(written(name, bytes) + part)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
  });
});
