import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../bytes/crc32.ts';

/** Writers of the binary formats, which write any values, wrong ones too. */

export function join(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
}

export function idx(code: number, axes: readonly number[], body: Uint8Array, begin = [0, 0]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([...begin, code, axes.length]);
  for (const [i, axis] of axes.entries()) header.writeUInt32BE(axis, 4 + 4 * i);
  return join(header, body);
}

export function npy(descr: string, axes: readonly number[], body: Uint8Array, fortran = false): Uint8Array {
  const shape = `(${axes.join(', ')}${axes.length === 1 ? ',' : ''})`;
  const order = fortran ? 'True' : 'False';
  return npyOfText(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`, body);
}

/** A .npy file with any text as its header. */
export function npyOfText(text: string, body: Uint8Array, major = 1, claimed = text.length): Uint8Array {
  const length = Buffer.alloc(major === 1 ? 2 : 4);
  if (major === 1) length.writeUInt16LE(claimed);
  else length.writeUInt32LE(claimed);
  return join('\x93NUMPY', Uint8Array.of(major, 0), length, text, body);
}

interface ZipFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly deflate?: boolean;
  /** What the directory says instead of the truth. */
  readonly lie?: Partial<Record<'flags' | 'method' | 'checksum' | 'stored' | 'size' | 'start', number>>;
  readonly localPath?: string;
}

/** @param lie about the archive, in the record at its end; `before` are bytes in front of everything */
export function zip(
  files: readonly ZipFile[],
  lie: { disk?: number; count?: number; start?: number; before?: string; comment?: string } = {},
): Uint8Array {
  const { before = '', comment = '' } = lie;
  let archive = join(before);
  const directory: Uint8Array[] = [];
  for (const file of files) {
    const body = file.deflate ? deflateRawSync(file.bytes) : file.bytes;
    const truth = {
      flags: 0,
      method: file.deflate ? 8 : 0,
      checksum: crc32(file.bytes),
      stored: body.length,
      size: file.bytes.length,
      start: archive.length - before.length,
    };
    archive = join(archive, zipHeader(file.localPath ?? file.path, truth, 'local'), body);
    directory.push(zipHeader(file.path, { ...truth, ...file.lie }, 'directory'));
  }
  const end = Buffer.alloc(22);
  const directoryBytes = join(...directory);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(lie.disk ?? 0, 4);
  end.writeUInt16LE(lie.count ?? files.length, 8);
  end.writeUInt16LE(lie.count ?? files.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(lie.start ?? archive.length - before.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return join(archive, directoryBytes, end, comment);
}

function zipHeader(
  path: string,
  entry: Required<NonNullable<ZipFile['lie']>>,
  kind: 'local' | 'directory',
): Uint8Array {
  const local = kind === 'local';
  const header = Buffer.alloc(local ? 30 : 46);
  header.writeUInt32LE(local ? 0x04034b50 : 0x02014b50);
  // Both headers have the same fields; the one in the directory has two bytes more before them.
  const at = local ? 0 : 2;
  header.writeUInt16LE(20, 4 + at);
  header.writeUInt16LE(entry.flags, 6 + at);
  header.writeUInt16LE(entry.method, 8 + at);
  header.writeUInt32LE(entry.checksum, 14 + at);
  header.writeUInt32LE(entry.stored, 18 + at);
  header.writeUInt32LE(entry.size, 22 + at);
  header.writeUInt16LE(path.length, 26 + at);
  if (!local) header.writeUInt32LE(entry.start, 42);
  return join(header, path);
}
