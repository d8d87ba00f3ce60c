import type { PhaseDiagram } from './schema.ts';

/** A name and the place in the middle of the area that it is for, in units of the axes. */
export interface Region {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Areas smaller than this share of the diagram stay without a name. */
const LEAST_SHARE = 0.03;
/** Columns by which a column of a name is closer to the rim than its rows: names are wide, not high. */
const WIDE = 0.4;
const TIE = 1e-3;

/** The phases on the diagram, each named once, at the point of its area that is furthest from everything else. */
export function regionsOf({ x, y, gamma, limit }: PhaseDiagram, shown: 'gamma' | 'chi1'): Region[] {
  if (!y) return [];
  const names =
    shown === 'gamma'
      ? gamma.map((row) => row.map((value) => (value === null ? null : value < 1 ? 'neutral' : 'prejudiced')))
      : (limit?.phase ?? []).map((row) => row.map((phase) => (phase === 'transient' ? null : phase)));
  const found = [...new Set(names.flat())].filter((name) => name !== null);
  const size = x.values.length * y.values.length;
  return found.flatMap((name) => {
    const inside = names.map((row) => row.map((other) => other === name));
    const count = inside.flat().filter(Boolean).length;
    if (count < LEAST_SHARE * size) return [];
    const [row, column] = innermost(inside);
    return [{ name, x: x.values[column]!, y: y.values[row]! }];
  });
}

/** The cell of an area from which the way out of it, counted along rows, columns and over the rim, is longest. */
function innermost(inside: readonly (readonly boolean[])[]): [row: number, column: number] {
  let best: [number, number] = [0, 0];
  let most = -1;
  const columns = inside[0]!.length;
  for (let i = 0; i < inside.length; i++) {
    for (let j = 0; j < columns; j++) {
      if (!inside[i]![j]) continue;
      const run = (di: number, dj: number) => {
        let steps = 0;
        while (inside[i + di * (steps + 1)]?.[j + dj * (steps + 1)]) steps++;
        return steps + 1;
      };
      const across = (WIDE * Math.min(run(0, 1), run(0, -1))) / columns;
      const along = Math.min(run(1, 0), run(-1, 0)) / inside.length;
      // Of places with equal room in the narrower direction the one with more in the other.
      const room = Math.min(across, along) + TIE * Math.max(across, along);
      if (room > most) [best, most] = [[i, j], room];
    }
  }
  return best;
}
