import { UserError } from '../../../errors.ts';
import { adopt, type Dataset, formatShape } from '../../dataset.ts';
import { type ByteReader, reading } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkTogether } from '../bytes/limits.ts';
import { type ElementType, float32, float64, int8, int16, int32, readLabels, readValues, uint8 } from './elements.ts';
import { layoutOf } from './layout.ts';

/** The third byte of a file says what its numbers are. */
const TYPES: Readonly<Record<number, ElementType>> = {
  8: uint8,
  9: int8,
  11: int16,
  12: int32,
  13: float32,
  14: float64,
};

interface IdxHeader {
  readonly type: ElementType;
  readonly axes: readonly number[];
  readonly count: number;
}

/**
 * Points in an IDX file, the format of MNIST: 00 00, a type, the number of axes, their lengths, then the numbers; all big
 * endian. [N] gives one feature, [N, d] vectors, [N, h, w] images of one channel, [N, c, h, w] of c channels. Bytes stay
 * bytes. Source: http://yann.lecun.com/exdb/mnist.
 *
 * @param labels an IDX file of one axis with a class for every point
 * @param name how reports call the data
 * @throws UserError `data` when a file is damaged, is not IDX, or holds no points
 */
export async function readIdx(
  images: ByteSource,
  labels: ByteSource | undefined,
  name = images.name,
  classNames?: readonly string[],
): Promise<Dataset> {
  const { shape, values, points } = await reading(images, readPoints);
  if (labels) checkTogether(name, values, points, images.size + labels.size);
  const classes = labels && (await reading(labels, (reader) => readClasses(reader, points, images.name)));
  return adopt(values, { shape, name, labels: classes, classNames });
}

async function readPoints(reader: ByteReader) {
  const { type, axes, count } = await readHeader(reader);
  const { shape } = layoutOf({ name: reader.name, axes });
  const values = await readValues(reader, { type, count, littleEndian: false });
  await reader.expectEnd();
  return { shape, values, points: axes[0] };
}

async function readClasses(reader: ByteReader, points: number, images: string): Promise<Int32Array> {
  const { type, axes, count } = await readHeader(reader);
  if (axes.length !== 1) {
    const message = `${reader.name} holds ${formatShape(axes)} numbers, which is not a list of labels`;
    throw new UserError('data', message, [], 'labels have one axis; are the two files swapped?');
  }
  if (count !== points) {
    const message = `${reader.name} has ${count} labels for the ${points} points of ${images}`;
    throw new UserError('data', message, [], 'give the labels that belong to these points');
  }
  const labels = await readLabels(reader, { type, count, littleEndian: false });
  await reader.expectEnd();
  return labels;
}

async function readHeader(reader: ByteReader): Promise<IdxHeader> {
  const [zero, alsoZero, code, dimensions] = await reader.read(4, 'the header');
  const type = TYPES[code];
  if (zero !== 0 || alsoZero !== 0 || !type || dimensions < 1 || dimensions > 4) {
    const start = [zero, alsoZero, code, dimensions].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new UserError(
      'data',
      `${reader.name} is not an IDX file of numbers: it begins with ${start}`,
      [],
      'an IDX file begins with 00 00, a type from 08 to 0e and 01 to 04 axes',
    );
  }
  const view = new DataView((await reader.read(4 * dimensions, 'the header')).buffer);
  const axes = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 * axis));
  return { type, axes, count: axes.reduce((product, length) => product * length, 1) };
}
