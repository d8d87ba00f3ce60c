import * as Plot from '@observablehq/plot';
import { axisX, dashed } from './axes.ts';
import type { Palette } from './theme.ts';

/** One estimate on a row of a chart, in the units of its axis. */
export interface EstimateRow {
  /** Where the row lies, its unit being one row. */
  readonly y: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** NaN where there is none. */
  readonly theory: number;
}

interface Chart {
  readonly palette: Palette;
  /** Above the axis. */
  readonly label: string;
  /** Half the height of the marks of theory, in rows. */
  readonly half: number;
  /** What stands behind the estimates, such as marks of a fair guess. */
  readonly behind: readonly Plot.Markish[];
}

/** An estimate and its standard error, in a unit, as a row. */
export function estimateRow(
  y: number,
  {
    mean,
    standardError,
    theory,
  }: { readonly mean: number; readonly standardError: number; readonly theory: number | null },
  unit: number,
): EstimateRow {
  const error = Number.isFinite(standardError) ? standardError : 0;
  return {
    y,
    mean: unit * mean,
    low: unit * (mean - error),
    high: unit * (mean + error),
    theory: theory === null ? Number.NaN : unit * theory,
  };
}

/** A dot with an error bar for each row, an upright mark for theory, and the axis with its label above. */
export function estimateMarks(rows: readonly EstimateRow[], { palette, label, half, behind }: Chart): Plot.Markish[] {
  return [
    Plot.ruleY(rows, { y: 'y', stroke: palette.line, strokeWidth: 1.5 }),
    ...behind,
    Plot.ruleX(rows, { x: 'theory', ...upright(half), stroke: palette.theory, strokeWidth: 3 }),
    Plot.ruleY(rows, { y: 'y', x1: 'low', x2: 'high', stroke: palette.measured, strokeWidth: 2 }),
    Plot.dot(rows, { x: 'mean', y: 'y', r: 4.5, fill: palette.measured, stroke: palette.paper, strokeWidth: 1 }),
    axisX(palette, { anchor: 'top', ticks: 5, label: null }),
    Plot.text([label], {
      frameAnchor: 'top-left',
      dy: -36,
      fontSize: 12,
      fontWeight: 'bold',
      textAnchor: 'start',
      fill: palette.ink,
    }),
  ];
}

/** A dashed mark on each row. @param x name of the value */
export function dashedMarks<Row extends EstimateRow>(
  rows: readonly Row[],
  x: keyof Row & string,
  half: number,
  palette: Palette,
) {
  return Plot.ruleX(rows, { x, ...upright(half), ...dashed(palette) });
}

function upright(half: number) {
  return { y1: (row: EstimateRow) => row.y - half, y2: (row: EstimateRow) => row.y + half };
}
