import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { fromBytes } from '../bytes/bytes.ts';
import { survives } from '../testing/fuzz.ts';
import { type WriteOptions, writeParquet } from '../testing/parquetFiles.ts';
import { readParquet } from './parquet.ts';
import type { TableOptions } from './table.ts';

function read(bytes: Uint8Array, options: TableOptions = {}) {
  return readParquet(fromBytes(bytes, 'x.parquet'), options, 'x');
}

async function complaint(bytes: Uint8Array, options: TableOptions = {}): Promise<string> {
  const error = await read(bytes, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).toText();
}

describe('a Parquet file', () => {
  it('has one point per row, and its numeric and boolean columns are features in their order', async () => {
    const data = await read(
      writeParquet({
        a: Float64Array.of(0.5, -1.5),
        b: Int32Array.of(2, 3),
        c: BigInt64Array.of(4n, -5n),
        d: [true, false],
        e: Float32Array.of(0.25, 6),
      }),
    );
    expect(data).toMatchObject({ shape: [5], points: 2, name: 'x' });
    expect(data.values).toEqual(Float64Array.of(0.5, 2, 4, 1, 0.25, -1.5, 3, -5, 0, 6));
  });

  it('keeps float32 columns as they are, and booleans as bytes', async () => {
    expect((await read(writeParquet({ a: Float32Array.of(0.1, 2), b: [true, false] }))).values).toBeInstanceOf(
      Float32Array,
    );
    expect((await read(writeParquet({ a: [true, false] }))).values).toEqual(Uint8Array.of(1, 0));
  });

  it('flattens lists of one length and gives them the shape asked for', async () => {
    const file = writeParquet({
      image: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      extra: [0.5, 1.5],
    });
    expect([...(await read(file)).values]).toEqual([1, 2, 3, 4, 0.5, 5, 6, 7, 8, 1.5]);
    const images = await read(
      writeParquet({
        y: [1, 0],
        image: [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ],
      }),
      { label: 'y', shape: [1, 2, 2] },
    );
    expect(images.shape).toEqual([1, 2, 2]);
  });

  it.each([
    ['words', ['b10', 'b9', 'b10'], ['b9', 'b10'], [1, 0, 1]],
    ['whole numbers', [10, 9, 10], ['9', '10'], [1, 0, 1]],
    ['large whole numbers', [10n, 9n, 10n], ['9', '10'], [1, 0, 1]],
    ['truth values', [true, false, true], ['false', 'true'], [1, 0, 1]],
  ])('takes its classes from a column of %s', async (_, kinds, classNames, labels) => {
    const data = await read(writeParquet({ x: [1, 2, 3], kind: kinds }), { label: 'kind' });
    expect(data).toMatchObject({ shape: [1], classNames });
    expect([...data.labels!]).toEqual(labels);
  });
});

