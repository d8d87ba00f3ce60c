import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { features, formatShape } from '../../dataset.ts';

/** How the numbers of an array become points. */
export interface Layout {
  /** Shape of one point. */
  readonly shape: Shape;
  /** Where the next number of the file belongs among points × features; absent when they lie in order. */
  readonly places?: () => number;
}

export interface ArrayAxes {
  /** For messages. */
  readonly name: string;
  /** Points first. */
  readonly axes: readonly number[];
  /** The first axis runs fastest in the file, as Fortran and MATLAB have it. */
  readonly fortran?: boolean;
  /** A last axis of 1, 3 or 4 may be the channels. */
  readonly channelsLast?: boolean;
}

/**
 * The shape of a point by the axes of an array: [N] is one feature, [N, d] a vector, [N, h, w] an image of one channel,
 * [N, c, h, w] one of c channels. With `channelsLast`, the axes [N, h, w, c] of which c is 1, 3 or 4 and h is not are
 * channels last; the points then become [c, h, w], as everything here has channels first.
 *
 * @param wanted the shape of a point instead: the numbers of a point are taken as they lie, unless it is the one that
 *   would have been read anyway
 * @throws UserError `data` for an array without points, an empty axis or more than four axes; `bad-argument` for a wanted
 *   shape that does not fit
 */
export function layoutOf(array: ArrayAxes, wanted?: Shape): Layout {
  const { name, axes } = array;
  checkAxes(name, axes);
  const order = axisOrder(array);
  const point = axes.length === 1 ? [1] : order.slice(1).map((axis) => axes[axis]);
  const shape = point.length === 2 ? [1, ...point] : point;
  if (wanted && formatShape(wanted) !== formatShape(shape)) {
    const size = features(axes.slice(1));
    if (features(wanted) !== size) {
      const message = `${name} has points of ${size} numbers, which are not ${formatShape(wanted)}`;
      throw new UserError('bad-argument', message, [], `its axes are ${formatShape(axes)}, points first`);
    }
    return { shape: wanted, ...scatter(array, [...axes.keys()]) };
  }
  if (axes.length > 4) {
    const message = `${name} has ${axes.length} axes (${formatShape(axes)}), more than points and an image`;
    throw new UserError('data', message, [], 'give the shape of one point, for instance shape=3x32x32');
  }
  return { shape, ...scatter(array, order) };
}

function checkAxes(name: string, axes: readonly number[]): void {
  if (axes.length === 0) {
    const message = `${name} holds a single number without axes`;
    throw new UserError('data', message, [], 'the first axis must count the points');
  }
  const empty = axes.indexOf(0);
  if (empty < 0) return;
  const message = empty === 0 ? `${name} has no points` : `${name} has an empty axis: ${formatShape(axes)}`;
  throw new UserError('data', message, [], 'give at least 2 points of at least 1 number');
}

/** Axes of the array in the order a point is kept in. */
function axisOrder({ axes, channelsLast }: ArrayAxes): readonly number[] {
  const isChannels = (length: number) => length === 1 || length === 3 || length === 4;
  const last = channelsLast && axes.length === 4 && isChannels(axes[3]) && !isChannels(axes[1]);
  return last ? [0, 3, 1, 2] : [...axes.keys()];
}

/** The places of an array's numbers once the last axis runs fastest; absent where it does so already. */
export function rowMajor(axes: readonly number[], fortran: boolean): { places?: () => number } {
  return scatter({ axes, fortran }, [...axes.keys()]);
}

/** The places of an array's numbers, in the order of the file, once its axes are kept in another order. */
function scatter(
  { axes, fortran }: Pick<ArrayAxes, 'axes' | 'fortran'>,
  order: readonly number[],
): { places?: () => number } {
  const strides = new Array<number>(axes.length);
  let stride = 1;
  for (const axis of order.toReversed()) {
    strides[axis] = stride;
    stride *= axes[axis];
  }
  const fastestLast = fortran ? [...axes.keys()].reverse() : [...axes.keys()];
  // Axes of one entry have no order.
  const running = fastestLast.filter((axis) => axes[axis] > 1);
  if (running.every((axis, i) => i === 0 || strides[axis] < strides[running[i - 1]])) return {};
  return {
    places: odometer(
      running.map((axis) => axes[axis]),
      running.map((axis) => strides[axis]),
    ),
  };
}

/** Counts through axes, the last one fastest, and gives Σ digit × stride each time. */
function odometer(lengths: readonly number[], strides: readonly number[]): () => number {
  const digits = new Array<number>(lengths.length).fill(0);
  let next = 0;
  return () => {
    const place = next;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      next += strides[axis];
      digits[axis]++;
      if (digits[axis] < lengths[axis]) break;
      next -= strides[axis] * lengths[axis];
      digits[axis] = 0;
    }
    return place;
  };
}
