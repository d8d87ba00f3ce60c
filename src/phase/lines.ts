import type { PhaseLine } from '../results/phaseSchema.ts';
import { root } from './solve.ts';

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
 * between two neighbours of different sign, by root finding.
 */
export function lineOf(field: Field, xs: readonly number[], ys: readonly number[]): PhaseLine | undefined {
  const { kind, values, at, exactly } = field;
  const along = (fixed: readonly number[], moving: readonly number[], byRow: boolean) =>
    fixed.flatMap((other, i) =>
      crossings(moving.map((_, j) => (byRow ? values[i][j] : values[j][i]))).flatMap((j) => {
        const bind = (f: typeof at) => (t: number) => (byRow ? f(t, other) : f(other, t));
        const ends = [moving[j], moving[j + 1]] as const;
        // A line through a point of the grid: which side of it values there are on is a matter of rounding.
        const found = root(bind(at), ...ends, 1e-11) ?? ends.find((end) => Math.abs(bind(at)(end)) < ROUNDING);
        // Where f jumps from one sign to the other it has no zero.
        if (found === undefined || Math.abs(bind(at)(found)) > JUMP) return [];
        const value = exactly ? refined(bind(exactly), found) : found;
        return [byRow ? { x: value, y: other } : { x: other, y: value }];
      }),
    );
  const count = (byRow: boolean) =>
    byRow
      ? values.reduce((sum, row) => sum + crossings(row).length, 0)
      : xs.reduce((sum, _, j) => sum + crossings(values.map((row) => row[j])).length, 0);
  const byRow = count(true) >= count(false);
  const points = byRow ? along(ys, xs, true) : along(xs, ys, false);
  return points.length > 0 ? { kind, points } : undefined;
}

function refined(f: (t: number) => number, near: number): number {
  const reach = NEAR * Math.abs(near);
  return root(f, near - reach, near + reach, 1e-14) ?? near;
}

/** Where neighbours differ in sign. */
function crossings(values: readonly number[]): number[] {
  return values.flatMap((value, j) => {
    const next = values[j + 1];
    return next !== undefined && value < 0 !== next < 0 && !Number.isNaN(value) && !Number.isNaN(next) ? [j] : [];
  });
}
