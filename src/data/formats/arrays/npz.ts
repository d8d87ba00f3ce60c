import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { adopt, type Dataset } from '../../dataset.ts';
import { ByteReader } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkTogether } from '../bytes/limits.ts';
import { openEntry, readZipDirectory, type ZipEntry } from '../bytes/zip.ts';
import type { NdArray } from './ndArray.ts';
import { readNpyArray, readNpyLabels, readNpyPoints } from './npy.ts';
import { listed, noArray, onlyArray, usualLabels, usualPoints } from './usualNames.ts';

export interface NpzOptions {
  /** Name of the array of points. */
  readonly points?: string;
  /** Name of the array of labels. */
  readonly labels?: string;
  /** Shape of one point, instead of the one the axes suggest. */
  readonly shape?: Shape;
}

/**
 * Points and labels in an archive of NumPy arrays (.npz), read as `readNpy` reads single ones. Arrays that are not named
 * are looked for under their usual names: x and y, data and labels, x_train and y_train, arr_0 and arr_1 …; a single array
 * is the points whatever its name. Labels without one of these names are left alone.
 *
 * @param name how reports call the data
 * @throws UserError `data` when the archive is damaged or nothing in it can be the points; `bad-argument` for an array that
 *   is not there or a shape that does not fit
 */
export async function readNpz(
  source: ByteSource,
  { points, labels, shape }: NpzOptions = {},
  name = source.name,
): Promise<Dataset> {
  const arrays = await arraysOf(source);
  const names = [...arrays.keys()];
  const pointsName = points ?? usualPoints(source.name, names, `name them: points=${names[0]}`);
  const labelsName = labels ?? usualLabels(pointsName, names);
  const { count, values, shape: point } = await readEntry(find(pointsName), (reader) => readNpyPoints(reader, shape));
  const classes =
    labelsName === undefined
      ? undefined
      : await readEntry(find(labelsName), (reader) => {
          checkTogether(name, values, count, source.size);
          return readNpyLabels(reader, count, pointsName);
        });
  return adopt(values, { shape: point, name, labels: classes });

  function find(array: string): ZipEntry {
    return entryOf(source, arrays, array);
  }

  function readEntry<T>(entry: ZipEntry, use: (reader: ByteReader) => Promise<T>): Promise<T> {
    return readingEntry(source, entry, use);
  }
}

/**
 * One array of an archive, whatever its axes are.
 * @param name of the array; it may be left out where there is but one
 * @throws UserError `data` when the archive is damaged, or holds several arrays and none is named; `bad-argument` for an
 *   array that is not there
 */
export async function readNpzArray(source: ByteSource, name?: string): Promise<NdArray> {
  const arrays = await arraysOf(source);
  const array = name ?? onlyArray(source.name, [...arrays.keys()]);
  return readingEntry(source, entryOf(source, arrays, array), readNpyArray);
}

function entryOf(source: ByteSource, arrays: ReadonlyMap<string, ZipEntry>, array: string): ZipEntry {
  const entry = arrays.get(array);
  if (entry) return entry;
  throw noArray(source.name, array, [...arrays.keys()]);
}

async function readingEntry<T>(
  source: ByteSource,
  entry: ZipEntry,
  use: (reader: ByteReader) => Promise<T>,
): Promise<T> {
  const reader = new ByteReader(openEntry(source, entry));
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

/** The arrays of an archive by their names, which do without .npy. */
async function arraysOf(source: ByteSource): Promise<Map<string, ZipEntry>> {
  const entries = await readZipDirectory(source);
  const arrays = entries.filter(({ path }) => path.endsWith('.npy'));
  if (arrays.length === 0) {
    const content = listed(entries.map(({ path }) => path));
    const message = `${source.name} holds no arrays${content && `, but ${content}`}`;
    throw new UserError('data', message, [], 'an .npz file is written by np.savez(file, x=x, y=y)');
  }
  return new Map(arrays.map((entry) => [entry.path.slice(0, -'.npy'.length), entry]));
}
