import * as Plot from '@observablehq/plot';
import { truncate, wrap } from '../text/wrap.ts';
import { type FigureOptions, plot } from './figure.ts';
import { light, type Palette } from './theme.ts';

/** Some of what a chart shows, under one name and in the colours that are its own. */
export interface Series {
  readonly name: string;
  readonly colours: { readonly measured: string; readonly theory: string };
  /** Beyond as many series as there are colours, lines are told apart by dashes. */
  readonly dash: string | undefined;
  readonly measured: readonly Mark[];
  readonly theory: readonly Mark[];
  /** Theory as a line, where places are numbers. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

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

export const CHART_HEIGHT = 380;
const TOP = 12;
const LEFT = 52;
/** Letters of a series' name beside its last mark, and their width in pixels. */
const NAME = 16;
const LETTER = 8;
/** Lines of the name of a place under it. */
const MOST_LINES = 5;
/** Pixels from one name to the next at least. */
const NAME_HEIGHT = 15;
/** How far above the frame the highest name may stand, in such heights: to where its letters touch the edge. */
const ABOVE = 0.4;

/** Colours and dashes that tell a number of series apart; a single one has those of measurement and theory. */
export function seriesStyle(index: number, total: number, palette: Palette): Pick<Series, 'colours' | 'dash'> {
  const { measured, theory, born, removes } = palette;
  if (total === 1) return { colours: { measured, theory }, dash: undefined };
  const own = [measured, theory, born, removes];
  const dashes = [undefined, '7 3', '2 3'];
  const colour = own[index % own.length];
  return {
    colours: { measured: colour, theory: colour },
    dash: dashes[Math.floor(index / own.length) % dashes.length],
  };
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
 * What was measured as dots with error bars and theory as curves, or as ticks over named places. The name of each of
 * several series stands right of its last mark.
 */
export function seriesChart({ series, x, y, references }: SeriesChart, options: FigureOptions, width: number) {
  const { palette = light } = options;
  const named = series.length > 1;
  const longest = Math.max(...series.map(({ name }) => Math.min(NAME, name.length)));
  const marginRight = named ? 20 + LETTER * longest : 12;
  const half = 0.26 / series.length;
  const labels = 'labels' in x ? brokenLabels(x.labels, width - LEFT - marginRight) : undefined;
  const bottom = labels ? 24 + 14 * Math.max(...labels.map((lines) => lines.length)) : 50;
  return plot(options, {
    width,
    height: CHART_HEIGHT,
    marginLeft: LEFT,
    marginRight,
    marginTop: TOP,
    marginBottom: bottom,
    x: 'labels' in x ? { domain: [-0.5, x.labels.length - 0.5] } : scaleOf(x),
    y: scaleOf(y),
    marks: [
      Plot.gridY({ ticks: y.ticks ? [...y.ticks] : 5, stroke: palette.line, strokeOpacity: 1 }),
      Plot.ruleY([y.log ? y.domain[0] : 0], { stroke: palette.muted }),
      Plot.ruleY(references, { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5 }),
      ...series.map(({ curve, colours, dash }) =>
        Plot.line(curve, { x: 'x', y: 'y', stroke: colours.theory, strokeWidth: 2.5, strokeDasharray: dash }),
      ),
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
      ...series.flatMap(({ measured, colours }) => [
        Plot.ruleX(measured, {
          x: 'x',
          y1: 'low',
          y2: 'high',
          stroke: colours.measured,
          strokeWidth: 2,
        }),
        Plot.dot(measured, {
          x: 'x',
          y: 'mean',
          r: 4.5,
          fill: colours.measured,
          stroke: palette.paper,
          strokeWidth: 1,
          clip: false,
        }),
      ]),
      named ? names(series, y, NAME_HEIGHT / (CHART_HEIGHT - TOP - bottom)) : null,
      Plot.axisY({
        ticks: y.ticks ? [...y.ticks] : 5,
        tickFormat: y.format,
        tickSize: 0,
        color: palette.muted,
        label: y.name,
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 46,
        fontSize: 11,
      }),
      'labels' in x ? placeAxis(labels!, palette) : numberAxis(x, palette),
    ],
  });
}

function scaleOf({ domain, log }: Axis): Plot.ScaleOptions {
  return { domain: [...domain], ...(log && { type: 'log' }) };
}

/** The name of each series right of its last mark, as far apart as they must be to be read. */
function names(series: readonly Series[], { domain, log }: Axis, share: number): Plot.Markish[] {
  const [there, back] = log ? [Math.log, Math.exp] : [(y: number) => y, (y: number) => y];
  const last = series.flatMap(({ name, colours, curve, measured, theory }) => {
    const marked = [...curve, ...[...theory, ...measured].map(({ x, mean }) => ({ x, y: mean }))];
    const right = marked.reduce<{ x: number; y: number } | undefined>((a, b) => (a && a.x > b.x ? a : b), undefined);
    return right ? [{ ...right, name, colour: colours.measured }] : [];
  });
  const x = Math.max(...last.map((label) => label.x));
  const [low, high] = domain.map(there);
  const heights = apart(
    last.map(({ y }) => there(y)),
    share * (high - low),
    high + ABOVE * share * (high - low),
  );
  return last.map(({ name, colour }, index) =>
    Plot.text([{ x, y: back(heights[index]) }], {
      x: 'x',
      y: 'y',
      text: () => truncate(name, NAME),
      dx: 14,
      textAnchor: 'start',
      fill: colour,
      fontWeight: 'bold',
      fontSize: 12,
    }),
  );
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
  return Plot.axisX(
    labels.map((_, place) => place),
    {
      tickFormat: (place: number) => labels[place].join('\n'),
      tickSize: 4,
      color: palette.muted,
      label: null,
      fontSize: 11,
    },
  );
}

function numberAxis({ name, ticks, format = String }: Axis, palette: Palette): Plot.Markish {
  return Plot.axisX({
    // As text, since a format of ticks would still leave out most of a logarithmic scale.
    ...(ticks && { ticks: [...ticks], text: (tick: number) => format(tick) }),
    tickSize: 4,
    color: palette.muted,
    label: name,
    labelAnchor: 'center',
    labelArrow: 'none',
    labelOffset: 40,
    fontSize: 11,
  });
}
