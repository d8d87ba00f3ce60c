import { root } from '../../depth/fixedPoint.ts';
import type { PhaseLine } from './schema.ts';

/** A function on the diagram whose zeros are a line. */
export interface Field {
  readonly kind: PhaseLine['kind'];
  /** Its values on the grid, row by row; NaN where there is none. */
  readonly values: readonly (readonly number[])[];
  /** At any point, by interpolated maps. */
  readonly at: (x: number, y: number) => number;
  /** The same by exact maps, where these are quick. */
  readonly exactly?: (x: number, y: number) => number;
}

/** Half-width, relative, about an interpolated root within which the exact one lies. */
const NEAR = 1e-6;
/** f this small may as well be 0. */
const ROUNDING = 1e-7;
/** f at a root found is smaller than this. */
const JUMP = 1e-2;

/**
 * Points of a line f = 0: along every row of the grid, or every column where these cross the line more often, the place
 * between two neighbours of different sign, by root finding; and where the line runs along a row, those on the columns.
 */
export function lineOf(field: Field, xs: readonly number[], ys: readonly number[]): PhaseLine | undefined {
  const rows: Lattice = {
    across: xs,
    along: ys,
    value: (i, j) => field.values[i][j],
    at: field.at,
    exactly: field.exactly,
  };
  const columns: Lattice = transposed(rows);
  const byRow = count(rows) >= count(columns);
  const points = filledIn(byRow ? rows : columns);
  if (points.length === 0) return undefined;
  return { kind: field.kind, points: points.map(([t, other]) => (byRow ? { x: t, y: other } : { x: other, y: t })) };
}

/** A field whose rows are searched for the line: places t across them, one row for each other coordinate. */
interface Lattice {
  readonly across: readonly number[];
  readonly along: readonly number[];
  /** Of a row and a place across it. */
  readonly value: (row: number, place: number) => number;
  readonly at: (t: number, other: number) => number;
  readonly exactly?: (t: number, other: number) => number;
}

function transposed({ across, along, value, at, exactly }: Lattice): Lattice {
  return {
    across: along,
    along: across,
    value: (row, place) => value(place, row),
    at: (t, other) => at(other, t),
    ...(exactly && { exactly: (t: number, other: number) => exactly(other, t) }),
  };
}

/** How often rows cross the line. */
function count(lattice: Lattice): number {
  return lattice.along.reduce((sum, _, row) => sum + crossings(lattice, row).length, 0);
}

/** Points on the rows, one after the other, and on columns where more than one stands between those of neighbouring rows. */
function filledIn(rows: Lattice): [t: number, other: number][] {
  const columns = transposed(rows);
  const found = rows.along.map((other, row) =>
    crossings(rows, row).flatMap((place) => onLine(rows, row, place).map((t): [number, number] => [t, other])),
  );
  return found.flatMap((points, row) => {
    const next = found[row + 1];
    if (points.length !== 1 || next?.length !== 1) return points;
    const [from, to] = [points[0][0], next[0][0]];
    const between = rows.across.flatMap((t, column) => ((t - from) * (t - to) < 0 ? [{ t, column }] : []));
    if (between.length < 2) return points;
    if (from > to) between.reverse();
    const filling = between.flatMap(({ t, column }) =>
      onLine(columns, column, row).map((other): [number, number] => [t, other]),
    );
    return [...points, ...filling];
  });
}

/** Where a row crosses the line between a place and the next; nothing where f jumps there. */
function onLine({ across, along, at, exactly }: Lattice, row: number, place: number): number[] {
  const bind = (f: typeof at) => (t: number) => f(t, along[row]);
  const ends = [across[place], across[place + 1]] as const;
  // A line through a point of the grid: which side of it values there are on is a matter of rounding.
  const found = root(bind(at), ...ends, 1e-11) ?? ends.find((end) => Math.abs(bind(at)(end)) < ROUNDING);
  // Where f jumps from one sign to the other it has no zero.
  if (found === undefined || Math.abs(bind(at)(found)) > JUMP) return [];
  return [exactly ? refined(bind(exactly), found) : found];
}

function refined(f: (t: number) => number, near: number): number {
  const reach = NEAR * Math.abs(near);
  return root(f, near - reach, near + reach, 1e-14) ?? near;
}

/** Places of a row from which to the next the sign changes. */
function crossings({ across, value }: Lattice, row: number): number[] {
  return across.flatMap((_, place) => {
    if (place === across.length - 1) return [];
    const [here, next] = [value(row, place), value(row, place + 1)];
    return here < 0 !== next < 0 && !Number.isNaN(here) && !Number.isNaN(next) ? [place] : [];
  });
}
