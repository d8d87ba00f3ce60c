import { statSync } from 'node:fs';
import { UserError } from '../../../errors.ts';
import { withDefaults } from '../../../notation/arguments.ts';
import type { Dataset } from '../../dataset.ts';
import type { ByteSource } from '../../formats/bytes/byteSource.ts';
import type { FileArguments, FileFormat } from '../../formats/format.ts';
import { formats } from '../../formats/formats.ts';
import { fileSource } from './fileSource.ts';
import { readImageFolder } from './imageFolder.ts';

const ARRAYS = 'save the arrays of points and labels: np.savez("data.npz", x=x, y=y)';

/** Files that others keep data in, by their endings; some look like formats that are read. */
const FOREIGN: readonly (readonly [endings: RegExp, what: string, remedy: string])[] = [
  [/\.(pkl|pickle|joblib)$/i, 'a Python pickle, which is not read', ARRAYS],
  [/\.(pt|pth|ckpt|safetensors)$/i, 'a file of tensors, which is not read', ARRAYS],
  [/\.(h5|hdf5|mat|tfrecords?)$/i, 'an archive of another program, which is not read', ARRAYS],
  [/\.(xlsx?|ods)$/i, 'a spreadsheet, which is not read', 'save the sheet as CSV'],
  [/\.(png|jpe?g|webp|gif|tiff?)$/i, 'a single image, but data are at least 2 points', 'give the folder of images'],
];

/** Reads any path: a folder of images, or a file of the first format that recognises it. */
export async function detected(args: FileArguments, name: string): Promise<Dataset> {
  if (statSync(args.path, { throwIfNoEntry: false })?.isDirectory()) return readImageFolder(args.path, {}, name);
  const source = await fileSource(args.path);
  const foreign = FOREIGN.find(([endings]) => endings.test(args.path));
  if (foreign) throw new UserError('data', `${source.name} is ${foreign[1]}`, [], foreign[2]);
  const begin = await firstBytes(source, 512);
  if (begin.length === 0)
    throw new UserError('data', `${source.name} is empty`, [], 'give a file with at least 2 points');
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
  const ending = /\.(npy|npz|parquet)$/i.exec(args.path)?.[0];
  if (format === formats.csv && ending) {
    const remedy = `the file is damaged, or its name is wrong; if it is a table, write csv("${args.path}")`;
    throw new UserError('data', `${source.name} ends in ${ending} but does not begin like such a file`, [], remedy);
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
