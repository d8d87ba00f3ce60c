import * as Plot from '@observablehq/plot';
import { truncate, wrap } from '../text/wrap.ts';
import { axisX, axisY, dashed, dotted, gridY, margins } from './axes.ts';
import { type Canvas, plot } from './figure.ts';
import type { Palette } from './theme.ts';

/** Some of what a chart shows, under one name and in the colours that are its own. */
export interface Series {
  readonly name: string;
  readonly colours: { readonly measured: string; readonly theory: string };
  /** Beyond as many series as there are colours, lines are told apart by dashes, … */
  readonly dash: string | undefined;
  /** … and dots by their shapes. */
  readonly shape: Shape;
  readonly measured: readonly Mark[];
  readonly theory: readonly Mark[];
  /** Theory as a line, where places are numbers; where it has few values, these are marked. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

type Shape = 'disc' | 'diamond' | 'up';

export interface Mark {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface SeriesChart {
  readonly series: readonly Series[];
  /** Numbers, or places 0, 1, 2, … with a name each. */
  readonly x: Axis | { readonly labels: readonly string[] };
  readonly y: Axis;
  /** Heights of dashed lines, such as a fair guess. */
  readonly references: readonly number[];
}

interface Axis {
  readonly name: string;
  readonly domain: readonly [number, number];
  /** Logarithmic; default linear. */
  readonly log?: boolean;
  /** Where numbers stand; chosen evenly by default. */
  readonly ticks?: readonly number[];
  /** How they are written. */
  readonly format?: (tick: number) => string;
}

const HEIGHT = 380;
const TOP = 12;
const LEFT = 52;
const TICKS = 5;
/** Letters of a series' name beside its last mark, and their width in pixels. */
const NAME = 16;
const LETTER = 8;
/** Lines of the name of a place under it. */
const MOST_LINES = 5;
/** Pixels from one name to the next at least. */
const NAME_HEIGHT = 15;
/** How far above the frame the highest name may stand, in such heights: to where its letters touch the edge. */
const ABOVE = 0.4;

/** A line through fewer values than this says nothing of what lies between them. */
const FEW = 12;
/** Half a mark of theory, which sticks out of a dot that it agrees with. */
const TICK = 10;
/** Half a sample of a dashed line before the name of its series, and the pixels it takes. */
const SAMPLE = 9;
const SAMPLE_ROOM = 26;
/** Shapes by their names in Plot. */
export const PLOT_SHAPES = { disc: 'circle', diamond: 'diamond', up: 'triangle' } as const;

/** Dashes, shapes and colours that tell a number of series apart; a single one has those of measurement and theory. */
export function seriesStyle(
  index: number,
  total: number,
  palette: Palette,
): Pick<Series, 'colours' | 'dash' | 'shape'> {
  const { measured, theory, born, removes } = palette;
  if (total === 1) return { colours: { measured, theory }, dash: undefined, shape: 'disc' };
  const own = [measured, theory, born, removes];
  const colour = own[index % own.length];
  const { dash, shape } = ROUNDS[Math.floor(index / own.length) % ROUNDS.length]!;
  return { colours: { measured: colour, theory: colour }, dash, shape };
}

/** Once there is a series of each colour, the next ones look otherwise. */
const ROUNDS: readonly Pick<Series, 'dash' | 'shape'>[] = [
  { dash: undefined, shape: 'disc' },
  { dash: '8 4', shape: 'diamond' },
  { dash: '2 3', shape: 'up' },
];

/** Whether theory is known at few places only, which are then marked. */
function isSparse(curve: readonly unknown[]): boolean {
  return curve.length < FEW;
}

/** What the key calls a curve of theory through some values. */
export function theoryLabel(curve: readonly unknown[]): string {
  return isSparse(curve) ? 'theory, joined by thin lines' : 'theory';
}

/** What was measured at a place, or expected with error 0, at the heights that its axis has for it. */
export function markAt(x: number, mean: number, error: number, place: (value: number) => number): Mark {
  return { x, mean: place(mean), low: place(mean - error), high: place(mean + error) };
}

/** How far from the middle of a named place a series stands, so that all find room side by side. */
export function beside(index: number, total: number): number {
  return (0.6 * (index - (total - 1) / 2)) / total;
}

/** From the least number to the largest, with room for what stands there. */
export function domainOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.03 * (high - low || 1);
  return [low - room, high + room];
}

/**
 * What was measured as dots with error bars and theory as curves; over named places, and where it has few values, as ticks,
 * which thin lines join. The name of each of several series stands right of its last mark.
 */
