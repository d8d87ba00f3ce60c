import { type AsyncBuffer, type ColumnMetaData, type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../bytes/byteSource.ts';

/** A Parquet file whose metadata were read and agree with themselves. */
export interface ParquetFile {
  readonly name: string;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly rows: number;
}

/** "PAR1", the length of the metadata and "PAR1". */
const LEAST_BYTES = 12;
/** Thousands of columns and row groups need less. */
const MAX_METADATA_BYTES = 2 ** 26;
/** What hyparquet unpacks by itself. */
const CODECS: readonly string[] = ['UNCOMPRESSED', 'SNAPPY'];

/**
 * Opens a file and reads its metadata; what they claim is checked where it is about the whole file.
 * @throws UserError `data` for a file that is none, cut short, encrypted or compressed from outside
 */
export async function openParquet(source: ByteSource): Promise<ParquetFile> {
  const { name, size } = source;
  if (source.gzipped) {
    throw new UserError('data', `${name} is compressed`, [], 'Parquet compresses inside: unpack it with gunzip first');
  }
  if (size < LEAST_BYTES) throw noParquet(name);
  const magic = async (start: number) => String.fromCharCode(...(await source.slice(start, start + 4)));
  const [head, foot] = [await magic(0), await magic(size - 4)];
  if (head === 'PARE' || foot === 'PARE') throw new UserError('data', `${name} is encrypted`, [], 'write it without');
  if (head !== 'PAR1') throw noParquet(name);
  if (foot !== 'PAR1') throw damaged(name, 'its end is missing');
  const length = new DataView(exactBuffer(await source.slice(size - 8, size - 4))).getUint32(0, true);
  if (length > Math.min(size - LEAST_BYTES, MAX_METADATA_BYTES)) {
    throw damaged(name, `it claims ${length.toLocaleString('en-US')} bytes of metadata`);
  }
  const buffer: AsyncBuffer = {
    byteLength: size,
    slice: async (start, end = size) => exactBuffer(await source.slice(start, end)),
  };
  const metadata = await guarded(name, 'its metadata cannot be read', () => parquetMetadataAsync(buffer));
  const rows = metadata.row_groups.reduce((sum, group) => sum + checkedCount(name, group.num_rows), 0);
  if (rows !== checkedCount(name, metadata.num_rows)) throw damaged(name, 'its row groups are not all of its rows');
  return { name, buffer, metadata, rows };
}

/** A count that a file claims. */
export function checkedCount(name: string, count: unknown): number {
  const number = Number(count);
  if (Number.isSafeInteger(number) && number >= 0 && typeof count !== 'object') return number;
  throw damaged(name, 'its metadata hold a count that is none');
}

/**
 * Where the pages of a column lie in one row group.
 * @throws UserError `data` when they lie outside the file, elsewhere, or are packed by a codec we have not
 */
export function chunkRange(file: ParquetFile, chunk: ColumnMetaData | undefined, path: string): [number, number] {
  if (!chunk) throw damaged(file.name, `column ${path} has no pages`);
  if (!CODECS.includes(chunk.codec)) {
    const remedy = `firstguess unpacks Snappy and plain pages: write it with compression="snappy"`;
    throw new UserError('data', `${file.name} is compressed with ${chunk.codec ?? 'an unknown codec'}`, [], remedy);
  }
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  const inside = Number.isSafeInteger(start) && start >= 4 && end >= start && end <= file.buffer.byteLength - 8;
  if (!inside) throw damaged(file.name, `the pages of column ${path} lie outside the file`);
  return [start, end];
}

/**
 * The result of a call into hyparquet, which throws errors of all kinds on damaged files.
 * @throws UserError `data` instead
 */
export async function guarded<T>(name: string, problem: string, call: () => Promise<T> | T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw damaged(name, problem);
  }
}

export function damaged(name: string, problem: string): UserError {
  return new UserError(
    'data',
    `${name} is damaged: ${problem}`,
    [],
    'the file was cut short or changed; write it again',
  );
}

function noParquet(name: string): UserError {
  return new UserError('data', `${name} is not a Parquet file`, [], 'such files begin and end with the letters PAR1');
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) return buffer;
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