describe('a Parquet file that cannot be read', () => {
  it('names all columns that are not numbers, and suggests the label', async () => {
    const file = writeParquet({
      when: [new Date(0), new Date(1)],
      x: [1, 2],
      kind: ['a', 'b'],
      more: [
        { p: 1, q: 2 },
        { p: 3, q: 4 },
      ],
    });
    const text = await complaint(file);
    expect(text).toContain('has columns that are not numbers: when (timestamp');
    expect(text).toContain('kind (text), more (');
    expect(text).toContain('if kind holds the classes, add label=kind; drop the others');
  });

  it.each([
    ['a missing number', { x: [1, null, 3] }, 'has no value in row 2 (counted from 1), column x'],
    ['an infinity', { x: [1, 2, Number.NaN] }, 'has NaN in row 3 (counted from 1), column x'],
    ['a missing list', { x: [[1, 2], null, [3, 4]] }, 'row 2 (counted from 1), column x'],
    [
      'a missing number in a list',
      {
        x: [
          [1, 2],
          [3, null],
          [3, 4],
        ],
      },
      'has no value in row 2',
    ],
    ['lists of two lengths', { x: [[1, 2], [3, 4], [5]] }, 'has a list of 1 numbers where the first has 2 in row 3'],
    ['a missing class', { x: [1, 2, 3], y: ['a', null, 'b'] }, 'has no class in row 2 (counted from 1), column y'],
    ['a class with a fraction', { x: [1, 2, 3], y: [1, 2.5, 3] }, 'has "2.5", no class in row 2'],
    ['nothing but the label', { y: [1, 2, 3] }, 'has no column but the label'],
    ['lists for labels', { x: [1, 2], y: [[1], [2]] }, 'the column y of x.parquet (list) cannot be the label'],
  ])('with %s is refused', async (_, columns: Record<string, unknown[]>, message) => {
    expect(await complaint(writeParquet(columns), { label: 'y' in columns ? 'y' : undefined })).toContain(message);
  });

  it('is refused when it is packed from outside, or not a Parquet file', async () => {
    const bytes = writeParquet({ x: [1, 2] });
    expect(await complaint(Uint8Array.of(0x1f, 0x8b, ...bytes))).toContain('Parquet compresses inside');
    expect(await complaint(new Uint8Array(0))).toContain('is not a Parquet file');
    expect(await complaint(bytes.map((byte, i) => (i === 0 ? 0 : byte)))).toContain('is not a Parquet file');
    expect(await complaint(bytes.subarray(0, bytes.length - 1))).toContain('is damaged: its end is missing');
  });

  it('is refused when it claims more metadata than it has', async () => {
    const bytes = writeParquet({ x: [1, 2] });
    new DataView(bytes.buffer).setUint32(bytes.length - 8, 0x7fffffff, true);
    expect(await complaint(bytes)).toContain('is damaged: it claims 2,147,483,647 bytes of metadata');
  });

  it('is refused when a column has a name that could steer a terminal', async () => {
    expect(await complaint(writeParquet({ 'x\u001b[2J': [1, 2] }))).toContain('is damaged: its schema cannot be read');
  });

  it('is refused when its codec is not ours', async () => {
    expect(await complaint(writeParquet({ x: [1, 2] }, { codec: 'ZSTD' }))).toContain('is compressed with ZSTD');
  });
});

describe('Parquet files of all kinds', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const rows = fc.array(
    fc.record({
      x: number,
      y: fc.integer({ min: 0, max: 3 }),
      z: fc.tuple(number, number),
      kind: fc.constantFrom('a', 'b'),
    }),
    { minLength: 2, maxLength: 40 },
  );
  const options = fc.record<WriteOptions>({
    codec: fc.constantFrom('UNCOMPRESSED', 'SNAPPY'),
    rowGroupSize: fc.integer({ min: 1, max: 50 }),
    pageSize: fc.integer({ min: 16, max: 1000 }),
  });
  const columnsOf = (points: readonly { x: number; y: number; z: readonly number[]; kind: string }[]) => ({
    x: Float64Array.from(points, ({ x }) => x),
    y: points.map(({ y }) => y),
    z: points.map(({ z }) => z),
    kind: points.map(({ kind }) => kind),
  });

  it('give back what was written, whatever the row groups, pages and codec', async () => {
    await fc.assert(
      fc.asyncProperty(rows, options, async (points, layout) => {
        const data = await read(writeParquet(columnsOf(points), layout), { label: 'kind' });
        expect([...data.values]).toEqual(points.flatMap(({ x, y, z }) => [x, y, ...z]));
        expect(Array.from(data.labels!, (label) => data.classNames![label])).toEqual(points.map(({ kind }) => kind));
      }),
      { seed: 1 },
    );
  });

  it('are read or refused in words, whatever bytes are changed or missing', async () => {
    const points = Array.from({ length: 300 }, (_, i) => ({ x: i / 7, y: i % 3, z: [i, -i], kind: 'ab'[i % 2] }));
    const files = (['UNCOMPRESSED', 'SNAPPY'] as const).map((codec) =>
      writeParquet(columnsOf(points), { codec, rowGroupSize: 100, pageSize: 300 }),
    );
    await survives((source) => readParquet(source, { label: 'kind' }), files, 1500);
  });

  it('are read or refused in words when what comes before their end changes', async () => {
    const file = writeParquet(columnsOf(Array.from({ length: 60 }, (_, i) => ({ x: i, y: 1, z: [i, i], kind: 'a' }))));
    const read = async (source: ByteSource) => {
      const begin = await source.slice(0, source.size);
      const whole = Uint8Array.of(...begin, ...file.subarray(begin.length));
      return readParquet(fromBytes(whole, 'file'), { label: 'kind' });
    };
    await survives(read, [file.slice(0, 600)], 1500);
  });
});
