import { type Dataset, features } from '../dataset.ts';

/** Fewer points are no evidence of ids or classes. */
const FEWEST_POINTS = 10;
/** More different numbers are rather counts than classes. */
const MOST_CLASSES = 20;

/** "column 3 (age)", counted from 1 as `label=` counts; tables without names have numbers alone. */
export function nameOf({ columns, shape }: Dataset, column: number): string {
  const name = columns?.length === features(shape) ? columns[column] : undefined;
  return `column ${column + 1}${name ? ` (${name})` : ''}`;
}

/** Columns with one value throughout. */
export function constantColumns(data: Dataset): number[] {
  return columnsWhere(data, (at) => {
    const first = at(0);
    for (let point = 1; point < data.points; point++) if (at(point) !== first) return false;
    return true;
  });
}

/**
 * The first column that rises or falls by whole numbers all the way, or shuffles them: all different, with no more than
 * every second number left out.
 */
export function idColumn(data: Dataset): number | undefined {
  const { points, shape } = data;
  // Bytes are pixels or flags, and a single column of whole numbers may be all there is to see.
  if (points < FEWEST_POINTS || features(shape) < 2 || data.values instanceof Uint8Array) return undefined;
  return columnsWhere(data, (at) => isMonotone(at, points) || isShuffled(at, points))[0];
}

function isMonotone(at: Column, points: number): boolean {
  const direction = Math.sign(at(1) - at(0));
  if (direction === 0 || !Number.isInteger(at(0))) return false;
  for (let point = 1; point < points; point++) {
    if (!Number.isInteger(at(point)) || Math.sign(at(point) - at(point - 1)) !== direction) return false;
  }
  return true;
}

function isShuffled(at: Column, points: number): boolean {
  const seen = new Set<number>();
  let [least, most] = [Infinity, -Infinity];
  for (let point = 0; point < points; point++) {
    const value = at(point);
    if (!Number.isInteger(value) || seen.has(value)) return false;
    seen.add(value);
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (most - least >= 2 * points) return false;
  }
  return true;
}

/**
 * The first or last column where it alone holds few whole numbers in a row, as 0 … K−1 of classes, each several times, and
 * every other column has a fraction. Columns that the reader asked about by their names were answered there.
 */
export function classColumn(data: Dataset): { column: number; least: number; most: number } | undefined {
  const size = features(data.shape);
  if (data.labels || data.points < FEWEST_POINTS || size < 2 || data.values instanceof Uint8Array) return undefined;
  const whole = columnsWhere(data, (at) => {
    for (let point = 0; point < data.points; point++) if (!Number.isInteger(at(point))) return false;
    return true;
  });
  const [column] = whole;
  if (whole.length !== 1 || (column !== 0 && column !== size - 1)) return undefined;
  const values = new Set<number>();
  for (let point = 0; point < data.points; point++) {
    values.add(data.values[point * size + column]);
    if (values.size > MOST_CLASSES) return undefined;
  }
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const inARow = values.size >= 2 && most - least === values.size - 1 && (least === 0 || least === 1);
  return inARow && 2 * values.size <= data.points ? { column, least, most } : undefined;
}

/** The number of a point in a column. */
type Column = (point: number) => number;

function columnsWhere({ values, points, shape }: Dataset, holds: (at: Column) => boolean): number[] {
  const size = features(shape);
  if (values.length !== points * size) return [];
  return Array.from({ length: size }, (_, column) => column).filter((column) =>
    holds((point) => values[point * size + column]),
  );
}
