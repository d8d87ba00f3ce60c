import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';

/** What a network looks at: given points, or a law that points are drawn from. */
export type Data = Dataset | Generator;

/** Numbers in the type they are stored in: the bytes of an image stay bytes until a step changes them. */
export type Values = Float64Array | Float32Array | Uint8Array;

/** Points given as numbers. */
export interface Dataset {
  readonly kind: 'dataset';
  /** Where the points come from and which were chosen, in the notation where it has one. Preprocessing keeps it. */
  readonly name: string;
  /** Shape of one point: [features], [tokens, features] or [channels, height, width]. */
  readonly shape: Shape;
  /** How many points there are. */
  readonly points: number;
  /** points × features, one point after the other; all finite. */
  readonly values: Values;
  /** The class of every point. */
  readonly labels?: Int32Array;
  readonly classNames?: readonly string[];
  /** What the features are called, of tables with a header. */
  readonly columns?: readonly string[];
  /** Of sequences of token ids: how many ids there are, counted from 0. Ids are names: their sizes mean nothing. */
  readonly vocabulary?: number;
  readonly licence?: string;
}

/** Points with independent normal entries, drawn as many as are asked for. */
export interface Generator {
  readonly kind: 'generator';
  /** In the notation, e.g. "gaussian(dim=1000)"; of the law before preprocessing. */
  readonly name: string;
  /** Shape of one point. */
  readonly shape: Shape;
  /** Mean and variance of every entry, after preprocessing. */
  readonly mean: number;
  readonly variance: number;
  /**
   * Share of the variance from which the mean of the drawn points themselves was taken away, feature by feature: N such
   * points have the covariance −variance/N. 0 unless given. (Divided by their own sd, their spread is 1/N larger: left out.)
   */
  readonly centred?: number;
}

/** A single point of more would fill gigabytes; catches typing errors like gaussian(1e12) early. */
const MAX_FEATURES = 2 ** 28;

/** How many numbers one point has. */
export function features(shape: Shape): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

export interface DatasetOptions {
  /** Shape of one point. */
  readonly shape: Shape;
  /** One class a point: whole numbers from 0. */
  readonly labels?: ArrayLike<number>;
  readonly classNames?: readonly string[];
  /** What the features are called; reports name odd ones by it. */
  readonly columns?: readonly string[];
  /** Of sequences of token ids: how many ids there are, counted from 0. */
  readonly vocabulary?: number;
  /** How reports call the data; "data" unless given. */
  readonly name?: string;
  readonly licence?: string;
}

/**
 * A dataset of your own numbers, copied. Bytes and float32 keep their type, all else becomes float64.
 *
 * @param values points × features numbers, one point after the other
 * @throws UserError `data` if there are fewer than two points, a length does not fit, or a number is NaN or infinite;
 *   `bad-argument` for an impossible shape
 */
export function dataset(values: ArrayLike<number>, options: DatasetOptions): Dataset {
  const labels = options.labels instanceof Int32Array ? options.labels.slice() : options.labels;
  return adopt(stored(values), { ...options, labels });
}

/**
 * As `dataset`, but the arrays become the dataset's own instead of being copied: for readers of files, which make them and
 * keep nothing. Labels are copied all the same unless they are an Int32Array.
 */
export function adopt(values: Values, options: DatasetOptions): Dataset {
  const { shape, labels, classNames, columns, vocabulary, licence, name = 'data' } = options;
  const size = features(checkShape(shape, name));
  const points = values.length / size;
  if (!Number.isInteger(points)) {
    throw new UserError(
      'data',
      `${name} has ${values.length} numbers, which is not a whole number of points of ${formatShape(shape)}`,
      [],
      `give points × ${size} numbers, one point after the other`,
    );
  }
  if (points < 2) {
    throw new UserError('data', `${name} has too few points: ${points}`, [], 'give at least 2 points');
  }
  checkFinite(values, size, name, 'remove the point or replace the number: no guess is defined on it');
  return {
    kind: 'dataset',
    name,
    shape: [...shape],
    points,
    values,
    ...(labels && { labels: checkLabels(labels, points, name, classNames) }),
    ...(classNames && { classNames: [...classNames] }),
    ...(columns && { columns: [...columns] }),
    ...(vocabulary !== undefined && { vocabulary }),
    ...(licence && { licence }),
  };
}

