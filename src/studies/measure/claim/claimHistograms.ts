import * as Plot from '@observablehq/plot';
import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import { element, type FigureOptions, type KeyEntry, plot, text } from '../../../present/svg/figure.ts';
import { visibleHistogram } from '../../../present/svg/histogram.ts';
import { light, type Palette } from '../../../present/svg/theme.ts';
import { truncate } from '../../../present/text/wrap.ts';
import { barePercent, percent } from '../../../results/format.ts';
import type { MeasuredClaim, MeasuredResult, RankedShares } from './resultSchema.ts';

/** Panels of this size or more stand side by side. */
const NARROWEST = 175;
const PANEL_HEIGHT = 226;
const GAP = 20;
const MARGINS = { left: 44, right: 14, top: 60, bottom: 40 };
/** All of so many ranks are numbered. */
const FEW_RANKS = 6;
/** Width of a letter of the lines above a panel. */
const LETTER = 6.4;

/**
 * The law of the guesses, a panel for each run and value. Two classes: the histogram of G₀ over networks beside that of
 * theory at as many points. More: what the favourite class gets on average, the second, and so on.
 */
export function claimHistograms(claim: MeasuredClaim): ClaimFigure {
  const heading = areRanked(claim)
    ? 'share of the data for the favourite class, the second, and so on'
    : 'share of the data guessed as one class, over networks';
  return {
    name: 'histograms',
    heading,
    description: claim.results.map((result) => `${nameOf(claim, result)}: ${favouriteOf(result)}`).join('; '),
    key: (options) => keyOf(claim, options),
    draw: (options, width) => {
      const columns = columnsOf(claim, width);
      const panelWidth = (width - GAP * (columns - 1)) / columns;
      const group = element(options.document, 'g', {});
      claim.results.forEach((result, index) => {
        const x = (index % columns) * (panelWidth + GAP);
        const y = Math.floor(index / columns) * (PANEL_HEIGHT + GAP);
        const place = element(options.document, 'g', { transform: `translate(${x} ${y})` });
        place.append(panel(claim, result, options, panelWidth));
        group.append(place);
      });
      const rows = Math.ceil(claim.results.length / columns);
      return { element: group, height: rows * (PANEL_HEIGHT + GAP) - GAP };
    },
  };
}

function areRanked({ results }: MeasuredClaim): boolean {
  return results.some(({ ranked }) => ranked !== null);
}

/** A row for each run where its values fit in; else as many panels a row as do. */
function columnsOf({ results, values }: MeasuredClaim, width: number): number {
  const most = Math.floor((width + GAP) / (NARROWEST + GAP));
  const isGrid = values.length > 1 && values.length <= most;
  return isGrid ? values.length : Math.min(most, results.length);
}

function keyOf(claim: MeasuredClaim, { palette = light }: Pick<FigureOptions, 'palette'>): KeyEntry[] {
  const key: KeyEntry[] = areRanked(claim)
    ? [{ label: 'measured ± standard error', mark: 'dot', colour: palette.measured }]
    : [{ label: 'measured', mark: 'bar', colour: palette.measuredSoft }];
  const hasTheory = claim.results.some(
    ({ ranked, measurement }) => (ranked?.[0].theory ?? measurement.histogram.fractions.theory) !== null,
  );
  if (hasTheory) key.push({ label: 'theory', mark: 'line', colour: palette.theory });
  key.push({ label: 'fair guess', mark: 'dash', colour: palette.muted });
  return key;
}

/** "relu, depth = 5"; the label alone where nothing varies, the value alone where there is one run. */
function nameOf({ results, parameter, values }: MeasuredClaim, { label, value }: MeasuredResult): string {
  const several = new Set(results.map((result) => result.label)).size > 1;
  const at = values.every((one) => Number.isFinite(Number(one))) ? `${parameter} = ${value}` : value;
  return [...(several || value === null ? [label] : []), ...(value === null ? [] : [at])].join(', ');
}

function favouriteOf({ measurement: { maxFraction } }: MeasuredResult): string {
  return `favourite ${percent(maxFraction.mean, maxFraction.standardError)}`;
}

