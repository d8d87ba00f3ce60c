import { UserError } from '../../../errors.ts';
import { adopt, type Dataset } from '../../dataset.ts';
import { type ByteReader, reading } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { bytesText, checkExpansion, checkValueBytes } from '../bytes/limits.ts';

/** Colour images, plane after plane: red, green, blue. */
const SHAPE = [3, 32, 32];
const PIXELS = 3072;

/** Which of the bytes before an image is its class; CIFAR-10 has one, CIFAR-100 a coarse and a fine one. */
export interface CifarOptions {
  readonly labelBytes: 1 | 2;
  readonly whichLabel: 0 | 1;
  readonly classNames?: readonly string[];
}

/**
 * Images of CIFAR-10 or CIFAR-100 in their binary versions: rows of one or two labels and 3×32×32 bytes, one image after
 * the other, without a header. The files follow each other in the given order. Pixels stay bytes.
 * Source: A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html.
 *
 * @param name how reports call the data
 * @throws UserError `data` when a file is not a whole number of rows, or a label is out of range
 */
export async function readCifar(
  files: readonly ByteSource[],
  options: CifarOptions,
  name = files[0].name,
): Promise<Dataset> {
  const { labelBytes, classNames } = options;
  const rows: number[] = [];
  for (const file of files) rows.push(await countRows(file, labelBytes + PIXELS));
  const points = rows.reduce((sum, count) => sum + count, 0);
  checkTotal(files, points * PIXELS, name);
  const values = new Uint8Array(points * PIXELS);
  const labels = new Int32Array(points);
  let point = 0;
  for (const [i, file] of files.entries()) {
    const end = point + rows[i];
    await reading(file, (reader) => readRows(reader, options, values, labels, point, end));
    point = end;
  }
  return adopt(values, { shape: SHAPE, name, labels, classNames });
}

/** Compressed files do not tell how long they are, so that they are unpacked once to count and once to read. */
async function countRows(file: ByteSource, rowBytes: number): Promise<number> {
  const bytes = file.gzipped ? await unpackedBytes(file) : file.size;
  if (bytes === 0) throw new UserError('data', `${file.name} is empty`, [], 'download it again');
  if (bytes % rowBytes === 0) return bytes / rowBytes;
  throw new UserError(
    'data',
    `${file.name} has ${bytesText(bytes)}, which is not a whole number of rows of ${bytesText(rowBytes)}`,
    [],
    'give a complete file of the binary version, for instance data_batch_1.bin',
  );
}

async function unpackedBytes(file: ByteSource): Promise<number> {
  let bytes = 0;
  for await (const chunk of file.chunks()) {
    bytes += chunk.length;
    checkExpansion(file.name, bytes, file.size);
  }
  return bytes;
}

/** The limits of one file hold for all of them together, since they lie in memory together. */
function checkTotal(files: readonly ByteSource[], bytes: number, name: string): void {
  const stored = files.reduce((sum, file) => sum + file.size, 0);
  if (files.some((file) => file.gzipped)) checkExpansion(name, bytes, stored);
  checkValueBytes(name, bytes);
}

async function readRows(
  reader: ByteReader,
  { labelBytes, whichLabel, classNames }: CifarOptions,
  values: Uint8Array,
  labels: Int32Array,
  start: number,
  end: number,
): Promise<void> {
  const classes = classNames?.length ?? classCount(labelBytes, whichLabel);
  const head = new Uint8Array(labelBytes);
  for (let point = start; point < end; point++) {
    await reader.readInto(head, 'a label');
    const label = head[whichLabel];
    if (label >= classes) {
      const message = `${reader.name} has the label ${label} at image ${point - start} (counted from 0)`;
      const remedy = `labels go from 0 to ${classes - 1}; is it the binary version of CIFAR-${labelBytes === 1 ? 10 : 100}?`;
      throw new UserError('data', message, [], remedy);
    }
    labels[point] = label;
    await reader.readInto(values.subarray(point * PIXELS, (point + 1) * PIXELS), 'an image');
  }
  await reader.expectEnd();
}

function classCount(labelBytes: 1 | 2, whichLabel: 0 | 1): number {
  if (labelBytes === 1) return 10;
  return whichLabel === 0 ? 20 : 100;
}
