import { statSync } from 'node:fs';
import { UserError } from '../../../errors.ts';
import { withDefaults } from '../../../notation/arguments.ts';
import type { Dataset } from '../../dataset.ts';
import type { ByteSource } from '../../formats/bytes/byteSource.ts';
import type { FileArguments, FileFormat } from '../../formats/format.ts';
import { formats } from '../../formats/formats.ts';
import { fileSource } from './fileSource.ts';
import { readImageFolder } from './imageFolder.ts';

/** Reads any path: a folder of images, or a file of the first format that recognises it. */
export async function detected(args: FileArguments, name: string): Promise<Dataset> {
  if (statSync(args.path, { throwIfNoEntry: false })?.isDirectory()) return readImageFolder(args.path, {}, name);
  const source = await fileSource(args.path);
  const begin = await firstBytes(source, 512);
  const known: readonly FileFormat[] = Object.values(formats);
  const format = known.find((candidate) => candidate.recognises(begin, args.path));
  if (!format) {
    const readers = Object.keys(formats).map((reader) => `${reader}(…)`);
    const remedy = `name the reader: ${readers.join(', ')}, images(…) or cifar10(…)`;
    throw new UserError(
      'data',
      `${source.name} has no format that is recognised by its first bytes or its name`,
      [],
      remedy,
    );
  }
  const given = format.fromFile?.(args) ?? { ...args };
  // The file itself is open already.
  const open = async (path: string) => (path === args.path ? source : fileSource(path));
  return format.read(withDefaults(format.parameters, given), open, name);
}

async function firstBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  const bytes: number[] = [];
  for await (const chunk of source.chunks()) {
    bytes.push(...chunk.subarray(0, count - bytes.length));
    if (bytes.length >= count) break;
  }
  return Uint8Array.from(bytes);
}