function panel(claim: MeasuredClaim, result: MeasuredResult, options: FigureOptions, width: number): SVGSVGElement {
  const { document, palette = light } = options;
  const { measurement, ranked } = result;
  const svg = ranked ? ranksPanel(ranked, measurement.classes, options, width) : sharesPanel(result, options, width);
  const line = (content: string, y: number, attributes: Readonly<Record<string, string>>) =>
    text(document, truncate(content, Math.floor(width / LETTER)), {
      x: 0,
      y,
      'text-anchor': 'start',
      ...attributes,
    });
  const { theory } = measurement.maxFraction;
  const isShown = ranked ? ranked[0].theory !== null : measurement.histogram.fractions.theory !== null;
  const beside = isShown && theory !== null ? `theory ${barePercent(theory)}` : 'measured only';
  svg.append(
    line(nameOf(claim, result), 13, { 'font-size': '12', 'font-weight': 'bold', fill: palette.ink }),
    line(favouriteOf(result), 29, { 'font-size': '11', fill: palette.muted }),
    line(beside, 44, { 'font-size': '11', fill: palette.muted }),
  );
  return svg;
}

/** Two classes, or any of several: how many networks give a class this share. */
function sharesPanel({ measurement }: MeasuredResult, options: FigureOptions, width: number): SVGSVGElement {
  const { palette = light } = options;
  const { edges, measured, theory } = visibleHistogram(measurement, 'fractions');
  const bars = measured.map((y, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y }));
  const steps = stepped(theory ?? [], edges);
  const top = 1.05 * Math.max(...measured, ...(theory ?? []));
  return plot(options, {
    ...frame(width),
    x: { domain: [0, edges[edges.length - 1]] },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
      Plot.rectY(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.3, insetBottom: 0 }),
      Plot.line(steps, { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 1.75 }),
      Plot.ruleX([100 / measurement.classes], { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5 }),
      Plot.ruleY([0], { stroke: palette.muted }),
      ...axes(palette, 'share of the data (%)', 'networks (%)'),
    ],
  });
}

/** More than two classes: their shares in order, on average over networks. */
function ranksPanel(ranked: RankedShares, classes: number, options: FigureOptions, width: number): SVGSVGElement {
  const { palette = light } = options;
  const shares = ranked.map(({ mean, standardError }, index) => ({
    rank: index + 1,
    mean: 100 * mean,
    low: 100 * (mean - standardError),
    high: 100 * (mean + standardError),
  }));
  const steps = stepped(
    ranked.flatMap(({ theory }) => (theory === null ? [] : [100 * theory])),
    shares.map((_, index) => index + 0.5).concat(shares.length + 0.5),
  );
  const top = 1.1 * Math.max(...shares.map(({ high }) => high), ...steps.map(({ y }) => y));
  return plot(options, {
    ...frame(width),
    x: { domain: [0.4, shares.length + 0.6] },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
      Plot.ruleY([100 / classes], { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5 }),
      Plot.line(steps, { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 1.75 }),
      Plot.ruleX(shares, { x: 'rank', y1: 'low', y2: 'high', stroke: palette.measured, strokeWidth: 2 }),
      Plot.dot(shares, { x: 'rank', y: 'mean', r: 3.5, fill: palette.measured, stroke: palette.paper, strokeWidth: 1 }),
      Plot.ruleY([0], { stroke: palette.muted }),
      ...axes(
        palette,
        'place among the classes',
        'share of the data (%)',
        shares.map(({ rank }) => rank).filter((rank) => shares.length <= FEW_RANKS || rank % 3 === 1),
      ),
    ],
  });
}

/** A stepped line of heights, each from one edge to the next. */
function stepped(heights: readonly number[], edges: readonly number[]): { readonly x: number; readonly y: number }[] {
  return heights.flatMap((y, index) => [
    { x: edges[index], y },
    { x: edges[index + 1], y },
  ]);
}

function frame(width: number) {
  const { left, right, top, bottom } = MARGINS;
  return {
    width,
    height: PANEL_HEIGHT,
    marginLeft: left,
    marginRight: right,
    marginTop: top,
    marginBottom: bottom,
  };
}

function axes({ muted }: Palette, x: string, y: string, places?: readonly number[]): Plot.Markish[] {
  const axis = { color: muted, labelAnchor: 'center', labelArrow: 'none', fontSize: 11 } as const;
  return [
    Plot.axisX({
      ...axis,
      ...(places ? { ticks: [...places], tickFormat: String } : { ticks: 5 }),
      tickSize: 4,
      label: x,
      labelOffset: 34,
    }),
    Plot.axisY({ ...axis, ticks: 4, tickSize: 0, label: y, labelOffset: 38 }),
  ];
}
