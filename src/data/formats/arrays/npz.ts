import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import { adopt, type Dataset } from '../../dataset.ts';
import { ByteReader } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkTogether } from '../bytes/limits.ts';
import { openEntry, readZipDirectory, type ZipEntry } from '../bytes/zip.ts';
import { readNpyLabels, readNpyPoints } from './npy.ts';

/** How people call their points, and the labels that go with them, most telling first. */
const USUAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['x', ['y', 'labels']],
  ['X', ['y', 'Y', 'labels']],
  ['data', ['labels', 'target', 'y']],
  ['images', ['labels', 'y']],
  ['x_train', ['y_train']],
  ['X_train', ['y_train']],
  ['train_images', ['train_labels']],
  ['x_test', ['y_test']],
  ['X_test', ['y_test']],
  ['test_images', ['test_labels']],
  ['arr_0', ['arr_1']],
]);

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
  const pointsName = points ?? usualPoints(arrays, source.name);
  const labelsName = labels ?? USUAL.get(pointsName)?.find((usual) => arrays.has(usual));
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
    const entry = arrays.get(array);
    if (entry) return entry;
    const known = [...arrays.keys()];
    const remedy = `${didYouMean(array, known)}it holds ${listed(known)}`;
    throw new UserError('bad-argument', `${source.name} has no array ${array}`, [], remedy);
  }

  async function readEntry<T>(entry: ZipEntry, use: (reader: ByteReader) => Promise<T>): Promise<T> {
    const reader = new ByteReader(openEntry(source, entry));
    try {
      return await use(reader);
    } finally {
      await reader.close();
    }
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

function usualPoints(arrays: ReadonlyMap<string, ZipEntry>, name: string): string {
  const usual = [...USUAL.keys()].find((candidate) => arrays.has(candidate));
  if (usual !== undefined) return usual;
  const names = [...arrays.keys()];
  if (names.length === 1) return names[0];
  throw new UserError(
    'data',
    `${name} does not tell which of its arrays are the points: ${listed(names)}`,
    [],
    `name them: points=${names[0]}`,
  );
}

/** Names for a message, the first few of them. */
function listed(names: readonly string[]): string {
  const more = names.length - 20;
  return more > 0 ? `${names.slice(0, 20).join(', ')} and ${more} more` : names.join(', ');
}
