import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { checkShape, type Dataset, dataset } from '../../dataset.ts';
import { checkExpansion, checkValueBytes } from '../../formats/bytes/limits.ts';
import { naturalOrder } from '../../formats/images/naturalOrder.ts';
import { decodeImage, type ImageFile, inspectImage } from './decodeImage.ts';

export interface ImageFolderOptions {
  /** [height, width] that all images are resized to; without it they must have one size. */
  readonly size?: readonly [number, number];
  /** One plane of brightness instead of red, green and blue. */
  readonly grey?: boolean;
}

const ENDINGS = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.tif', '.tiff', '.avif'];
/** Images in work at a time: enough to keep a few cores busy, little enough for the memory. */
const AT_ONCE = 4;

/**
 * A folder with a folder of images for each class, or of images without classes. Classes and files come in natural order
 * (2 before 10). Hidden files and those without an image's ending are passed over.
 *
 * Points are channels × height × width bytes: one plane if all images are grey, else red, green and blue, grey images
 * among them included. What is transparent shows white, 16 bits become 8, and of an animation the first picture counts.
 *
 * @param name of the dataset
 * @throws UserError `data` for a folder that is not there, has no images or an empty class, files that are not images,
 *   images of several sizes without `size`, and more pixels than fit; `bad-argument` for an impossible size
 */
export async function readImageFolder(folder: string, options: ImageFolderOptions, name: string): Promise<Dataset> {
  const { files, labels, classNames } = await findImages(folder);
  const images = await inOrder(files, async ({ path, stats }) => inspectImage(path, stats.size));
  const [height, width] = options.size ?? commonSize(images);
  const channels = options.grey || images.every(({ grey }) => grey) ? 1 : 3;
  const shape = checkShape([channels, height, width], name);
  const pixels = channels * height * width;
  checkValueBytes(folder, images.length * pixels);
  // Sizes that the caller asked for need no check against the files.
  const stored = images.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!options.size) checkExpansion(folder, images.length * pixels, stored);

  const values = new Uint8Array(images.length * pixels);
  await inOrder(images, async (image, place) => {
    values.set(await decodeImage(image, channels, [height, width]), place * pixels);
  });
  return dataset(values, { name, shape, ...(classNames && { labels, classNames }) });
}

interface Entry {
  readonly path: string;
  readonly stats: Stats;
}

interface Found {
  readonly files: Entry[];
  readonly labels: number[];
  /** Absent where there are no folders in the folder. */
  readonly classNames?: string[];
}

async function findImages(folder: string): Promise<Found> {
  const entries = await entriesOf(folder);
  const classes = entries.filter(({ stats }) => stats.isDirectory());
  const loose = entries.filter(isImage);
  if (classes.length === 0) {
    if (loose.length === 0) throw noImages(folder, entries.length);
    return { files: loose, labels: [] };
  }
  if (loose.length > 0) {
    const remedy = 'put every image in the folder of its class, or all in one folder without any';
    throw new UserError('data', `${folder} has both folders and images, for instance ${loose[0].path}`, [], remedy);
  }
  const files: Entry[] = [];
  const labels: number[] = [];
  for (const [label, { path }] of classes.entries()) {
    const inside = await entriesOf(path);
    const deeper = inside.find(({ stats }) => stats.isDirectory());
    if (deeper) {
      const remedy = `classes are the folders right inside the one given: perhaps ${path} is meant`;
      throw new UserError('data', `the class ${path} has a folder in it: ${deeper.path}`, [], remedy);
    }
    const images = inside.filter(isImage);
    if (images.length === 0) throw noImages(path, inside.length);
    files.push(...images);
    labels.push(...images.map(() => label));
  }
  return { files, labels, classNames: classes.map(({ path }) => basename(path)) };
}

/** What is in a folder, in natural order, links followed and hidden files left out. */
async function entriesOf(folder: string): Promise<Entry[]> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(naturalOrder);
    return await inOrder(names, async (name) => ({ path: join(folder, name), stats: await stat(join(folder, name)) }));
  } catch (error) {
    const { code, path = folder } = error as NodeJS.ErrnoException;
    const problem: Record<string, string> = {
      ENOENT: `there is no ${path}`,
      ENOTDIR: `${path} is not a folder`,
      ELOOP: `${path} is a link to itself`,
    };
    const message = problem[code ?? ''] ?? `${path} cannot be read`;
    throw new UserError('data', message, [], 'give a folder with a folder of images for each class');
  }
}

function isImage({ path, stats }: Entry): boolean {
  return stats.isFile() && ENDINGS.includes(extname(path).toLowerCase());
}

function noImages(folder: string, others: number): UserError {
  const content = others === 0 ? 'is empty' : `holds no images, only ${others} other file${others === 1 ? '' : 's'}`;
  return new UserError('data', `${folder} ${content}`, [], `images end in ${ENDINGS.slice(0, 7).join(', ')}`);
}

/** The size of all images. */
function commonSize(images: readonly ImageFile[]): [number, number] {
  const [first] = images;
  const other = images.find(({ height, width }) => height !== first.height || width !== first.width);
  if (!other) return [first.height, first.width];
  const shown = (image: ImageFile) => `${image.path} is ${image.height}×${image.width}`;
  const remedy = `add size=${first.height}x${first.width}, or another, to resize them`;
  throw new UserError('data', 'the images have several sizes', [shown(first), shown(other)], remedy);
}

/** A few at a time, but results and errors as if one came after the other. */
async function inOrder<T, R>(items: readonly T[], work: (item: T, place: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const batch = items.slice(start, start + AT_ONCE).map((item, i) => work(item, start + i));
    for (const outcome of await Promise.allSettled(batch)) {
      if (outcome.status === 'rejected') throw outcome.reason;
      results.push(outcome.value);
    }
  }
  return results;
}
