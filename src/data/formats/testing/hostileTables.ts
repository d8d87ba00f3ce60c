import { gzipSync } from 'node:zlib';
import { join } from './encode.ts';
import type { Fixture } from './hostile.ts';
import { writeParquet } from './parquetFiles.ts';

const csv = (file: string, options: object) => ({ csv: [{ file }, options] });
const parquet = (file: string, options: object) => ({ parquet: [{ file }, options] });

/** A text as it stands, in UTF-8. */
function text(file: string, content: string, options?: object): Fixture {
  return { file, bytes: Buffer.from(content), read: options ? csv(file, options) : 'csv' };
}

const FLOWERS = 'width,length,species\n1.5,2,setosa\n2.5,3,virginica\n3.5,4,setosa\n';

export function hostileCsv(): Fixture[] {
  const wide = Array.from({ length: 100_000 }, (_, i) => i % 10).join(',');
  const fault = `${wide.slice(0, 100_001)}x${wide.slice(100_001)}`;
  return [
    text('flowers.csv', FLOWERS, { label: 'species' }),
    text('flowers-without-label.csv', FLOWERS),
    text('flowers-wrong-label.csv', FLOWERS, { label: 'spezies' }),
    text('flowers-label-by-number.tsv', FLOWERS.replaceAll(',', '\t'), { label: '3' }),
    text('semicolons-and-decimal-commas.csv', 'a;b\n1,5;2\n2,5;3\n'),
    text('bars.txt', 'a|b\n1|2\n3|4\n'),
    text('mark-and-windows.csv', '\ufeffa,b\r\n1,2\r\n3,4\r\n'),
    text('old-line-ends.csv', 'a,b\r1,2\r3,4\r'),
    text('no-header.csv', '1,2\n3,4\n'),
    text('header-forbidden.csv', 'a,b\n1,2\n3,4\n', { header: false }),
    text('years-as-header.csv', '2001,2002\n1,2\n3,4\n5,6\n', { header: true }),
    text('shape.csv', 'y,a,b,c,d\n1,1,2,3,4\n0,5,6,7,8\n', { label: 'y', shape: [1, 2, 2] }),
    text('wrong-shape.csv', '1,2,3\n4,5,6\n', { shape: [2, 2] }),
    text('quoted.csv', '"a, b","c ""d""\ne"\n"1","2"\n" 3 ",4\n'),
    text('unclosed-quote.csv', 'a,b\n1,"2\n3,4\n5,6\n'),
    text('quote-inside.csv', 'a,b\n1,2\n3,4"\n'),
    text('empty.csv', ''),
    text('only-a-mark.csv', '\ufeff'),
    text('blank-lines.csv', '\n\n\r\n'),
    text('header-only.csv', 'a,b\n'),
    text('one-row.csv', 'a,b\n1,2\n'),
    text('only-labels.csv', 'y\na\nb\n', { label: 'y' }),
    text('short-row.csv', 'a,b,c\n1,2,3\n4,5\n'),
    text('long-row.csv', 'a,b,c\n1,2,3\n4,5,6,7\n'),
    text('missing-cell.csv', 'a,b,c\n1,,3\n4,5,6\n'),
    text('nan.csv', 'a,b\n1,2\n3,NaN\n'),
    text('infinity.csv', 'a,b\n1,-inf\n3,4\n'),
    text('too-large.csv', 'a,b\n1,1e999\n3,4\n'),
    text('thousands.csv', 'a;b\n1;2\n3;"1,234.5"\n'),
    text('hexadecimal.csv', 'a,b\n1,0x10\n3,4\n'),
    text('underscores.csv', 'a,b\n1,1_000\n3,4\n'),
    text('units.csv', 'a,b\n1,2 cm\n3,4 cm\n'),
    text('same-names.csv', 'a,a,a\n1,2,3\n4,5,6\n'),
    text('same-label-names.csv', 'y,y,a\n1,2,3\n4,5,6\n', { label: 'y' }),
    text('label-with-fraction.csv', 'y,x\n0,1\n0.5,2\n', { label: 'y' }),
    text('missing-label.csv', 'y,x\n0,1\n,2\n', { label: 'y' }),
    text('numbers-as-labels.csv', 'y,x\n10,1\n9,2\n-1,3\n9.0,4\n', { label: 'y' }),
    { file: 'wide.csv.gz', bytes: gzipSync(`${wide}\n${wide}\n`), read: 'csv' },
    { file: 'wide-with-a-fault.csv.gz', bytes: gzipSync(`${wide}\n${fault}\n`), read: 'csv' },
    text('escape-codes.csv', 'a,b\n1,2\n3,\u001b[31mred\u001b[0m\n'),
    { file: 'zero-byte.csv', bytes: join('a,b\n1,2\n3,4\0\n'), read: 'csv' },
    { file: 'latin-1.csv', bytes: join('a,b\n1,2\n3,\xe9\n'), read: 'csv' },
    { file: 'utf-16.csv', bytes: Buffer.from('\ufeffa,b\n1,2\n3,4\n', 'utf16le'), read: 'csv' },
    { file: 'packed.csv.gz', bytes: gzipSync(FLOWERS), read: csv('packed.csv.gz', { label: 'species' }) },
    { file: 'packed-twice.csv.gz', bytes: gzipSync(gzipSync(FLOWERS)), read: 'csv' },
    { file: 'endless-row.csv.gz', bytes: gzipSync(Buffer.alloc(70 * 2 ** 20, '1,')), read: 'csv' },
    { file: 'random.csv', bytes: gzipSync(Buffer.from(FLOWERS)).subarray(10), read: 'csv' },
  ];
}

