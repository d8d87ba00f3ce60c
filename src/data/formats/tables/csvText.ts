import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkExpansion } from '../bytes/limits.ts';
import { textPlace } from '../bytes/text.ts';

/** Whole rows of a file of comma-separated values. */
export interface CsvBlock {
  readonly file: string;
  readonly text: string;
  /** The line of the file, counted from 1, that the text begins with. */
  readonly line: number;
}

/** Blocks are cut at the first row that ends after this many bytes, wherever the source cuts its chunks. */
const BLOCK_BYTES = 2 ** 18;
/** A row of a million numbers is shorter; a longer one comes from a quote that is never closed. */
const MAX_ROW_BYTES = 2 ** 26;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/**
 * The text of a file in blocks of whole rows: a line feed ends a row unless it stands between quotes.
 * @throws UserError `data` for bytes that are not UTF-8 text, and for a row of more than 64 MiB
 */
export async function* csvBlocks(source: ByteSource): AsyncGenerator<CsvBlock> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let total = 0;
  let quoted = false;
  let line = 1;

  const block = (last: Uint8Array): CsvBlock => {
    const text = decode(source.name, join([...pieces, last]), line);
    const made = { file: source.name, text, line };
    line += lineBreaks(text);
    pieces = [];
    held = 0;
    return made;
  };

  for await (const chunk of source.chunks()) {
    total += chunk.length;
    if (source.gzipped) checkExpansion(source.name, total, source.size);
    let begin = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (chunk[i] === QUOTE) quoted = !quoted;
      else if (chunk[i] === LINE_FEED && !quoted && held + i + 1 - begin >= BLOCK_BYTES) {
        yield block(chunk.subarray(begin, i + 1));
        begin = i + 1;
      }
    }
    pieces.push(chunk.slice(begin)); // a copy: sources may reuse their chunks
    held += chunk.length - begin;
    if (held > BLOCK_BYTES + MAX_ROW_BYTES) throw endlessRow(source.name, line);
  }
  if (held > 0) yield block(new Uint8Array(0));
}

function endlessRow(file: string, line: number): UserError {
  const where = [`after ${file}:${line}`];
  const remedy = 'a quote may not be closed, or this is not a table';
  return new UserError('data', `${file} has a row of more than ${MAX_ROW_BYTES / 2 ** 20} MiB`, where, remedy);
}

/** UTF-8, without the mark some programs begin it with. */
function decode(file: string, bytes: Uint8Array, line: number): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Fatal decoders do not say where; the line is found below.
  }
  const place = `${file}:${line + lineOfFault(bytes)}`;
  throw new UserError('data', `${file} is not text in UTF-8`, [place], 'save it as CSV in UTF-8');
}

/** The first line, counted from 0, that is not UTF-8 or holds a zero byte. */
function lineOfFault(bytes: Uint8Array): number {
  for (let line = 0, begin = 0; ; line++) {
    const end = bytes.indexOf(LINE_FEED, begin);
    const part = bytes.subarray(begin, end < 0 ? bytes.length : end);
    try {
      if (end < 0 || new TextDecoder('utf-8', { fatal: true }).decode(part).includes('\0')) return line;
    } catch {
      return line;
    }
    begin = end + 1;
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * The place of a cell for messages: "file:line:column", an excerpt of its line and a caret under the cell.
 * @param row counted from 0 among the rows of the block; blank lines are none
 * @param column counted from 0; beyond the last cell, the end of the row is shown
 */
export function cellPlace(block: CsvBlock, separator: string, row: number, column: number): string[] {
  const { file, text, line } = block;
  const at = offsetOf(text, separator, row, column);
  const begin = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const length = text.slice(at).search(/[\r\n]/);
  const end = length < 0 ? text.length : at + length;
  return textPlace(
    file,
    line + lineBreaks(text.slice(0, at)),
    at - begin + 1,
    text.slice(begin, at),
    text.slice(at, end),
  );
}

/** Where a cell begins. Looked for only after a fault was found, since csv-parse counts cells, not characters. */
function offsetOf(text: string, separator: string, row: number, column: number): number {
  let [currentRow, currentColumn, rowBegin] = [0, 0, 0];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const breaks = !quoted && (character === '\n' || character === '\r');
    const blank = breaks && i === rowBegin;
    if (currentRow === row && !blank && (breaks || currentColumn === column)) return i;
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) currentColumn++;
    if (!breaks) continue;
    if (!blank) currentRow++;
    currentColumn = 0;
    rowBegin = i + 1;
  }
  return text.length;
}
