import * as Plot from '@observablehq/plot';
import { truncate } from '../text/wrap.ts';
import { axisX, axisY, dashed, dotted, gridX, margins } from './axes.ts';
import { type Canvas, plot } from './figure.ts';
import { type Mark, PLOT_SHAPES, type SeriesChart } from './seriesChart.ts';

/** Letters of the name of a row, and their width in pixels. */
const NAME = 22;
const LETTER = 7;
const MARGINS = { right: 14, top: 6, bottom: 44 };
const TICKS = 5;

/** How high a row is, for its series one below the other. */
function rowHeight({ series }: SeriesChart): number {
  return 12 + 9 * series.length;
}

/**
 * A chart of many named places, turned: a row for each, with its name at the left, and in it a line for each series, dots
 * with error bars for what was measured and ticks for theory.
 *
 * @param labels the names, from the top; the marks of the chart stand at 0, 1, 2, … along its first axis
 */
export function rowsChart(chart: SeriesChart, labels: readonly string[], canvas: Canvas, width: number) {
  const { palette } = canvas;
  const { series, y, references } = chart;
  const names = labels.map((label) => truncate(label, NAME));
  // Longer than the dots, which would hide a tick that they agree with.
  const half = 0.46 / series.length;
  const height = MARGINS.top + MARGINS.bottom + labels.length * rowHeight(chart);
  const svg = plot(canvas, {
    width,
    height,
    ...margins({ ...MARGINS, left: 12 + LETTER * Math.max(...names.map((name) => name.length)) }),
    x: { domain: [...y.domain], ...(y.log && { type: 'log' }) },
    y: { domain: [-0.5, labels.length - 0.5], reverse: true },
    marks: [
      gridX(palette, y.ticks ?? TICKS),
      Plot.ruleY(
        labels.slice(1).map((_, row) => row + 0.5),
        { stroke: palette.line },
      ),
      Plot.ruleX([y.log ? y.domain[0] : 0], { stroke: palette.muted }),
      Plot.ruleX(references, dashed(palette)),
      ...series.map(({ theory, colours }) =>
        Plot.ruleX(theory, {
          x: 'mean',
          y1: ({ x }: Mark) => x - half,
          y2: ({ x }: Mark) => x + half,
          stroke: colours.theory,
          strokeWidth: 3,
        }),
      ),
      ...series.flatMap(({ measured, colours, shape }) => [
        Plot.ruleY(measured, { y: 'x', x1: 'low', x2: 'high', stroke: colours.measured, strokeWidth: 2 }),
        Plot.dot(measured, {
          x: 'mean',
          y: 'x',
          symbol: PLOT_SHAPES[shape],
          ...dotted(palette, colours.measured, 3.5),
        }),
      ]),
      axisX(palette, {
        ticks: y.ticks ? [...y.ticks] : TICKS,
        tickFormat: y.format,
        label: y.name,
        labelOffset: 38,
      }),
      axisY(palette, {
        ticks: labels.map((_, row) => row),
        tickFormat: (row: number) => names[row],
        color: palette.ink,
        label: null,
      }),
    ],
  });
  return { element: svg, height };
}