export function hostileParquet(): Fixture[] {
  const plain = writeParquet({ x: Float64Array.of(1, 2, 3), y: Int32Array.of(4, 5, 6) });
  const cut = plain.slice(0, plain.length - 9);
  const lying = plain.slice();
  new DataView(lying.buffer).setUint32(lying.length - 8, 2 ** 31 - 1, true);
  const noMagic = plain.map((byte, i) => (i < 4 ? 0 : byte));
  const encrypted = join('PARE', plain.subarray(4, plain.length - 4), 'PARE');
  const images = {
    image: [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ],
    digit: Int32Array.of(7, 3),
  };
  const flowers = { width: [1.5, 2.5, 3.5], length: [2, 3, 4], species: ['setosa', 'virginica', 'setosa'] };
  const nested = {
    struct: [{ a: 1 }, { a: 2 }],
    deep: [[[1]], [[2]]],
    when: [new Date(0), new Date(1)],
    x: [1, 2],
  };
  const structs = [
    { name: 'struct', num_children: 1, repetition_type: 'REQUIRED' as const },
    { name: 'a', type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const },
  ];
  const deep = [
    { name: 'deep', num_children: 1, repetition_type: 'REQUIRED' as const, converted_type: 'LIST' as const },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' as const },
    { name: 'element', num_children: 1, repetition_type: 'REQUIRED' as const, converted_type: 'LIST' as const },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' as const },
    { name: 'element', type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const },
  ];
  const of = (file: string, bytes: Uint8Array, options?: object): Fixture => {
    return { file: `${file}.parquet`, bytes, read: options ? parquet(`${file}.parquet`, options) : 'parquet' };
  };
  return [
    of('plain', plain),
    of('row-groups', writeParquet({ x: [1, 2, 3, 4, 5] }, { rowGroupSize: 2 })),
    of('uncompressed', writeParquet({ x: [1, 2, 3] }, { codec: 'UNCOMPRESSED' })),
    of('float32', writeParquet({ x: Float32Array.of(0.1, 0.2) })),
    of('truth-values', writeParquet({ x: [true, false, true] })),
    of('flowers', writeParquet(flowers), { label: 'species' }),
    of('flowers-without-label', writeParquet(flowers)),
    of('wrong-label', writeParquet(flowers), { label: 'spezies' }),
    of('images', writeParquet(images), { label: 'digit', shape: [1, 2, 2] }),
    of('wrong-shape', writeParquet(images), { label: 'digit', shape: [1, 2, 3] }),
    of('lists-of-two-lengths', writeParquet({ x: [[1, 2], [3]] })),
    of('null', writeParquet({ x: [1, null, 3] })),
    of('nan', writeParquet({ x: [1, 2, Number.NaN] })),
    of('nested', writeParquet(nested, { elements: { struct: structs, deep } })),
    of('unknown-codec', writeParquet({ x: [1, 2] }, { codec: 'ZSTD' })),
    of('no-rows', writeParquet({ x: new Float64Array(0) })),
    of('one-row', writeParquet({ x: [1] })),
    of('only-labels', writeParquet({ y: ['a', 'b'] }), { label: 'y' }),
    of('empty', join()),
    of('too-short', join('PAR1PAR1')),
    of('text', join('PAR1 is how they begin, and how they end: PAR0')),
    of('cut-short', cut),
    of('wrong-magic', noMagic),
    of('encrypted', encrypted),
    of('two-gigabytes-of-metadata', lying),
    of(
      'garbled-metadata',
      plain.map((byte, i) => (i > plain.length - 60 && i < plain.length - 8 ? 0xff : byte)),
    ),
    of(
      'garbled-pages',
      plain.map((byte, i) => (i >= 4 && i < 40 ? 0xff : byte)),
    ),
    of('zeros', writeParquet({ x: new Float64Array(100_000) })),
    of('more-than-it-should', writeParquet({ x: new Int32Array(30_000_000) })),
    { file: 'packed.parquet.gz', bytes: gzipSync(plain), read: 'parquet' },
  ];
}
