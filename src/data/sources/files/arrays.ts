import { UserError } from '../../../errors.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import type { Dataset } from '../../dataset.ts';
import { readIdx } from '../../formats/arrays/idx.ts';
import { readNpy } from '../../formats/arrays/npy.ts';
import { readNpz } from '../../formats/arrays/npz.ts';
import { readCsv } from '../../formats/tables/csv.ts';
import { readParquet } from '../../formats/tables/parquet.ts';
import type { FILE_SOURCES } from '../sources.ts';
import { fileSource } from './fileSource.ts';
import { readImageFolder } from './imageFolder.ts';

/** Sources that are one file, or a folder of images; each passes its arguments on to the reader of its format. */

type Of<Name extends keyof typeof FILE_SOURCES> = ArgumentsOf<(typeof FILE_SOURCES)[Name]>;

export async function idx({ path, labels }: Of<'idx'>, name: string): Promise<Dataset> {
  return readIdx(await fileSource(path), await optionalFile(labels), name);
}

export async function npy({ path, labels, shape }: Of<'npy'>, name: string): Promise<Dataset> {
  const labelFile = await optionalFile(labels);
  return readNpy(await fileSource(path), { labels: labelFile, shape }, name);
}

export async function npz({ path, points, labels, shape }: Of<'npz'>, name: string): Promise<Dataset> {
  return readNpz(await fileSource(path), { points, labels, shape }, name);
}

export async function csv({ path, label, header, shape, separator }: Of<'csv'>, name: string): Promise<Dataset> {
  const options = {
    label,
    shape,
    // The notation has no escapes, so that a tab has a name.
    separator: separator === 'tab' ? '\t' : separator,
    ...(header !== 'auto' && { header: header === 'yes' }),
  };
  return readCsv(await fileSource(path), options, name);
}

export async function parquet({ path, label, shape }: Of<'parquet'>, name: string): Promise<Dataset> {
  return readParquet(await fileSource(path), { label, shape }, name);
}

export function images({ folder, size, grey }: Of<'images'>, name: string): Promise<Dataset> {
  if (size !== undefined && size.length !== 2) {
    throw new UserError('bad-argument', 'size of images must be height x width', [], 'for instance size=32x32');
  }
  return readImageFolder(folder, { size: size as [number, number] | undefined, grey: grey === 'yes' }, name);
}

async function optionalFile(path: string | undefined) {
  return path === undefined ? undefined : fileSource(path);
}
