import { UserError } from '../../../errors.ts';
import { type Shape, sizeOf } from '../../../graph/graph.ts';
import { adopt, type Dataset, formatShape, type Values } from '../../dataset.ts';
import { type ByteReader, reading } from '../bytes/byteReader.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkTogether } from '../bytes/limits.ts';
import { isWhole, readLabels, readValues } from './elements.ts';
import { layoutOf, rowMajor } from './layout.ts';
import type { NdArray } from './ndArray.ts';
import { readNpyHeader } from './npyHeader.ts';

export interface NpyOptions {
  /** A second .npy file with a class for every point: [N] or [N, 1] whole numbers from 0. */
  readonly labels?: ByteSource;
  /** Shape of one point, instead of the one the axes suggest. */
  readonly shape?: Shape;
}

/**
 * Points in a NumPy array (.npy, versions 1.0 to 3.0): its first axis counts the points. [N] gives one feature, [N, d]
 * vectors, [N, h, w] images of one channel, [N, c, h, w] of c channels. An array [N, h, w, c] whose last axis is 1, 3 or 4
 * and whose second is not has its channels last; its points become [c, h, w], the order that layers here expect. With
 * `shape`, the numbers of a point are taken as they lie.
 *
 * Bytes, booleans and float32 keep their type; int8, int16, uint16 and float16 become float32, which keeps every digit, all
 * else float64. Either byte order, and Fortran order.
 *
 * @param name how reports call the data
 * @throws UserError `data` when a file is damaged, holds no real numbers, an integer beyond 2⁵³ or no points;
 *   `bad-argument` for a shape that does not fit
 */
export async function readNpy(
  source: ByteSource,
  { labels, shape }: NpyOptions = {},
  name = source.name,
): Promise<Dataset> {
  const points = await reading(source, (reader) => readNpyPoints(reader, shape));
  if (labels) checkTogether(name, points.values, points.count, source.size + labels.size);
  const classes = labels && (await reading(labels, (reader) => readNpyLabels(reader, points.count, source.name)));
  return adopt(points.values, { shape: points.shape, name, labels: classes });
}

interface NpyPoints {
  readonly shape: Shape;
  readonly count: number;
  readonly values: Values;
}

/** Points of a whole .npy file, from wherever it is read. */
export async function readNpyPoints(reader: ByteReader, wanted?: Shape): Promise<NpyPoints> {
  const { type, littleEndian, fortran, axes } = await readNpyHeader(reader);
  const { shape, places } = layoutOf({ name: reader.name, axes, fortran, channelsLast: true }, wanted);
  const count = axes.reduce((product, length) => product * length, 1);
  const values = await readValues(reader, { type, littleEndian, count }, places);
  await reader.expectEnd();
  return { shape, count: axes[0], values };
}

/**
 * The numbers of a whole .npy file, whatever its axes are.
 * @throws UserError `data` when it is damaged, or holds no real numbers
 */
export async function readNpyArray(reader: ByteReader): Promise<NdArray> {
  const { type, littleEndian, fortran, axes } = await readNpyHeader(reader);
  const { places } = rowMajor(axes, fortran);
  const values = await readValues(reader, { type, littleEndian, count: sizeOf(axes) }, places);
  await reader.expectEnd();
  return { values, shape: axes, whole: isWhole(type) };
}

/**
 * Classes of a whole .npy file, one for each of `points`.
 * @param pointsName what they belong to, for messages
 */
export async function readNpyLabels(reader: ByteReader, points: number, pointsName: string): Promise<Int32Array> {
  const { type, littleEndian, axes } = await readNpyHeader(reader);
  const [count, ...rest] = axes;
  if (axes.length === 0 || rest.some((length) => length !== 1)) {
    const content = axes.length === 0 ? 'a single number' : `${formatShape(axes)} numbers`;
    const message = `${reader.name} holds ${content}, which is not a list of labels`;
    throw new UserError('data', message, [], 'labels have one axis; of one-hot rows take np.argmax(y, axis=1)');
  }
  if (count !== points) {
    const message = `${reader.name} has ${count} labels for the ${points} points of ${pointsName}`;
    throw new UserError('data', message, [], 'give the labels that belong to these points');
  }
  const labels = await readLabels(reader, { type, littleEndian, count });
  await reader.expectEnd();
  return labels;
}
