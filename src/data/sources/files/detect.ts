import { statSync } from 'node:fs';
import { UserError } from '../../../errors.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import type { Dataset } from '../../dataset.ts';
import { readIdx } from '../../formats/arrays/idx.ts';
import { readNpy } from '../../formats/arrays/npy.ts';
import { readNpz } from '../../formats/arrays/npz.ts';
import type { ByteSource } from '../../formats/bytes/byteSource.ts';
import { readCsv } from '../../formats/tables/csv.ts';
import { readParquet } from '../../formats/tables/parquet.ts';
import type { FILE_SOURCES } from '../sources.ts';
import { fileSource } from './fileSource.ts';
import { readImageFolder } from './imageFolder.ts';

type Format = 'npy' | 'npz' | 'parquet' | 'idx' | 'table';

/** Reads whatever lies at a path: a folder of images, or a file whose first bytes tell its format. */
export async function detected(
  { path, labels, label, shape }: ArgumentsOf<(typeof FILE_SOURCES)['file']>,
  name: string,
): Promise<Dataset> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readImageFolder(path, {}, name);
  const source = await fileSource(path);
  const labelFile = labels === undefined ? undefined : await fileSource(labels);
  switch (await formatOf(source)) {
    case 'npy':
      return readNpy(source, { labels: labelFile, shape }, name);
    case 'npz':
      return readNpz(source, { labels: label, shape }, name);
    case 'parquet':
      return readParquet(source, { label, shape }, name);
    case 'idx':
      return readIdx(source, labelFile, name);
    case 'table':
      return readCsv(source, { label, shape }, name);
  }
}

/**
 * The format by the first bytes: "\x93NUMPY", "PK" (zip), "PAR1", 00 00 and a type code (IDX); text is a table.
 * @throws UserError `data` for other bytes
 */
async function formatOf(source: ByteSource): Promise<Format> {
  const begin = await firstBytes(source, 512);
  const text = String.fromCharCode(...begin.subarray(0, 6));
  if (text === '\x93NUMPY') return 'npy';
  if (text.startsWith('PK')) return 'npz';
  if (text.startsWith('PAR1')) return 'parquet';
  if (begin[0] === 0 && begin[1] === 0 && begin[2] >= 8 && begin[3] >= 1) return 'idx';
  if (begin.length > 0 && !begin.includes(0)) return 'table';
  const remedy = 'name the reader: idx(…), npy(…), npz(…), csv(…), parquet(…), images(…) or cifar10(…)';
  throw new UserError('data', `${source.name} is in no format that can be told by its first bytes`, [], remedy);
}

async function firstBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  const bytes: number[] = [];
  for await (const chunk of source.chunks()) {
    bytes.push(...chunk.subarray(0, count - bytes.length));
    if (bytes.length >= count) break;
  }
  return Uint8Array.from(bytes);
}
