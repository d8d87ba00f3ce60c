import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../../formats/bytes/byteSource.ts';
import { isGzip } from '../../formats/bytes/bytes.ts';
import { damagedStream } from '../../formats/bytes/decompress.ts';

/** Bytes per chunk: large enough that the overhead is small compared with unpacking. */
const CHUNK = 2 ** 18;

/**
 * A file of the disk. Compressed files are recognised by their first bytes and unpacked as they are read.
 * @throws UserError `data` when there is no such file or it cannot be read
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await readable(path);
  const start = await bytesOf(path, 0, Math.min(2, size));
  const gzipped = isGzip(start);
  return {
    name: path,
    size,
    gzipped,
    chunks: () => chunksOf(path, gzipped),
    slice: (from, to) => bytesOf(path, from, Math.min(to, size)),
  };
}

async function readable(path: string) {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new UserError('data', `${path} is not a file`, [], 'give the path of a file');
}

async function bytesOf(path: string, start: number, end: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const target = new Uint8Array(Math.max(0, end - start));
    let filled = 0;
    while (filled < target.length) {
      const { bytesRead } = await file.read(target, filled, target.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return target.subarray(0, filled);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file?.close();
  }
}

async function* chunksOf(path: string, gzipped: boolean): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  // The callback is required but unused: errors also reach the last stream.
  const stream = gzipped ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {}) : file;
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw isSystemError(error) ? unreadable(path, error) : damagedStream(path, error);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function unreadable(path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError(
      'data',
      `there is no file ${path}`,
      [],
      'check the path, which is relative to the current folder',
    );
  }
  return new UserError(
    'data',
    `${path} cannot be read: ${(error as Error).message}`,
    [],
    'check the permissions of the file',
  );
}
