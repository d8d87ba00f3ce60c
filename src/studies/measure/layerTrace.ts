import * as Plot from '@observablehq/plot';
import {
  FIGURE_WIDTH,
  type FigureOptions,
  figure,
  INNER_WIDTH,
  type KeyEntry,
  plot,
  root,
} from '../../present/svg/figure.ts';
import { gammaAxis, powerOfTen } from '../../present/svg/gammaAxis.ts';
import { light } from '../../present/svg/theme.ts';
import { originOf } from '../../results/finding.ts';
import { plain } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';

const PLOT_HEIGHT = 330;

/**
 * The bias ratio γ after each layer on a logarithmic axis: measured with error bars, theory as a line. A dashed line at
 * γ = 1 parts neutral from prejudiced. Zero (and what is as good as zero) stands at the foot of the axis as "0",
 * infinity at its head as "∞".
 */
export function layerTrace(measurement: Measurement, options: FigureOptions): SVGSVGElement {
  return figure(options, {
    title: layerTraceTitle(measurement),
    subtitle: `${measurement.network} on ${measurement.data}`,
    description: describe(measurement),
    key: layerTraceKey(measurement, options),
    content: [{ element: trace(measurement, options, INNER_WIDTH), x: 0, y: 8 }],
    height: PLOT_HEIGHT,
  });
}

/** The same without title and key, for pages that give them themselves. */
export function layerTracePlot(measurement: Measurement, options: FigureOptions): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const about = { title: layerTraceTitle(measurement), description: describe(measurement), width, height: PLOT_HEIGHT };
  return root(options, about, [trace(measurement, options, width)]);
}

/** The finding of the figure. */
export function layerTraceTitle({ layers }: Measurement): string {
  return originOf(layers).replace(/\.$/, '') || 'The bias ratio after each layer';
}

export function layerTraceKey(
  { layers }: Measurement,
  { palette = light }: Pick<FigureOptions, 'palette'>,
): KeyEntry[] {
  const key: KeyEntry[] = [{ label: 'measured ± standard error', mark: 'dot', colour: palette.measured }];
  if (layers.some(({ theory }) => theory !== null)) key.push({ label: 'theory', mark: 'line', colour: palette.theory });
  return key;
}

function describe({ layers }: Measurement): string {
  const values = layers.map(({ layer, gamma }, index) => `${index + 1} ${layer} ${plain(gamma, 3)}`);
  return `Measured bias ratio gamma after each layer: ${values.join(', ')}.`;
}

function trace(measurement: Measurement, options: FigureOptions, width: number): SVGSVGElement {
  const { palette = light } = options;
  const { layers } = measurement;
  const values = layers.flatMap(({ gamma, theory }) => (theory === null ? [gamma] : [gamma, theory]));
  const { low, high, place, decades, ends } = gammaAxis(values);
  const measured = layers.map(({ gamma, standardError }, index) => {
    const error = Number.isFinite(standardError) ? standardError : 0;
    return { index: index + 1, y: place(gamma), y1: place(gamma - error), y2: place(gamma + error), gamma };
  });
  const theory = layers.map((layer, index) => ({
    index: index + 1,
    y: layer.theory === null ? NaN : place(layer.theory),
  }));
  const labelled = layers.length <= 24;
  const slanted = layers.length > 9;
  return plot(options, {
    width,
    height: PLOT_HEIGHT,
    marginLeft: 62,
    marginRight: 92,
    marginTop: 14,
    marginBottom: slanted && labelled ? 76 : 52,
    x: { domain: [0.5, layers.length + 0.5] },
    y: { type: 'log', domain: [low, high] },
    marks: [
      Plot.gridY(decades, { stroke: palette.line, strokeOpacity: 1 }),
      1 > low && 1 < high ? thresholdMarks(layers.length, palette.muted) : null,
      Plot.ruleY([low], { stroke: palette.muted }),
      Plot.line(measured, { x: 'index', y: 'y', stroke: palette.measuredSoft, strokeWidth: 1.5 }),
      Plot.line(theory, { x: 'index', y: 'y', stroke: palette.theory, strokeWidth: 2.5, strokeOpacity: 0.9 }),
      Plot.ruleX(measured, { x: 'index', y1: 'y1', y2: 'y2', stroke: palette.measured, strokeWidth: 1.5 }),
      Plot.dot(measured, {
        x: 'index',
        y: 'y',
        r: layers.length > 40 ? 2.5 : 4.5,
        fill: palette.measured,
        stroke: palette.paper,
        strokeWidth: 1,
        clip: false,
      }),
      Plot.text(ends, {
        x: 0.5,
        y: 'y',
        text: 'text',
        dx: -9,
        textAnchor: 'end',
        fontSize: 12,
        fill: palette.muted,
        frameAnchor: 'left',
      }),
      Plot.axisY(decades, {
        tickFormat: powerOfTen,
        tickSize: 0,
        color: palette.muted,
        label: 'bias ratio γ after the layer',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 54,
        fontSize: 11,
      }),
      Plot.axisX(labelled ? layers.map((_, index) => index + 1) : sparse(layers.length), {
        tickFormat: (index: number) =>
          labelled && !slanted
            ? `${index}\n${shortName(layers[index - 1].layer)}`
            : labelled
              ? `${index} ${shortName(layers[index - 1].layer)}`
              : `${index}`,
        tickRotate: labelled && slanted ? -40 : 0,
        tickSize: 4,
        color: palette.muted,
        label: 'layer',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: slanted && labelled ? 72 : 48,
        fontSize: 11,
      }),
    ],
  });
}

/** The line γ = 1 and, right of the plot, what lies on either side of it. */
function thresholdMarks(count: number, colour: string): Plot.Markish {
  const side = { x: count + 0.5, y: 1, textAnchor: 'start', dx: 8, fontSize: 11, fill: colour } as const;
  return [
    Plot.ruleY([1], { stroke: colour, strokeDasharray: '4 3', strokeWidth: 1.2 }),
    Plot.text(['prejudiced'], { ...side, dy: -11 }),
    Plot.text(['neutral'], { ...side, dy: 11 }),
  ];
}

/** About ten round layer numbers. */
function sparse(count: number): number[] {
  const step =
    [5, 10, 20, 50, 100, 200, 500, 1000].find((candidate) => count / candidate <= 12) ?? Math.ceil(count / 10);
  return [1, ...Array.from({ length: Math.floor(count / step) }, (_, index) => (index + 1) * step)];
}

function shortName(layer: string): string {
  return layer.replace(/\(.*$/s, '');
}