export function seriesChart({ series, x, y, references }: SeriesChart, canvas: Canvas, width: number) {
  const { palette } = canvas;
  const named = series.length > 1;
  const longest = Math.max(...series.map(({ name }) => Math.min(NAME, name.length)));
  const sampled = series.some(({ dash }) => dash) ? SAMPLE_ROOM : 0;
  const marginRight = named ? 20 + sampled + LETTER * longest : 12;
  const half = 0.26 / series.length;
  const labels = 'labels' in x ? brokenLabels(x.labels, width - LEFT - marginRight) : undefined;
  const bottom = labels ? 24 + 14 * Math.max(...labels.map((lines) => lines.length)) : 50;
  const svg = plot(canvas, {
    width,
    height: HEIGHT,
    ...margins({ left: LEFT, right: marginRight, top: TOP, bottom }),
    x: 'labels' in x ? { domain: [-0.5, x.labels.length - 0.5] } : scaleOf(x),
    y: scaleOf(y),
    marks: [
      gridY(palette, y.ticks ?? TICKS),
      Plot.ruleY([y.log ? y.domain[0] : 0], { stroke: palette.muted }),
      Plot.ruleY(references, dashed(palette)),
      ...series.flatMap((one) => {
        const { curve, colours } = one;
        const line = { x: 'x', y: 'y', stroke: colours.theory, ...dashes(one) } as const;
        if (!isSparse(curve)) return [Plot.line(curve, { ...line, strokeWidth: 2.5 })];
        const joined = Plot.line(curve, { ...line, strokeWidth: 1, strokeOpacity: 0.6 });
        return [joined, Plot.dot(curve, { x: 'x', y: 'y', symbol: tick, fill: colours.theory, clip: false })];
      }),
      ...series.map(({ theory, colours }) =>
        labels
          ? Plot.ruleY(theory, {
              x1: ({ x }: Mark) => x - half,
              x2: ({ x }: Mark) => x + half,
              y: 'mean',
              stroke: colours.theory,
              strokeWidth: 3,
            })
          : null,
      ),
      ...series.flatMap(({ measured, colours, shape }) => [
        Plot.ruleX(measured, { x: 'x', y1: 'low', y2: 'high', stroke: colours.measured, strokeWidth: 2 }),
        Plot.dot(measured, { x: 'x', y: 'mean', symbol: PLOT_SHAPES[shape], ...dotted(palette, colours.measured) }),
      ]),
      named ? names(series, y, sampled, NAME_HEIGHT / (HEIGHT - TOP - bottom)) : null,
      axisY(palette, {
        ticks: y.ticks ? [...y.ticks] : TICKS,
        tickFormat: y.format,
        label: y.name,
        labelOffset: 46,
      }),
      'labels' in x ? placeAxis(labels!, palette) : numberAxis(x, palette),
    ],
  });
  return { element: svg, height: HEIGHT };
}

/** Dashes with ends that are not round, which would fill the gaps. */
export function dashes({ dash }: Pick<Series, 'dash'>) {
  return dash === undefined ? {} : ({ strokeDasharray: dash, strokeLinecap: 'butt' } as const);
}

/** A short level line. */
const tick = symbolOf((context) => context.rect(-TICK, -1.5, 2 * TICK, 3));

/** A sample of a dashed line. */
const sample = symbolOf((context) => {
  context.moveTo(-SAMPLE, 0);
  context.lineTo(SAMPLE, 0);
});

/** A symbol that is as large as it is drawn. */
function symbolOf(draw: (context: Pick<CanvasPath, 'rect' | 'moveTo' | 'lineTo'>) => void) {
  return { draw } as Plot.SymbolType;
}

function scaleOf({ domain, log }: Axis): Plot.ScaleOptions {
  return { domain: [...domain], ...(log && { type: 'log' }) };
}

/** The name of each series right of its last mark, as far apart as they must be to be read. */
function names(series: readonly Series[], { domain, log }: Axis, sampled: number, share: number): Plot.Markish[] {
  const [there, back] = log ? [Math.log, Math.exp] : [(y: number) => y, (y: number) => y];
  const last = series.flatMap(({ name, colours, dash, curve, measured, theory }) => {
    const marked = [...curve, ...[...theory, ...measured].map(({ x, mean }) => ({ x, y: mean }))];
    const right = marked.reduce<{ x: number; y: number } | undefined>((a, b) => (a && a.x > b.x ? a : b), undefined);
    return right ? [{ ...right, name, dash, colour: colours.measured }] : [];
  });
  const x = Math.max(...last.map((label) => label.x));
  const [low, high] = domain.map(there);
  const heights = apart(
    last.map(({ y }) => there(y)),
    share * (high - low),
    high + ABOVE * share * (high - low),
  );
  return last.flatMap(({ name, colour, dash }, index) => {
    const at = [{ x, y: back(heights[index]) }];
    const label = Plot.text(at, {
      x: 'x',
      y: 'y',
      text: () => truncate(name, NAME),
      dx: 14 + sampled,
      textAnchor: 'start',
      fill: colour,
      fontWeight: 'bold',
      fontSize: 12,
    });
    if (sampled === 0) return [label];
    const stroke = { stroke: colour, strokeWidth: 2.5, ...dashes({ dash }) };
    return [Plot.dot(at, { x: 'x', y: 'y', symbol: sample, dx: 18 + SAMPLE, clip: false, ...stroke }), label];
  });
}

/** The numbers, moved up where they must be so that any two are at least a gap apart, and down again from the highest. */
function apart(values: readonly number[], gap: number, highest: number): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  const moved = [...values];
  for (const [place, index] of order.entries()) {
    if (place > 0) moved[index] = Math.max(moved[index], moved[order[place - 1]] + gap);
  }
  for (const [place, index] of order.entries()) {
    moved[index] = Math.min(moved[index], highest - gap * (order.length - 1 - place));
  }
  return moved;
}

/** Names of places, broken into lines that stay within them. */
function brokenLabels(labels: readonly string[], width: number): string[][] {
  const letters = Math.max(6, Math.floor(width / labels.length / LETTER));
  return labels.map((label) => {
    const lines = wrap(label, letters).map((line) => truncate(line, letters));
    return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines;
  });
}

function placeAxis(labels: readonly (readonly string[])[], palette: Palette): Plot.Markish {
  const ticks = labels.map((_, place) => place);
  return axisX(palette, { ticks, tickFormat: (place: number) => labels[place].join('\n'), label: null });
}

function numberAxis({ name, ticks, format = String }: Axis, palette: Palette): Plot.Markish {
  return axisX(palette, {
    // As text, since a format of ticks would still leave out most of a logarithmic scale.
    ...(ticks && { ticks: [...ticks], text: (tick: number) => format(tick) }),
    label: name,
    labelOffset: 40,
  });
}
