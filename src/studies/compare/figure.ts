import * as Plot from '@observablehq/plot';
import {
  element,
  FIGURE_WIDTH,
  type FigureOptions,
  figure,
  INNER_WIDTH,
  type KeyEntry,
  plot,
  root,
  text,
} from '../../present/svg/figure.ts';
import { light } from '../../present/svg/theme.ts';
import { truncate } from '../../present/text/wrap.ts';
import { barePercent, percent } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

const GAP = 36;
const ROW = 54;
const TOP = 44;
const BOTTOM = 4;
const PADDING = 5;

/**
 * Several measurements below one another: the favourite's share and the agreement, measured with error bars, with marks
 * for theory and for a fair guess.
 */
export function comparison(measurements: readonly Measurement[], options: FigureOptions): SVGSVGElement {
  return figure(options, {
    title: comparisonTitle(measurements),
    description: describe(measurements),
    key: comparisonKey(measurements, options),
    content: content(measurements, options, INNER_WIDTH).map((element) => ({ element, x: 0, y: 0 })),
    height: heightOf(measurements),
  });
}

/** The same without title and key, for pages that give them themselves. */
export function comparisonPlot(measurements: readonly Measurement[], options: FigureOptions): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const about = {
    title: comparisonTitle(measurements),
    description: describe(measurements),
    width,
    height: heightOf(measurements),
  };
  // Half a label sticks out on either side of the columns.
  const group = element(options.document, 'g', { transform: `translate(${PADDING} 0)` });
  group.append(...content(measurements, options, width - 2 * PADDING));
  return root(options, about, [group]);
}

/** Says which network has the largest favourite and which the smallest. */
export function comparisonTitle(measurements: readonly Measurement[]): string {
  const shares = measurements.map(({ maxFraction }) => maxFraction.mean);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  if (measurements.length < 2) return `The favourite class gets ${barePercent(most)}`;
  return `The favourite class gets from ${barePercent(least)} to ${barePercent(most)} of the data in these ${measurements.length} networks`;
}

export function comparisonKey(
  measurements: readonly Measurement[],
  { palette = light }: Pick<FigureOptions, 'palette'>,
): KeyEntry[] {
  const key: KeyEntry[] = [{ label: 'measured ± standard error', mark: 'dot', colour: palette.measured }];
  if (measurements.some(({ maxFraction }) => maxFraction.theory !== null)) {
    key.push({ label: 'theory', mark: 'tick', colour: palette.theory });
  }
  key.push({ label: 'fair guess', mark: 'dash', colour: palette.muted });
  return key;
}

function describe(measurements: readonly Measurement[]): string {
  const names = namesOf(measurements);
  return measurements
    .map(({ maxFraction }, row) => `${names[row]}: favourite ${percent(maxFraction.mean, maxFraction.standardError)}`)
    .join('; ');
}

function heightOf(measurements: readonly Measurement[]): number {
  return TOP + ROW * measurements.length + BOTTOM;
}

/** Two columns of plots that share their rows, and the name of each row above it. */
function content(measurements: readonly Measurement[], options: FigureOptions, width: number): SVGElement[] {
  const { document, palette = light } = options;
  const half = (width - GAP) / 2;
  const share = column(
    measurements,
    ({ maxFraction }) => maxFraction,
    "favourite class's share of the data (%)",
    options,
    half,
  );
  const same = column(
    measurements,
    ({ agreement }) => agreement,
    'pairs of inputs with the same guess (%)',
    options,
    half,
  );
  const right = element(document, 'g', { transform: `translate(${half + GAP} 0)` });
  right.append(same);
  const names = namesOf(measurements).map((name, row) => {
    const line = truncate(name, Math.floor(width / 7));
    return text(document, line, { x: 0, y: TOP + row * ROW + 18, 'font-size': 12, fill: palette.ink });
  });
  return [share, right, ...names];
}

function column(
  measurements: readonly Measurement[],
  quantity: (m: Measurement) => Estimate,
  label: string,
  options: FigureOptions,
  width: number,
): SVGSVGElement {
  const { palette = light } = options;
  const rows = measurements.map((m, row) => {
    const { mean, standardError, theory } = quantity(m);
    const error = Number.isFinite(standardError) ? standardError : 0;
    // A row runs from `row` to `row + 1`; its name stands above, its marks in the lower part.
    return {
      y: row + 0.62,
      mean: 100 * mean,
      low: 100 * (mean - error),
      high: 100 * (mean + error),
      theory: theory === null ? NaN : 100 * theory,
      fair: 100 / m.classes,
    };
  });
  const most = Math.max(
    ...rows.flatMap(({ high, theory, fair }) => [high, theory, fair].filter((x) => !Number.isNaN(x))),
  );
  const upright = { y1: (d: { y: number }) => d.y - 0.16, y2: (d: { y: number }) => d.y + 0.16 };
  const svg = plot(options, {
    width,
    height: heightOf(measurements),
    marginLeft: 0,
    marginRight: 14,
    marginTop: TOP,
    marginBottom: BOTTOM,
    x: { domain: [0, most > 40 ? 100 : 1.15 * most] },
    y: { domain: [0, measurements.length], range: [TOP, TOP + ROW * measurements.length], axis: null },
    marks: [
      Plot.ruleY(rows, { y: 'y', stroke: palette.line, strokeWidth: 1.5 }),
      Plot.ruleX(rows, { x: 'fair', ...upright, stroke: palette.muted, strokeWidth: 1.5, strokeDasharray: '4 3' }),
      Plot.ruleX(rows, { x: 'theory', ...upright, stroke: palette.theory, strokeWidth: 3 }),
      Plot.ruleY(rows, { y: 'y', x1: 'low', x2: 'high', stroke: palette.measured, strokeWidth: 2 }),
      Plot.dot(rows, { x: 'mean', y: 'y', r: 4.5, fill: palette.measured, stroke: palette.paper, strokeWidth: 1 }),
      Plot.axisX({ anchor: 'top', ticks: 5, tickSize: 4, color: palette.muted, label: null, fontSize: 11 }),
      Plot.text([label], {
        frameAnchor: 'top-left',
        dy: -36,
        fontSize: 12,
        fontWeight: 'bold',
        textAnchor: 'start',
        fill: palette.ink,
      }),
    ],
  });
  // Half a dot at 0 % and half a label at 100 % stick out.
  svg.setAttribute('overflow', 'visible');
  return svg;
}
