import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import { features } from '../../dataset.ts';
import { load } from '../../sources/files/load.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { fromBytes } from '../bytes/bytes.ts';
import { survives } from '../testing/fuzz.ts';
import { type JsonOptions, readJson } from './json.ts';

function read(text: string, options: JsonOptions = {}, name = 'x.json') {
  return readJson(fromBytes(new TextEncoder().encode(text), name), options, 'x');
}

/** What people see. */
async function complaint(text: string, options: JsonOptions = {}, name = 'x.json'): Promise<string> {
  const error = await read(text, options, name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).toText();
}

describe('nested arrays', () => {
  it.each([
    ['[N], one feature', '[1, 2, 3]', [1]],
    ['[N, d], vectors', '[[1, 2], [3, 4]]', [2]],
    ['[N, h, w], images of one channel', '[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]', [1, 2, 2]],
    ['[N, c, h, w], images of c channels', '[[[[1, 2]], [[3, 4]]], [[[5, 6]], [[7, 8]]]]', [2, 1, 2]],
  ])('have the axes %s', async (_, text, shape) => {
    const data = await read(text);
    expect(data).toMatchObject({ shape, name: 'x' });
    expect([...data.values]).toEqual(Array.from(data.values, (_, i) => i + 1));
  });

  it('with three channels last become images with channels first, as NumPy arrays do', async () => {
    const image = (from: number) =>
      [0, 1].map((row) => [0, 1].map((column) => [0, 1, 2].map((k) => from + 6 * row + 3 * column + k)));
    const data = await read(JSON.stringify([image(0), image(12)]));
    expect(data.shape).toEqual([3, 2, 2]);
    expect([...data.values.subarray(0, 12)]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });

  it('take another shape on request', async () => {
    expect((await read('[[1, 2, 3, 4], [5, 6, 7, 8]]', { shape: [1, 2, 2] })).shape).toEqual([1, 2, 2]);
    expect(await complaint('[[1, 2], [3, 4]]', { shape: [3] })).toContain('points of 2 numbers, which are not 3');
  });

  it('count true as 1 and false as 0', async () => {
    expect([...(await read('[[true, 2], [false, 3]]')).values]).toEqual([1, 2, 0, 3]);
  });
});

describe('records', () => {
  const flowers = '[{"width": 1, "kind": "b10"}, {"kind": "b9", "width": 2}, {"width": 3, "kind": "b10"}]';

  it('are the rows of a table, whose label is a column by name or number', async () => {
    for (const label of ['kind', '2']) {
      const data = await read(flowers, { label });
      expect(data).toMatchObject({ shape: [1], points: 3, classNames: ['b9', 'b10'] });
      expect([...data.values]).toEqual([1, 2, 3]);
      expect([...data.labels!]).toEqual([1, 0, 1]);
    }
  });

  it('sort classes that are numbers by value', async () => {
    const data = await read('[{"x": 1, "y": 10}, {"x": 2, "y": 9}, {"x": 3, "y": 9.0}]', { label: 'y' });
    expect(data.classNames).toEqual(['9', '10']);
    expect([...data.labels!]).toEqual([1, 0, 0]);
  });

  it('may be called like methods of objects', async () => {
    const data = await read('[{"__proto__": 1, "constructor": "a"}, {"__proto__": 2, "constructor": "b"}]', {
      label: 'constructor',
    });
    expect([...data.values]).toEqual([1, 2]);
  });

  it('never let names steer a terminal', async () => {
    const hostile = JSON.stringify('\u001b[2J');
    const data = await read(`[{"x": 1, "y": ${hostile}}, {"x": 2, "y": "b"}]`, { label: 'y' });
    expect(data.classNames).toEqual([' [2J', 'b']);
    expect(await complaint(`[{${hostile}: 1}, {${hostile}: "one"}]`)).toContain('column 1 ([2J)');
  });
});

describe('an object of arrays', () => {
  const text = '{"note": "mine", "x": [[1, 2], [3, 4]], "y": ["cat", "ant"]}';

  it('names its points and labels as usual', async () => {
    const data = await read(text);
    expect(data).toMatchObject({ shape: [2], points: 2, classNames: ['ant', 'cat'] });
    expect([...data.labels!]).toEqual([1, 0]);
  });

  it('has its labels where the caller says, and its points in the other array', async () => {
    const data = await read('{"kind": [7, 3], "measured": [[1, 2], [3, 4]]}', { label: 'kind' });
    expect(data).toMatchObject({ classNames: ['3', '7'] });
    expect([...data.values]).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['two arrays of other names', '{"a": [1, 2], "b": [3, 4]}', {}, 'does not tell which of its arrays are the points'],
    ['a label that is not there', text, { label: 'z' }, 'x.json has no array z'],
    ['labels alone', '{"y": [1, 2]}', { label: 'y' }, 'x.json has no array of points beside y'],
    ['no array', '{"y": 1}', {}, 'x.json has no array of points'],
    ['too few labels', '{"x": [1, 2], "y": [1]}', {}, 'has 1 labels in y for the 2 points of x'],
    ['labels with axes', '{"x": [1, 2], "y": [[1], [2]]}', {}, 'an array at y[0], which is not a class'],
    ['a label with a fraction', '{"x": [1, 2], "y": [1, 1.5]}', {}, '1.5 at y[1], which is not a class'],
    ['a ragged array', '{"x": [[1, 2], [3]], "y": [1, 2]}', {}, 'an array of length 1 at x[1]'],
    ['a name twice', '{"x": [1, 2], "x": [1, 2]}', {}, 'two entries x'],
  ])('with %s is refused', async (_, json, options: JsonOptions, message) => {
    expect(await complaint(json, options)).toContain(message);
  });
});

describe('JSON Lines', () => {
  it.each(['x.jsonl', 'x.ndjson', 'x.JSONL.gz'])('in %s hold a point in each line', async (name) => {
    const records = await read('\n{"x": 1, "y": "a"}\r\n\n{"x": 2, "y": "b"}\n', { label: 'y' }, name);
    expect(records).toMatchObject({ shape: [1], points: 2, classNames: ['a', 'b'] });
    const rows = await read('[1, 2]\n[3, 4]\n[5, 6]', {}, name);
    expect(rows).toMatchObject({ shape: [2], points: 3 });
  });

  it('are distinguished from JSON by the name alone', async () => {
    expect(await complaint('[1, 2]\n[3, 4]\n')).toContain('name the file .jsonl');
    expect(await complaint('[1, 2] [3, 4]', {}, 'x.jsonl')).toContain('"[" where a new line should be');
  });
});

describe('JSON that cannot be read', () => {
  it('is shown with its path, line and column', async () => {
    expect(await complaint('[\n[1, 2],\n[3, null]\n]\n')).toBe(
      [
        'x.json has null at [1][1], where a number should be',
        '  x.json:3:5',
        '  [3, null]',
        '      ^',
        '  fill it or remove the point',
      ].join('\n'),
    );
  });

  it.each([
    ['[[1, 2], [3]]', 'an array of length 1 at [1] where the first has length 2', 12],
    ['[[1, 2], [3, 4, 5]]', 'an array of length 3 at [1] where the first has length 2', 17],
    ['[[[1], [2]], [[3], [4, 5]]]', 'an array of length 2 at [1][1] where the first has length 1', 24],
    ['[[1, 2], 3]', '3 at [1], where an array should be', 10],
    ['[1, [2]]', 'an array at [1], where a number should be', 5],
    ['[[1], [NaN]]', 'NaN at [1][0], where a number should be', 8],
    ['[1, -Infinity]', '-Infinity at [1], where a number should be', 5],
    ['[1, 1e999]', '1e999 at [1], which is not a finite number', 5],
    ['[1, 01]', '01 at [1], where a number should be', 5],
    ['[1, "é", "b"]', '"é" at [1], where a number should be', 5],
    ['["é", "b"]', '"é" at [0], where a number should be', 2],
    ['[1, ]', '"]" where another entry should be', 5],
    ['[1 2]', '"2" where a comma or ] should be', 4],
    ['{x: [1, 2]}', '"x" where a name in double quotes should be', 2],
    ['{"x" [1, 2]}', '"[" where a colon should be', 6],
    ['{"x": [1, 2]} 3', '"3" where the end of the file should be', 15],
    ['[1, "a]', 'a quote that is never closed', 5],
    ['[1, "\\x"]', 'a text with a wrong escape', 5],
    ['{"x": [1], "y": ["a\tb"]}', 'a control character in a text', 20],
    ['[{"a": 1}, {"a": "1"}]', '"1" in column 1 (a), which is not a finite number', 18],
    ['[{"a": 1}, {"a": null}]', 'null in column 1 (a), where a number should be', 18],
    ['[{"a": 1}, {"a": ""}]', '"" in column 1 (a), where a number should be', 18],
    ['[{"a": 1}, {"a": [1]}]', 'an array in column 1 (a), where a number should be', 18],
    ['[{"a": 1}, {"b": 1}]', 'a column b that the first record does not have', 13],
    ['[{"a": 1, "b": 2}, {"b": 1}]', 'a record without the column a', 20],
    ['[{"a": 1, "a": 2}]', 'a record with two columns a', 11],
    ['[{"a": 1}, [2]]', 'an array where a record should be', 12],
    ['"points"', '"points" where [ or { should be', 1],
    ['['.repeat(1e6), 'more than 64 levels of brackets', 65],
    ['[1, "a\n"]', 'a line break in a text', 7],
    [`{"x": [1, 2], "z": ${'{"a":'.repeat(1e5)}`, 'more than 64 levels of brackets', undefined],
  ])('%.40s has %s', async (text, problem, column) => {
    const [first, place] = (await complaint(text)).split('\n');
    expect(first).toBe(`x.json has ${problem}`);
    if (column !== undefined) expect(place).toBe(`  x.json:1:${column}`);
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['white space', ' \n\t\r\n', 'is empty'],
    ['no points', '[]', 'has no points'],
    ['a single point', '[[1, 2]]', 'too few points'],
    ['points of no numbers', '[[], []]', 'has an empty axis'],
    ['too many axes', '[[[[[1]]]], [[[[1]]]]]', 'has 5 axes'],
    ['an array cut short', '[[1, 2], [3', 'ends where a comma or ] should be'],
    ['a comma at its end', '[[1, 2],', 'ends where another entry should be'],
  ])('with %s is refused', async (_, text, message) => {
    expect(await complaint(text)).toContain(message);
  });

  it.each([
    [
      'a label column misspelt',
      '[{"x": 1, "kind": 2}, {"x": 1, "kind": 2}]',
      'did you mean kind? its columns are x, kind',
    ],
    ['a label that is missing', '[{"x": 1, "kinds": null}]', 'no class in column 2 (kinds)'],
    ['a label with a fraction', '[{"x": 1, "kinds": 4.5}]', '4.5 in column 2 (kinds), which is not a class'],
    ['nothing but the label', '[{"kinds": 1}, {"kinds": 2}]', 'no column but the label'],
    ['arrays instead of records', '[[1, 2], [3, 4]]', 'x.json has no column kinds: its points are arrays'],
  ])('with %s is refused', async (_, text, message) => {
    expect(await complaint(text, { label: 'kinds' })).toContain(message);
  });

  it('suggests the label column where words stand', async () => {
    expect(await complaint('[{"x": 1, "kind": "a"}, {"x": 2, "kind": "b"}]')).toContain(
      'add label=kind; else remove it',
    );
  });

  it.each([
    ['Latin-1', Uint8Array.of(0x5b, 0x22, 0xe9, 0x22, 0x5d)],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff[1, 2]', 'utf16le'))],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('[1, 2]', 'utf16le'))],
  ])('because it is %s says so', async (_, bytes) => {
    const outcome = readJson(fromBytes(bytes, 'x.json'));
    await expect(outcome).rejects.toMatchObject({ message: 'x.json is not text in UTF-8' });
  });

  it('because it is too large is not read at all', async () => {
    const large = { ...fromBytes(Uint8Array.of(0x5b), 'x.json'), size: 2 ** 29 + 1 };
    await expect(readJson(large)).rejects.toThrow('x.json has more than 512 MiB of JSON');
  });

  it('shows only what is near the fault of a long line', async () => {
    const [, , excerpt, caret] = (await complaint(`[${'1, '.repeat(1e5)}x${', 1'.repeat(1e5)}]`)).split('\n');
    expect(excerpt.length).toBeLessThan(130);
    expect(excerpt.slice(caret.indexOf('^'))).toMatch(/^x, 1/);
  });
});

describe('reading JSON of all kinds', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.integer().map((value) => value / 1000),
  );

  it('gives back arrays as JSON.parse does, however they are laid out and cut in pieces', async () => {
    const axes = fc
      .array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
      .chain((point) => fc.tuple(fc.constant(point), fc.integer({ min: 2, max: 4 })));
    const nested = axes.chain(([point, count]) =>
      [count, ...point].reduceRight<fc.Arbitrary<unknown>>(
        (entry, length) => fc.array(entry, { minLength: length, maxLength: length }),
        number,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        nested,
        fc.constantFrom(undefined, 1, '\t'),
        fc.integer({ min: 1, max: 40 }),
        async (value, space, step) => {
          const text = JSON.stringify(value, null, space);
          const size = (value as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
          const count = (value as unknown[]).length;
          const data = await readJson(inPieces(text, step), { shape: [size.length / count] });
          expect([...data.values]).toEqual((JSON.parse(text) as unknown[]).flat(Number.POSITIVE_INFINITY));
        },
      ),
      { seed: 1 },
    );
  });

  it('gives back records, whatever their names, their order and their classes', async () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 2, maxLength: 5 });
    const word = fc
      .string({ unit: fc.constantFrom(...'ab"\\\n\u0007é😀'), minLength: 1 })
      .filter((text) => /[ab]/.test(text));
    const table = names.chain((columns) =>
      fc.tuple(
        fc.constant(columns),
        fc.array(fc.tuple(word, ...columns.slice(1).map(() => number)), { minLength: 2, maxLength: 10 }),
        fc.boolean(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([columns, rows, lines]) => {
        const records = rows.map((row, i) => {
          const entries = row.map((cell, k): [string, unknown] => [columns[k], cell]);
          return Object.fromEntries(i % 2 ? entries.reverse() : entries);
        });
        const text = lines ? records.map((record) => JSON.stringify(record)).join('\n') : JSON.stringify(records);
        const order = Object.keys(records[0]);
        const label = String(order.indexOf(columns[0]) + 1);
        fc.pre(!order.some((name) => /^\d+$/.test(name)));
        const data = await read(text, { label }, lines ? 'x.jsonl' : 'x.json');
        const features = order.filter((name) => name !== columns[0]);
        expect([...data.values]).toEqual(
          (JSON.parse(JSON.stringify(records)) as Record<string, number>[]).flatMap((record) =>
            features.map((name) => record[name]),
          ),
        );
        const classes = Array.from(data.labels!, (code) => data.classNames![code]);
        expect(classes).toEqual(rows.map(([kind]) => (kind as string).trim().replace(/\p{Cc}/gu, ' ')));
      }),
      { seed: 2 },
    );
  });

  it('reads numbers as Number does', async () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 25 });
    const text = fc
      .tuple(fc.constantFrom('', '-'), digits, fc.option(digits), fc.option(fc.integer({ min: -330, max: 290 })))
      .map(
        ([sign, whole, decimals, exponent]) =>
          `${sign}${BigInt(whole)}${decimals ? `.${decimals}` : ''}${exponent === null ? '' : `e${exponent}`}`,
      )
      .filter((text) => Number.isFinite(Number(text)));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2 }), async (texts) => {
        expect([...(await read(`[${texts.join(',')}]`)).values]).toEqual(texts.map(Number));
      }),
      { seed: 3 },
    );
  });

  it('agrees with JSON.parse on what is JSON', async () => {
    const unit = fc.constantFrom(
      ...'[]{},:"',
      '12',
      '0',
      '.5',
      '-',
      'e',
      ' ',
      '\n',
      'null',
      'true',
      '\\u0041',
      '"x"',
      '[1,2]',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 20 }), async (middle) => {
        const text = `{"x": [1, 2], "z": [${middle}]}`;
        const whole = isJson(text) && Object.keys(JSON.parse(text)).length === 2;
        const outcome = await read(text).catch((error: unknown) => error);
        if (whole) expect(outcome).toMatchObject({ kind: 'dataset' });
        else expect(outcome).toBeInstanceOf(UserError);
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  it('is read or refused with a reason whatever its bytes', async () => {
    const files = [
      '[[1, 2.5], [-3e2, true]]',
      '[{"x": 1, "y": "a"}, {"x": 2, "y": "é"}]',
      '{"x": [1, 2], "y": ["a", 1]}',
    ];
    const sound = files.map((text) => new TextEncoder().encode(text));
    for (const label of [undefined, 'y']) {
      await survives(
        (source) => readJson(source, { label }),
        [...sound, ...sound.map((bytes) => new Uint8Array(gzipSync(bytes)))],
      );
    }
    await survives((source) => readJson({ ...source, name: 'x.jsonl' }), sound);
  });

  it('keeps count of lines and points over many blocks', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `[${i}, ${i % 7}]`);
    const data = await read(`[\n${rows.join(',\n')}\n]`);
    expect(data).toMatchObject({ points: 100_000, shape: [2] });
    expect(data.values.length).toBe(data.points * features(data.shape));
    expect(data.values.every((value, i) => value === (i % 2 ? ((i - 1) / 2) % 7 : i / 2))).toBe(true);
    expect(await complaint([...rows, '[x]'].join('\n'), {}, 'x.jsonl')).toContain('x.jsonl:100001:2');
  });
});

