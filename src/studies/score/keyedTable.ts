import type { NdArray } from '../../data/formats/arrays/ndArray.ts';
import { UserError } from '../../errors.ts';
import { plural } from '../../results/format.ts';
import type { AxisName } from './axes.ts';

/** Columns of a table that say which step or initialisation a row belongs to, in small letters. */
const KEYS = { steps: ['step', 'steps', 'epoch'], inits: ['init', 'inits', 'initialisation', 'seed'] } as const;

/** A table on its axes. */
interface KeyedTable {
  readonly array: NdArray;
  readonly axes: readonly AxisName[];
  /** The numbers in the column of steps. */
  readonly steps?: readonly number[];
}

/**
 * A table whose rows are points, one after the other, and which has a column "step" or "init" or both: its other columns are the
 * classes. Undefined of all else.
 * @throws UserError `shape` where some step or initialisation has fewer rows than others
 */
export function keyed(file: string, { values, shape, whole, columns }: NdArray): KeyedTable | undefined {
  const place = (names: readonly string[]) => columns?.findIndex((name) => names.includes(name.toLowerCase())) ?? -1;
  const keys = (['steps', 'inits'] as const).flatMap((axis) => {
    const column = place(KEYS[axis]);
    return column < 0 ? [] : [{ axis, column }];
  });
  if (keys.length === 0) return undefined;
  const [rows, width] = shape;
  const kept = Array.from({ length: width }, (_, k) => k).filter((k) => keys.every(({ column }) => column !== k));
  const distinct = keys.map(({ column }) => {
    const found = new Set<number>();
    for (let row = 0; row < rows; row++) found.add(values[row * width + column]);
    return [...found].sort((a, b) => a - b);
  });
  const lengths = distinct.map((numbers) => numbers.length);
  const groups = lengths.reduce((product, length) => product * length, 1);
  const points = rows / groups;
  const places = distinct.map((numbers) => new Map(numbers.map((number, at) => [number, at])));
  const filled = new Uint32Array(groups);
  const sorted = new Float64Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    const group = keys.reduce((at, { column }, key) => {
      return at * lengths[key] + places[key].get(values[row * width + column])!;
    }, 0);
    const point = filled[group]++;
    if (point >= points) throw uneven(file, keys, groups);
    kept.forEach((column, k) => {
      sorted[(group * points + point) * kept.length + k] = values[row * width + column];
    });
  }
  const steps = keys[0].axis === 'steps' ? distinct[0] : undefined;
  const axes = [...keys.map(({ axis }) => axis), 'points', 'classes'] as const;
  const array = { values: sorted, shape: [...lengths, points, kept.length], whole };
  // A single column of whole numbers holds guesses, which have no axis of classes.
  const isOne = kept.length === 1 && sorted.every(Number.isInteger);
  if (isOne)
    return { array: { ...array, shape: array.shape.slice(0, -1), whole: true }, axes: axes.slice(0, -1), steps };
  return { array: { ...array, whole: sorted.every(Number.isInteger) }, axes, steps };
}

function uneven(file: string, keys: readonly { readonly axis: string }[], groups: number): UserError {
  const names = keys.map(({ axis }) => axis).join(' and ');
  const message = `${file} does not have the same number of rows for each of its ${plural(groups, 'group')} of ${names}`;
  return new UserError('shape', message, [], 'write one row for every point, at each step and initialisation');
}
