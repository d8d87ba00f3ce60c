import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { fromBytes } from '../bytes/bytes.ts';
import { type CsvOptions, readCsv } from './csv.ts';

function read(text: string, options: CsvOptions = {}) {
  return readCsv(fromBytes(new TextEncoder().encode(text), 'x.csv'), options, 'x');
}

/** What people see. */
async function complaint(text: string, options: CsvOptions = {}): Promise<string> {
  const error = await read(text, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).toText();
}

describe('a table of comma-separated values', () => {
  it('has one point per row, one feature per column', async () => {
    const data = await read('a,b,c\n1,-2.5,3e2\n.5,6.,+7\n');
    expect(data).toMatchObject({ shape: [3], points: 2, name: 'x' });
    expect([...data.values]).toEqual([1, -2.5, 300, 0.5, 6, 7]);
    expect(data.labels).toBeUndefined();
  });

  it('takes its classes in natural order from the label column, by name or by number', async () => {
    const text = 'x,kind\n1,b10\n2,b9\n3,b10\n';
    for (const label of ['kind', '2']) {
      const data = await read(text, { label });
      expect(data).toMatchObject({ shape: [1], classNames: ['b9', 'b10'] });
      expect([...data.labels!]).toEqual([1, 0, 1]);
    }
  });

  it('never lets names steer a terminal', async () => {
    const data = await read('x,kind\n1,"a\u001b[2J"\n2,b\n', { label: 'kind' });
    expect(data.classNames).toEqual(['a [2J', 'b']);
    expect(await complaint('"x\u001b[2J",z\n1,2\none,3\n')).toContain('column 1 (x [2J)');
  });

  it('sorts classes that are numbers by value and keeps their names', async () => {
    const data = await read('10,1\n9,2\n-1,3\n9.0,4\n', { label: '1' });
    expect(data.classNames).toEqual(['-1', '9', '10']);
    expect([...data.labels!]).toEqual([2, 1, 0, 1]);
  });

  it.each([
    ['commas', 'a,b\n1,2\n3,4\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['bars', 'a|b\n1|2\n3|4\n'],
    ['semicolons, though words hold more commas', '"a,a,a";b\n1;2\n3;4\n'],
    ['Windows line ends, a byte order mark and no last line end', '\ufeffa,b\r\n1,2\r\n3,4'],
    ['line ends of old', 'a,b\r1,2\r3,4\r'],
    ['blank lines and spaces', '\na, b\n\n 1 , 2\n3,\t4\n\n'],
    ['quotes', '"a","b ""quoted""\nname"\n"1","2"\n"3",4\n'],
    ['no header', '1,2\n3,4\n'],
  ])('is read with %s', async (_, text) => {
    expect([...(await read(text)).values]).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['a word above numbers', '1,name\n2,3\n4,5\n', {}, 2],
    ['words only', 'x,y\n', { header: false }, 0],
    ['the label asked for', '0,1,kind\n2,3,cat\n4,5,dog\n', { label: 'kind' }, 2],
    ['what the caller says', '1,2\n3,4\n5,6\n', { header: true }, 2],
  ])('recognises a header by %s', async (_, text, options: CsvOptions, points) => {
    const data = await read(text, options).catch(() => undefined);
    expect(data?.points ?? 0).toBe(points);
  });

  it('never takes a missing number for the name of a column', async () => {
    expect(await complaint('NaN,1\n2,3\n4,5\n')).toContain('x.csv has "NaN" in column 1, where a number should be');
  });

  it('gives points the shape asked for, and refuses one that does not fit', async () => {
    const text = 'y,a,b,c,d\n0,1,2,3,4\n1,5,6,7,8\n';
    expect((await read(text, { label: 'y', shape: [1, 2, 2] })).shape).toEqual([1, 2, 2]);
    expect(await complaint(text, { label: 'none', shape: [1, 2, 2] })).toContain('rows of x.csv have 5 numbers');
  });
});

describe('a table that cannot be read', () => {
  it('suggests the label column where words stand', async () => {
    expect(await complaint('a,b,kind\n1,2,setosa\n3,4,virginica\n')).toBe(
      [
        'x.csv has "setosa" in column 3 (kind), which is not a number',
        '  x.csv:2:5',
        '  1,2,setosa',
        '      ^',
        '  if the column holds the classes, add label=kind; else remove it',
      ].join('\n'),
    );
  });

  it.each([
    ['a,b\n1,2\n3\n', 'x.csv:3:2'],
    ['a,b\n1,2\n3,4,5\n', 'x.csv:3:5'],
    ['a,b\n\n1,\n', 'x.csv:3:3'],
    ['a,b\n1,0x10\n', 'x.csv:2:3'],
    ['a,b\n"1\n",1e999\n', 'x.csv:3:3'],
    ['a,b\n"1 000",5\n3,4\n', 'x.csv:2:1'],
    ['a,b\n1,"2\n3,4\n', 'x.csv:2:3'],
    ['a,b\n1,2"\n3,4\n', 'x.csv:2:3'],
    ['a,b\r\n1,2\r\n3,four\r\n', 'x.csv:3:3'],
  ])('%j says where the fault is: %s', async (text, place) => {
    expect((await complaint(text, { header: true })).split('\n')[1].trim()).toBe(place);
  });

  it('shows only what is near the fault of a long row, and no control characters', async () => {
    const text = `${'1\t'.repeat(500)}\u001b[2J\t${'1\t'.repeat(500)}1\n`;
    const [, , excerpt, caret] = (await complaint(text, { header: false })).split('\n');
    expect(excerpt.length).toBeLessThan(130);
    expect(excerpt).not.toMatch(/\p{Cc}/u);
    expect(excerpt.slice(caret.indexOf('^'))).toMatch(/^ \[2J/);
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['blank lines', '\n\r\n\n', 'is empty'],
    ['zero bytes', '1,2\n3,\0\n', 'is not text in UTF-8'],
    ['a header alone', 'a,b\n', 'too few points'],
    ['nothing but the label', 'kind\na\nb\n', 'no column but the label'],
    ['a label with a fraction', 'x,kind\n1,2\n3,4.5\n', '"4.5" in column 2 (kind), which is not a class'],
    ['a label that is missing', 'x,kind\n1,a\n3,\n', 'no class in column 2 (kind)'],
    ['two label columns', 'kind,kind\n1,2\n3,4\n', 'has more than one column kind'],
    ['a label column misspelt', 'x,Kinds\n1,2\n3,4\n', 'did you mean Kinds? its columns are x, Kinds'],
  ])('with %s is refused', async (_, text, message) => {
    const label = /kind/i.test(text) ? 'kind' : undefined;
    expect(await complaint(text, { label })).toContain(message);
  });

  it('with bytes of another encoding names the line', async () => {
    const latin = fromBytes(Uint8Array.of(0x31, 0x0a, 0x32, 0x0a, 0xe9, 0x0a), 'x.csv');
    await expect(readCsv(latin, {}, 'x')).rejects.toMatchObject({ code: 'data', where: ['x.csv:3'] });
  });

  it.each(['', '"', '\n', '5', ',,'])('is not separated by %j', async (separator) => {
    expect(await complaint('1,2\n3,4\n', { separator })).toContain('cells cannot be separated by');
  });
});

describe('reading tables of all kinds', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab" ,;|\t\n\r9.é'), maxLength: 6 });
  const name = word.filter((text) => /[ab]/.test(text)).map((text) => text.trim().replace(/\p{Cc}/gu, ' '));
  const row = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), name);

  it('gives back what was written, whatever the separator, the line ends and the pieces it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 2, maxLength: 20 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, separator, end, step) => {
          const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
          const lines = [['x', 'y', 'kind'], ...rows].map((cells) => cells.map(quoted).join(separator));
          const data = await readCsv(inPieces(lines.join(end), step), { label: 'kind', separator }, 'x');
          expect([...data.values]).toEqual(rows.flatMap(([x, y]) => [x + 0, y]));
          expect(Array.from(data.labels!, (label) => data.classNames![label])).toEqual(rows.map(([, , kind]) => kind));
        },
      ),
      { seed: 1 },
    );
  });

  it('finds the separator of numbers', async () => {
    const matrix = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(fc.integer(), { minLength: width, maxLength: width }), { minLength: 2 }));
    await fc.assert(
      fc.asyncProperty(matrix, fc.constantFrom(',', ';', '\t', '|'), async (rows, separator) => {
        const data = await read(rows.map((cells) => cells.join(separator)).join('\n'));
        expect([...data.values]).toEqual(rows.flat());
      }),
      { seed: 2 },
    );
  });

  it('throws nothing but UserErrors with a place inside the file', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'12.e-"",,;\t\n\n\rx\0é\ufeff'), maxLength: 60 });
    const label = fc.constantFrom(undefined, '1', '2', 'x');
    await fc.assert(
      fc.asyncProperty(text, label, async (table, column) => {
        const outcome = await read(table, { label: column }).catch((error: unknown) => error);
        if (outcome instanceof UserError) {
          const line = Number(/x\.csv:(\d+)/.exec(outcome.where[0] ?? 'x.csv:1')?.[1]);
          expect(line).toBeLessThanOrEqual(table.split(/\r\n|\n|\r/).length);
        } else {
          expect(outcome).toMatchObject({ kind: 'dataset' });
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('keeps count of lines and cells over many blocks', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},${i % 7},"two\nlines"`);
    const data = await read(rows.join('\n'), { label: '3' });
    expect(data.points).toBe(60_000);
    expect(data.values.every((value, i) => value === (i % 2 ? ((i - 1) / 2) % 7 : i / 2))).toBe(true);
    rows.push('1,x,y');
    expect(await complaint(rows.join('\n'), { label: '3' })).toContain('x.csv:120001:3');
  });
});

/** A file that comes in pieces of a few bytes, which are overwritten afterwards. */
function inPieces(text: string, step: number): ByteSource {
  const bytes = new TextEncoder().encode(text);
  return {
    ...fromBytes(bytes, 'x.csv'),
    async *chunks() {
      for (let start = 0; start < bytes.length; start += step) {
        const chunk = bytes.slice(start, start + step);
        yield chunk;
        chunk.fill(0);
      }
    },
  };
}
