import * as Plot from '@observablehq/plot';
import { truncate } from '../text/wrap.ts';
import { type FigureOptions, plot } from './figure.ts';
import type { Mark, SeriesChart } from './seriesChart.ts';
import { light } from './theme.ts';

/** Letters of the name of a row, and their width in pixels. */
const NAME = 22;
const LETTER = 7;
const MARGINS = { right: 14, top: 6, bottom: 44 };

/** How high a row is, for its series one below the other. */
function rowHeight({ series }: SeriesChart): number {
  return 12 + 9 * series.length;
}

/** Pixels that a chart of named rows takes. */
export function rowsHeight(chart: SeriesChart, rows: number): number {
  return MARGINS.top + MARGINS.bottom + rows * rowHeight(chart);
}

/**
 * A chart of many named places, turned: a row for each, with its name at the left, and in it a line for each series, dots
 * with error bars for what was measured and ticks for theory.
 *
 * @param labels the names, from the top; the marks of the chart stand at 0, 1, 2, … along its first axis
 */
export function rowsChart(chart: SeriesChart, labels: readonly string[], options: FigureOptions, width: number) {
  const { palette = light } = options;
  const { series, y, references } = chart;
  const names = labels.map((label) => truncate(label, NAME));
  // Longer than the dots, which would hide a tick that they agree with.
  const half = 0.46 / series.length;
  return plot(options, {
    width,
    height: rowsHeight(chart, labels.length),
    marginLeft: 12 + LETTER * Math.max(...names.map((name) => name.length)),
    marginRight: MARGINS.right,
    marginTop: MARGINS.top,
    marginBottom: MARGINS.bottom,
    x: { domain: [...y.domain], ...(y.log && { type: 'log' }) },
    y: { domain: [-0.5, labels.length - 0.5], reverse: true },
    marks: [
      Plot.gridX({ ticks: y.ticks ? [...y.ticks] : 5, stroke: palette.line, strokeOpacity: 1 }),
      Plot.ruleY(
        labels.slice(1).map((_, row) => row + 0.5),
        { stroke: palette.line },
      ),
      Plot.ruleX([y.log ? y.domain[0] : 0], { stroke: palette.muted }),
      Plot.ruleX(references, { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5 }),
      ...series.map(({ theory, colours }) =>
        Plot.ruleX(theory, {
          x: 'mean',
          y1: ({ x }: Mark) => x - half,
          y2: ({ x }: Mark) => x + half,
          stroke: colours.theory,
          strokeWidth: 3,
        }),
      ),
      ...series.flatMap(({ measured, colours }) => [
        Plot.ruleY(measured, { y: 'x', x1: 'low', x2: 'high', stroke: colours.measured, strokeWidth: 2 }),
        Plot.dot(measured, {
          x: 'mean',
          y: 'x',
          r: 3.5,
          fill: colours.measured,
          stroke: palette.paper,
          strokeWidth: 1,
          clip: false,
        }),
      ]),
      Plot.axisX({
        ticks: y.ticks ? [...y.ticks] : 5,
        tickFormat: y.format,
        tickSize: 4,
        color: palette.muted,
        label: y.name,
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 38,
        fontSize: 11,
      }),
      Plot.axisY(
        labels.map((_, row) => row),
        { tickFormat: (row: number) => names[row], tickSize: 0, color: palette.ink, label: null, fontSize: 11 },
      ),
    ],
  });
}
