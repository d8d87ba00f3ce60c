import * as Plot from '@observablehq/plot';
import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import { axisX, axisY, dashed, gridY, margins, stepped } from '../../../present/svg/axes.ts';
import { type Canvas, gridOf, plot, text } from '../../../present/svg/figure.ts';
import { visibleHistogram } from '../../../present/svg/histogram.ts';
import { fairGuessKey, type KeyEntry, measuredKey, theoryKey } from '../../../present/svg/picture.ts';
import type { Palette } from '../../../present/svg/theme.ts';
import { truncate } from '../../../present/text/wrap.ts';
import { barePercent } from '../../../results/format.ts';
import { shareOf } from '../../../results/headline.ts';
import type { MeasuredClaim, MeasuredResult, RankedShares } from './resultSchema.ts';

/** Panels of this size or more stand side by side. */
const NARROWEST = 175;
const PANEL_HEIGHT = 226;
const GAP = 20;
const MARGINS = { left: 44, right: 14, top: 60, bottom: 40 };
/** All ranks are numbered up to this many. */
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
    key: (palette) => keyOf(claim, palette),
    draw: (canvas, width) =>
      gridOf(
        canvas.document,
        claim.results,
        { columns: columnsOf(claim, width), width, height: PANEL_HEIGHT, gap: GAP },
        (result, own) => [panel(claim, result, canvas, own)],
      ),
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

function keyOf(claim: MeasuredClaim, palette: Palette): KeyEntry[] {
  const hasTheory = claim.results.some(
    ({ ranked, measurement }) => (ranked?.[0].theory ?? measurement.histogram.fractions.theory) !== null,
  );
  return [
    areRanked(claim) ? measuredKey(palette.measured) : { label: 'measured', mark: 'bar', colour: palette.measuredSoft },
    ...theoryKey(hasTheory, palette.theory),
    fairGuessKey(palette),
  ];
}

/** "relu, depth = 5"; the label alone where nothing varies, the value alone where there is one run. */
function nameOf({ results, parameter, values }: MeasuredClaim, { label, value }: MeasuredResult): string {
  const several = new Set(results.map((result) => result.label)).size > 1;
  const at = values.every((one) => Number.isFinite(Number(one))) ? `${parameter} = ${value}` : value;
  return [...(several || value === null ? [label] : []), ...(value === null ? [] : [at])].join(', ');
}

function favouriteOf({ measurement: { maxFraction } }: MeasuredResult): string {
  return `favourite ${shareOf(maxFraction)}`;
}

function panel(claim: MeasuredClaim, result: MeasuredResult, canvas: Canvas, width: number): SVGSVGElement {
  const { document, palette } = canvas;
  const { measurement, ranked } = result;
  const svg = ranked ? ranksPanel(ranked, measurement.classes, canvas, width) : sharesPanel(result, canvas, width);
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
function sharesPanel({ measurement }: MeasuredResult, canvas: Canvas, width: number): SVGSVGElement {
  const { palette } = canvas;
  const { edges, measured, theory } = visibleHistogram(measurement, 'fractions');
  const bars = measured.map((y, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y }));
  const steps = stepped(theory ?? [], edges);
  const top = 1.05 * Math.max(...measured, ...(theory ?? []));
  return plot(canvas, {
    width,
    height: PANEL_HEIGHT,
    ...margins(MARGINS),
    x: { domain: [0, edges[edges.length - 1]] },
    y: { domain: [0, top] },
    marks: [
      gridY(palette, 4),
      Plot.rectY(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.3, insetBottom: 0 }),
      Plot.line(steps, { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 1.75 }),
      Plot.ruleX([100 / measurement.classes], dashed(palette)),
      Plot.ruleY([0], { stroke: palette.muted }),
      ...axes(palette, 'share of the data (%)', 'networks (%)'),
    ],
  });
}

/** More than two classes: their shares in order, on average over networks. */
function ranksPanel(ranked: RankedShares, classes: number, canvas: Canvas, width: number): SVGSVGElement {
  const { palette } = canvas;
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
  return plot(canvas, {
    width,
    height: PANEL_HEIGHT,
    ...margins(MARGINS),
    x: { domain: [0.4, shares.length + 0.6] },
    y: { domain: [0, top] },
    marks: [
      gridY(palette, 4),
      Plot.ruleY([100 / classes], dashed(palette)),
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

function axes(palette: Palette, x: string, y: string, places?: readonly number[]): Plot.Markish[] {
  const ticks = places ? { ticks: [...places], tickFormat: String } : { ticks: 5 };
  return [
    axisX(palette, { ...ticks, label: x, labelOffset: 34 }),
    axisY(palette, { ticks: 4, label: y, labelOffset: 38 }),
  ];
}