/**
 * Checks the shape of a point and returns it.
 * @throws UserError `bad-argument` unless it has at least one axis and every axis is a whole number from 1
 */
export function checkShape(shape: Shape, name: string): Shape {
  const sound = shape.length > 0 && shape.every((axis) => Number.isInteger(axis) && axis >= 1);
  if (!sound || features(shape) > MAX_FEATURES) {
    throw new UserError(
      'bad-argument',
      `${name} cannot have points of shape ${formatShape(shape) || '()'}`,
      [],
      `give every axis a whole number of at least 1, and at most ${MAX_FEATURES} features in all`,
    );
  }
  return shape;
}

/**
 * @param size features of a point
 * @param culprit begins the message, e.g. the name of the data
 * @throws UserError `data` at the first NaN or infinity, naming point and feature
 */
export function checkFinite(values: Values, size: number, culprit: string, remedy: string): void {
  if (values instanceof Uint8Array) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new UserError(
    'data',
    `${culprit} has ${values[at]} in point ${Math.floor(at / size)}, feature ${at % size} (counted from 0)`,
    [],
    remedy,
  );
}

/** "1×8×8", as people read it. The notation writes 1x8x8. */
export function formatShape(shape: Shape): string {
  return shape.join('×');
}

/** The points of a dataset at some places, in the order of the places; labels go with them. */
export function pick(dataset: Dataset, places: ArrayLike<number>): Dataset {
  const size = features(dataset.shape);
  const { labels } = dataset;
  const values = emptyLike(dataset.values, places.length * size);
  for (let i = 0; i < places.length; i++) {
    values.set(dataset.values.subarray(places[i] * size, (places[i] + 1) * size), i * size);
  }
  const chosen = labels && Int32Array.from(places, (place) => labels[place]);
  return { ...dataset, points: places.length, values, ...(chosen && { labels: chosen }) };
}

/** Datasets of one shape and the same classes, one after the other, under the name of the first. */
export function concatenate(parts: readonly Dataset[]): Dataset {
  const [first, ...rest] = parts;
  if (rest.length === 0) return first;
  const sum = (length: (part: Dataset) => number) => parts.reduce((total, part) => total + length(part), 0);
  const values = emptyLike(
    first.values,
    sum((part) => part.values.length),
  );
  const labels = new Int32Array(sum((part) => part.labels?.length ?? 0));
  let point = 0;
  for (const part of parts) {
    values.set(part.values, point * features(first.shape));
    if (part.labels) labels.set(part.labels, point);
    point += part.points;
  }
  return { ...first, points: point, values, ...(first.labels && { labels }) };
}

function emptyLike(values: Values, length: number): Values {
  if (values instanceof Uint8Array) return new Uint8Array(length);
  return values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** A copy in the narrowest type that keeps every digit. */
function stored(values: ArrayLike<number>): Values {
  return values instanceof Uint8Array || values instanceof Float32Array ? values.slice() : Float64Array.from(values);
}

/** The values as float64, copied only where they are not. */
export function asFloat64(values: Values): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

function checkLabels(
  labels: ArrayLike<number>,
  points: number,
  name: string,
  classNames: readonly string[] | undefined,
): Int32Array {
  if (labels.length !== points) {
    throw new UserError(
      'data',
      `${name} has ${points} points but ${labels.length} labels`,
      [],
      'give one label per point',
    );
  }
  const classes = classNames?.length ?? 2 ** 31;
  const impossible = (label: number) => !Number.isInteger(label) || label < 0 || label >= classes;
  const odd = Array.prototype.findIndex.call(labels, impossible);
  if (odd >= 0) {
    const limit = classNames ? ` to ${classes - 1}` : '';
    throw new UserError(
      'data',
      `${name} has the label ${labels[odd]} at point ${odd} (counted from 0)`,
      [],
      `labels are whole numbers from 0${limit}`,
    );
  }
  return labels instanceof Int32Array ? labels : Int32Array.from(labels);
}
