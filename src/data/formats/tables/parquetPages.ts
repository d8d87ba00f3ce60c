import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { UserError } from '../../../errors.ts';
import type { ParquetColumn } from './parquetColumns.ts';
import { damaged } from './parquetFile.ts';

// hyparquet believes what pages say of themselves: a run of 2³¹ equal values, written in six bytes, would fill the
// memory. So pages are looked through before it gets them, for what they claim and not for what they hold.

/** Snappy copies at most 64 bytes at the cost of 3. */
const SNAPPY_RATIO = 32;
/** Writers pad packed runs to whole groups of eight values, of which they hold some back. */
const PADDING = 512;
/** DELTA_BYTE_ARRAY is missing: its prefixes claim lengths that no page has to hold. */
const ENCODINGS: readonly string[] = [
  'PLAIN',
  'PLAIN_DICTIONARY',
  'RLE_DICTIONARY',
  'RLE',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'BYTE_STREAM_SPLIT',
];

/**
 * Looks through the pages of a column of one row group.
 * @param bytes of all its pages
 * @param limit how many values the column has by the metadata, which were checked
 * @throws UserError `data` for pages that claim more than they can hold; other errors where headers cannot be read
 */
export function checkPages(
  file: string,
  bytes: ArrayBuffer,
  column: ParquetColumn,
  codec: 'UNCOMPRESSED' | 'SNAPPY',
  limit: number,
): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  let values = 0;
  while (reader.offset < bytes.byteLength - 1 && values < limit) {
    const header = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    const possible = packed >= 0 && packed <= bytes.byteLength - reader.offset && unpacked >= 0;
    if (!possible || unpacked > SNAPPY_RATIO * packed + 64) throw damaged(file, 'a page claims more bytes than it has');
    const page = new Uint8Array(bytes, reader.offset, packed);
    reader.offset += packed;
    const count = valuesOf(header);
    if (header.type === 'DICTIONARY_PAGE') {
      if (!(count >= 0 && count <= 8 * unpacked)) throw damaged(file, 'a dictionary claims more values than it has');
      continue;
    }
    values += count;
    if (!(count >= 0 && values <= limit)) throw damaged(file, 'a page claims more values than its column has');
    if (header.data_page_header_v2) checkSecondVersion(file, header, page, column, codec);
    else checkFirstVersion(file, header, decompressPage(page, unpacked, codec, undefined), column);
  }
}

function valuesOf(header: PageHeader): number {
  if (header.type === 'DATA_PAGE') return header.data_page_header?.num_values ?? Number.NaN;
  if (header.type === 'DATA_PAGE_V2') return header.data_page_header_v2?.num_values ?? Number.NaN;
  return header.type === 'DICTIONARY_PAGE' ? (header.dictionary_page_header?.num_values ?? Number.NaN) : 0;
}

/** Levels, each with its length before it, and values, packed together. */
function checkFirstVersion(file: string, header: PageHeader, page: Uint8Array, column: ParquetColumn): void {
  const { num_values: count, encoding } = header.data_page_header ?? { num_values: 0, encoding: 'PLAIN' };
  const runs = new Runs(file, page, count);
  for (const level of [column.repetition, column.definition]) {
    if (level > 0) runs.checkPrefixed(bits(level));
  }
  checkValues(runs, encoding, column);
}

/** Levels, whose lengths stand in the header, and values, which alone are packed. */
function checkSecondVersion(
  file: string,
  header: PageHeader,
  page: Uint8Array,
  column: ParquetColumn,
  codec: 'UNCOMPRESSED' | 'SNAPPY',
): void {
  const { data_page_header_v2: second, uncompressed_page_size: unpacked } = header;
  const { num_values, num_nulls, repetition_levels_byte_length, definition_levels_byte_length } = second!;
  const lengths = [repetition_levels_byte_length, definition_levels_byte_length];
  const levels = lengths[0] + lengths[1];
  const possible = lengths.every((length) => length >= 0) && levels <= page.length && levels <= unpacked;
  if (!possible || !(num_nulls >= 0 && num_nulls <= num_values)) throw damaged(file, 'a page contradicts itself');
  const runs = new Runs(file, page.subarray(0, levels), num_values);
  if (column.repetition > 0) runs.check(bits(column.repetition), lengths[0]);
  runs.at = lengths[0];
  if (column.definition > 0) runs.check(bits(column.definition), levels);
  const rest = page.subarray(levels);
  const values = second!.is_compressed === false ? rest : decompressPage(rest, unpacked - levels, codec, undefined);
  checkValues(new Runs(file, values, num_values), second!.encoding, column);
}

function checkValues(runs: Runs, encoding: string, column: ParquetColumn): void {
  if (!ENCODINGS.includes(encoding)) {
    const remedy = 'write it with the default encodings';
    throw new UserError('data', `${runs.file} is encoded with ${encoding}, which is not supported`, [], remedy);
  }
  if (encoding === 'RLE') runs.checkPrefixed(1);
  if (encoding.endsWith('_DICTIONARY')) {
    if (column.element.type === 'BOOLEAN') throw damaged(runs.file, 'truth values come from a dictionary');
    runs.check(runs.byte(), runs.bytes.length);
  }
}

/** Bits that hold numbers up to a level. */
function bits(level: number): number {
  return 32 - Math.clz32(level);
}

/** Parquet's mixture of run-length and bit-packed runs: no run may claim more values than are missing. */
class Runs {
  at = 0;

  constructor(
    readonly file: string,
    readonly bytes: Uint8Array,
    private readonly count: number,
  ) {}

  /** Runs with their length in four bytes before them. */
  checkPrefixed(width: number): void {
    const length = this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24);
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw damaged(this.file, 'a page claims more bytes than it has');
    this.check(width, end);
    this.at = end;
  }

  /** Runs up to a place, or until all values are there. */
  check(width: number, end: number): void {
    for (let missing = this.count; missing > 0 && this.at < end; ) {
      const header = this.varint();
      const packed = header % 2 === 1;
      const length = packed ? (header - 1) * 4 : header / 2;
      if (length > missing + (packed ? PADDING : 0))
        throw damaged(this.file, 'a run claims more values than its page has');
      this.at += packed ? (length / 8) * width : Math.ceil(width / 8);
      missing -= length;
    }
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw damaged(this.file, 'a page ends early');
    return this.bytes[this.at++];
  }

  private varint(): number {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.byte();
      value += (byte % 128) * place;
      if (byte < 128) return value;
      if (place > 2 ** 28) throw damaged(this.file, 'a run has a length that is none');
    }
  }
}