describe('a path to JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstguess-json-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['points.json', 'points.JSON', 'points.jsonl', 'points.ndjson'])(
    'is recognised by its ending: %s',
    async (name) => {
      const path = join(folder, name);
      writeFileSync(path, /json$/i.test(name) && !name.endsWith('.ndjson') ? '[[1, 2], [3, 4]]' : '[1, 2]\n[3, 4]\n');
      expect(await load(path)).toMatchObject({ name: `file("${path}")`, shape: [2], points: 2 });
      expect(await load(`json("${path}"), first(2)`)).toMatchObject({ shape: [2], points: 2 });
    },
  );

  it('passes on the name of the labels', async () => {
    const path = join(folder, 'records.json');
    writeFileSync(path, '[{"x": 1, "kind": "a"}, {"x": 2, "kind": "b"}]');
    expect(await load(`file("${path}", label=kind), keep(b, a)`)).toMatchObject({ classNames: ['b', 'a'] });
  });
});

/** Whether a text is JSON to the letter. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A file that comes in pieces of a few bytes, which are overwritten afterwards. */
function inPieces(text: string, step: number): ByteSource {
  const bytes = new TextEncoder().encode(text);
  return {
    ...fromBytes(bytes, 'x.json'),
    async *chunks() {
      for (let start = 0; start < bytes.length; start += step) {
        const chunk = bytes.slice(start, start + step);
        yield chunk;
        chunk.fill(0);
      }
    },
  };
}
