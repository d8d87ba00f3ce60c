import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import type { Dataset } from '../../dataset.ts';
import type { NdArray } from '../../formats/arrays/ndArray.ts';
import { readNpyArray } from '../../formats/arrays/npy.ts';
import { readNpzArray } from '../../formats/arrays/npz.ts';
import { readSafetensors } from '../../formats/arrays/safetensors.ts';
import { listed } from '../../formats/arrays/usualNames.ts';
import { reading } from '../../formats/bytes/byteReader.ts';
import type { ByteSource } from '../../formats/bytes/byteSource.ts';
import { readCsv } from '../../formats/tables/csv.ts';
import { readParquet } from '../../formats/tables/parquet.ts';
import { fileSource } from './fileSource.ts';

/** Stands for a label of tables: all columns are read. */
const ALL_COLUMNS = { label: 'none' };

const READERS: Readonly<Record<string, (source: ByteSource, name?: string) => Promise<NdArray>>> = {
  '.npy': async (source, name) => {
    if (name === undefined) return reading(source, readNpyArray);
    throw new UserError('bad-argument', `${source.name} holds one array without a name`, [], `leave out :${name}`);
  },
  '.npz': readNpzArray,
  '.safetensors': readSafetensors,
  '.csv': async (source, name) => tableArray(await readCsv(source, ALL_COLUMNS), name),
  '.parquet': async (source, name) => tableArray(await readParquet(source, ALL_COLUMNS), name),
};

/** Endings of files that are read otherwise like another. */
const SYNONYMS: Readonly<Record<string, string>> = { '.tsv': '.csv', '.txt': '.csv' };

/**
 * An array of numbers from a file: .npy, .npz, .safetensors, .csv or .parquet.
 *
 * @param path of the file; `FILE:name` is one of several arrays in it, or one column of a table
 * @throws UserError `data` when the file is missing, damaged, of another format, or holds several arrays and none is named
 */
export async function readArrayFile(path: string): Promise<NdArray> {
  const [file, name] = parted(path);
  const source = await fileSource(file);
  const ending = extname(file.replace(/\.gz$/i, '')).toLowerCase();
  const reader = READERS[SYNONYMS[ending] ?? ending];
  if (reader) return reader(source, name);
  const message = `${file} is no .npy, .npz, .safetensors, .csv or .parquet file`;
  throw new UserError('data', message, [], 'save the numbers with np.save("logits.npy", logits)');
}

/** The path of a file and the name of an array in it; a colon may belong to the path. */
function parted(path: string): [file: string, name: string | undefined] {
  const match = /^(.+\.(?:npy|npz|safetensors|csv|tsv|txt|parquet)(?:\.gz)?):(.+)$/i.exec(path);
  return match && !existsSync(path) ? [match[1], match[2]] : [path, undefined];
}

function tableArray({ values, points, columns, name: file }: Dataset, name: string | undefined): NdArray {
  const width = values.length / points;
  const whole = values.every(Number.isInteger);
  if (name === undefined) return { values, shape: [points, width], whole, ...(columns && { columns }) };
  const place = columns?.indexOf(name) ?? -1;
  if (place < 0) {
    const remedy = columns ? `${didYouMean(name, columns)}its columns are ${listed(columns)}` : 'it has no header';
    throw new UserError('bad-argument', `${file} has no column ${name}`, [], remedy);
  }
  const column = values.filter((_, at) => at % width === place);
  return { values: column, shape: [points], whole };
}
