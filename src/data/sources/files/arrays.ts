import { UserError } from '../../../errors.ts';
import type { Arguments } from '../../arguments.ts';
import type { Dataset } from '../../dataset.ts';
import { readIdx } from '../../formats/arrays/idx.ts';
import { readNpy } from '../../formats/arrays/npy.ts';
import { readNpz } from '../../formats/arrays/npz.ts';
import { readCsv } from '../../formats/tables/csv.ts';
import { readParquet } from '../../formats/tables/parquet.ts';
import { fileSource } from './fileSource.ts';
import { readImageFolder } from './imageFolder.ts';

/** Sources that are one file, or a folder of images; each passes its arguments on to the reader of its format. */

export async function idx(args: Arguments, name: string): Promise<Dataset> {
  return readIdx(await fileAt(args, '"images.idx.gz"'), await optionalFile(args, 'labels'), name);
}

export async function npy(args: Arguments, name: string): Promise<Dataset> {
  const labels = await optionalFile(args, 'labels');
  return readNpy(await fileAt(args, '"points.npy"'), { labels, shape: args.optionalShape('shape') }, name);
}

export async function npz(args: Arguments, name: string): Promise<Dataset> {
  const [points, labels] = [args.optionalText('points'), args.optionalText('labels')];
  return readNpz(await fileAt(args, '"data.npz"'), { points, labels, shape: args.optionalShape('shape') }, name);
}

export async function csv(args: Arguments, name: string): Promise<Dataset> {
  const header = args.optionalWord('header', ['yes', 'no', 'auto']) ?? 'auto';
  const options = {
    label: args.optionalText('label'),
    shape: args.optionalShape('shape'),
    separator: separatorOf(args.optionalText('separator')),
    ...(header !== 'auto' && { header: header === 'yes' }),
  };
  return readCsv(await fileAt(args, '"data.csv"'), options, name);
}

/** The notation has no escapes, so that a tab has a name. */
function separatorOf(text: string | undefined): string | undefined {
  return text === 'tab' ? '\t' : text;
}

export async function parquet(args: Arguments, name: string): Promise<Dataset> {
  const options = { label: args.optionalText('label'), shape: args.optionalShape('shape') };
  return readParquet(await fileAt(args, '"data.parquet"'), options, name);
}

export function images(args: Arguments, name: string): Promise<Dataset> {
  const [size, grey] = [args.optionalShape('size'), args.optionalWord('grey', ['yes', 'no']) === 'yes'];
  if (size !== undefined && size.length !== 2) {
    throw new UserError('bad-argument', 'size of images must be height x width', [], 'for instance size=32x32');
  }
  return readImageFolder(args.text('folder', '"photos"'), { size: size as [number, number] | undefined, grey }, name);
}

async function fileAt(args: Arguments, example: string) {
  return fileSource(args.text('path', example));
}

async function optionalFile(args: Arguments, parameter: string) {
  const path = args.optionalText(parameter);
  return path === undefined ? undefined : fileSource(path);
}
