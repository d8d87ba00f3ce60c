import * as Plot from '@observablehq/plot';
import { originOf } from '../report/sentence.ts';
import type { Measurement } from '../results/schema.ts';
import { plain } from '../terminal/format.ts';
import { FIGURE_WIDTH, type FigureOptions, figure, INNER_WIDTH, type KeyEntry, plot, root } from './figure.ts';
import { light } from './theme.ts';

const PLOT_HEIGHT = 330;

/** Bias ratios below this are drawn at the foot of the axis: the favourite of two classes gets 51 % there. */
const FLOOR = 1e-3;

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
  const { low, high, place } = axisOf(
    layers.flatMap(({ gamma, theory }) => (theory === null ? [gamma] : [gamma, theory])),
  );
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
  const edges = [
    ...(layers.some(({ gamma, theory: expected }) => gamma < FLOOR || (expected ?? 1) < FLOOR)
      ? [{ y: low, text: '0' }]
      : []),
    ...(layers.some(({ gamma, theory: expected }) => gamma === Infinity || expected === Infinity)
      ? [{ y: high, text: '∞' }]
      : []),
  ];
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
      Plot.gridY(decades(low, high), { stroke: palette.line, strokeOpacity: 1 }),
      1 > low && 1 < high ? thresholdMarks(layers.length, palette.muted) : null,
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
      Plot.text(edges, {
        x: 0.5,
        y: 'y',
        text: 'text',
        dx: -9,
        textAnchor: 'end',
        fontSize: 12,
        fill: palette.muted,
        frameAnchor: 'left',
      }),
      Plot.ruleY([low], { stroke: palette.muted }),
      Plot.axisY(
        decades(low, high).filter((decade) => !edges.some(({ y }) => y === decade)),
        {
          tickFormat: power,
          tickSize: 0,
          color: palette.muted,
          label: 'bias ratio γ after the layer',
          labelAnchor: 'center',
          labelArrow: 'none',
          labelOffset: 54,
          fontSize: 11,
        },
      ),
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

/** Whole decades around the values, and where to draw those that a logarithm cannot show. */
function axisOf(values: readonly number[]) {
  const shown = values.filter((value) => Number.isFinite(value) && value >= FLOOR);
  const least = shown.length > 0 ? Math.min(...shown) : FLOOR;
  const most = shown.length > 0 ? Math.max(...shown) : 1;
  const hidden = shown.length < values.length;
  // A decade of room for the marks at the foot and the head, and always a view of γ = 1.
  const low =
    10 ** Math.min(-1, Math.floor(Math.log10(least)) - (hidden && values.some((value) => value < FLOOR) ? 1 : 0));
  const high = 10 ** Math.max(1, Math.ceil(Math.log10(most) + (values.includes(Infinity) ? 1 : 0.1)));
  const place = (value: number) =>
    Number.isNaN(value) ? value : Math.min(high, Math.max(low, value < FLOOR ? low : value));
  return { low, high, place };
}

/** Powers of ten from low to high, at most about eight of them. */
function decades(low: number, high: number): number[] {
  const from = Math.round(Math.log10(low));
  const to = Math.round(Math.log10(high));
  const step = Math.ceil((to - from) / 8);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => 10 ** (from + index * step));
}

/** 0.01, 1, 100 as they are, others as 10⁻⁵. */
function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 3) return plain(value);
  return `10${[...String(exponent)].map((character) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(character)]).join('')}`;
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
