import { UserError } from '../../../errors.ts';
import type { ByteStream } from './byteReader.ts';
import type { ByteSource } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { decompress } from './decompress.ts';
import { bytesText, checkExpansion, DEFLATE_RATIO } from './limits.ts';

/** A file of an archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly path: string;
  readonly deflated: boolean;
  readonly checksum: number;
  /** Bytes in the archive, and unpacked. */
  readonly stored: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly start: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;

/** Names are shown in messages, so that they must not be long, nor steer a terminal. */
const MAX_NAME = 255;

/** Fields of this value stand for larger ones elsewhere, in archives of the kind zip64. */
const ELSEWHERE = 0xffffffff;

/** Bytes of the archive fetched at a time. */
const PIECE = 2 ** 20;

/**
 * The directory of a zip archive. Whatever would let two readers see different files is refused: overlapping entries,
 * names twice, foreign bytes before or after; also names that lead outside, encryption, archives in parts and zip64.
 * Source: PKWARE, .ZIP File Format Specification 6.3.10 (APPNOTE).
 *
 * @throws UserError `data`
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipEntry[]> {
  const { start, end, count } = await findDirectory(source);
  const bytes = await source.slice(start, end);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damaged(source, `its directory ends within entry ${i} of ${count}`);
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    entries.push(entryAt(source, view, at, new TextDecoder().decode(name)));
    at += ENTRY_BYTES + nameLength + extraLength + commentLength;
  }
  if (at !== bytes.length) throw damaged(source, 'its directory has another length than it says');
  checkEntries(source, entries, start);
  return entries;
}

/** The record at the very end, which says where the directory is; only a comment follows it. */
async function findDirectory(source: ByteSource): Promise<{ start: number; end: number; count: number }> {
  const from = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = viewOf(await source.slice(from, source.size));
  let at = tail.byteLength - END_BYTES;
  const isEnd = () => tail.getUint32(at, true) === END_SIGNATURE && at + END_BYTES + tail.getUint16(at + 20, true);
  while (at >= 0 && isEnd() !== tail.byteLength) at--;
  if (at < 0) {
    const message = `${source.name} is not a zip archive, or is cut short: it has no directory at its end`;
    throw new UserError('data', message, [], 'an .npz file is written by np.savez(file, x=x, y=y)');
  }
  const end = from + at;
  const [disk, directoryDisk, countHere, count] = [4, 6, 8, 10].map((field) => tail.getUint16(at + field, true));
  const [size, start] = [12, 16].map((field) => tail.getUint32(at + field, true));
  if (count === 0xffff || size === ELSEWHERE || start === ELSEWHERE) throw zip64(source);
  if (disk !== 0 || directoryDisk !== 0 || countHere !== count) throw damaged(source, 'it is a part of several');
  if (start + size !== end) throw damaged(source, 'its directory is not where it says');
  return { start, end, count };
}

function entryAt(source: ByteSource, view: DataView, at: number, path: string): ZipEntry {
  const [flags, method] = [8, 10].map((field) => view.getUint16(at + field, true));
  const [checksum, stored, size, start] = [16, 20, 24, 42].map((field) => view.getUint32(at + field, true));
  if (path.length > MAX_NAME || /\p{Cc}/u.test(path)) {
    throw damaged(source, `its entry ${JSON.stringify(path.slice(0, 40))} has an impossible name`);
  }
  if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(path)) {
    throw damaged(source, `its entry ${JSON.stringify(path)} leads outside`);
  }
  if (flags & 1) throw damaged(source, `its entry ${path} is encrypted`, 'decrypt it first');
  if ([stored, size, start].includes(ELSEWHERE)) throw zip64(source);
  if (method !== 0 && method !== 8) {
    const remedy = 'write it with np.savez or np.savez_compressed';
    throw damaged(source, `its entry ${path} is packed by method ${method}, not by deflate`, remedy);
  }
  const most = method === 0 ? stored : stored * DEFLATE_RATIO;
  if (size > most || (method === 0 && size !== stored)) {
    throw damaged(source, `its entry ${path} claims ${bytesText(size)} in ${bytesText(stored)} stored`);
  }
  return { path, deflated: method === 8, checksum, stored, size, start };
}

function checkEntries(source: ByteSource, entries: readonly ZipEntry[], directory: number): void {
  const paths = new Set<string>();
  for (const { path } of entries) {
    if (paths.has(path)) throw damaged(source, `it has two entries ${path}`);
    paths.add(path);
  }
  const inOrder = entries.toSorted((a, b) => a.start - b.start);
  for (const [i, { path, start, stored }] of inOrder.entries()) {
    const next = inOrder[i + 1]?.start ?? directory;
    if (start + LOCAL_BYTES + stored > next) throw damaged(source, `its entry ${path} overlaps what follows it`);
  }
}

/**
 * The unpacked bytes of an entry. Their number and checksum are checked at their end.
 * @throws UserError `data` for a bomb; while reading, when the entry is not what the directory says
 */
export function openEntry(source: ByteSource, entry: ZipEntry): ByteStream {
  const { path, deflated, checksum, stored, size } = entry;
  const name = `${path} in ${source.name}`;
  if (deflated) checkExpansion(name, size, stored);
  async function* chunks() {
    const pieces = storedBytes(source, entry);
    let [bytes, sum] = [0, 0];
    for await (const chunk of deflated ? decompress(pieces, 'deflate-raw', name) : pieces) {
      bytes += chunk.length;
      if (bytes > size)
        throw damaged(source, `its entry ${path} unpacks to more than the ${bytesText(size)} it claims`);
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (bytes < size)
      throw damaged(source, `its entry ${path} unpacks to ${bytesText(bytes)}, not to ${bytesText(size)}`);
    if (sum !== checksum) throw damaged(source, `the checksum of its entry ${path} is wrong`);
  }
  return { name, stored, compressed: deflated, size, chunks };
}

async function* storedBytes(source: ByteSource, { path, start, stored }: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = viewOf(await source.slice(start, start + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw damaged(source, `its entry ${path} is not where it says`);
  }
  const [nameLength, extraLength] = [26, 28].map((field) => header.getUint16(field, true));
  const name = await source.slice(start + LOCAL_BYTES, start + LOCAL_BYTES + nameLength);
  if (new TextDecoder().decode(name) !== path) throw damaged(source, `its entry ${path} has two names`);
  const begin = start + LOCAL_BYTES + nameLength + extraLength;
  for (let at = begin; at < begin + stored; at += PIECE) {
    yield await source.slice(at, Math.min(at + PIECE, begin + stored));
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function zip64(source: ByteSource): UserError {
  return damaged(source, 'it is a zip64 archive, of 4 GiB or more', 'save the arrays one by one with np.save');
}

function damaged(source: ByteSource, message: string, remedy = 'the archive is damaged: write it again'): UserError {
  return new UserError('data', `${source.name} cannot be read: ${message}`, [], remedy);
}
