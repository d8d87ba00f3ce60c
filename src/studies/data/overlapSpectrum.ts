import * as Plot from '@observablehq/plot';
import {
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
import { count, fixed, plain } from '../../results/format.ts';
import type { DataSummary } from './schema.ts';

const HEIGHT = 320;
const MARGINS = { left: 52, right: 12, top: 30, bottom: 46 };

type Overlaps = Pick<DataSummary, 'overlaps' | 'data' | 'preprocess'>;

/** How alike points are, pair by pair: the histogram of their overlaps, for pairs of one class and of different classes. */
export function overlapSpectrum(summary: Overlaps, options: FigureOptions): SVGSVGElement {
  const { data, preprocess } = summary;
  return figure(options, {
    title: overlapTitle(summary),
    subtitle: preprocess === 'none' ? data : `${data} · ${preprocess}`,
    description: describe(summary),
    key: overlapKey(summary, options),
    content: [{ element: panel(summary, options, INNER_WIDTH), x: 0, y: 0 }],
    height: HEIGHT,
  });
}

/** The same without title and key, for pages that give them themselves. */
export function overlapSpectrumPlot(summary: Overlaps, options: FigureOptions): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const about = { title: overlapTitle(summary), description: describe(summary), width, height: HEIGHT };
  return root(options, about, [panel(summary, options, width)]);
}

/** Whether pairs of one class are drawn apart from the others. */
function isSplit({ overlaps }: Overlaps): boolean {
  return overlaps.sameClass !== null && overlaps.differentClasses !== null;
}

function overlapTitle({ overlaps: { all, sameClass, differentClasses } }: Overlaps): string {
  const title = `Two points overlap by ${fixed(all.mean, 2)} on average`;
  if (sameClass === null || differentClasses === null) return `${title}, give or take ${plain(all.sd, 2)}`;
  return `${title}: of one class by ${fixed(sameClass.mean, 2)}, of different classes by ${fixed(differentClasses.mean, 2)}`;
}

export function overlapKey(summary: Overlaps, { palette = light }: Pick<FigureOptions, 'palette'>): KeyEntry[] {
  const { pairs } = summary.overlaps;
  if (!isSplit(summary)) return [{ label: `all ${count(pairs)} pairs`, mark: 'bar', colour: palette.measuredSoft }];
  return [
    { label: 'pairs of different classes', mark: 'bar', colour: palette.measuredSoft },
    { label: 'pairs of one class', mark: 'line', colour: palette.born },
  ];
}

function describe({ overlaps: { all, pairs, points } }: Overlaps): string {
  return (
    `Histogram of the overlap of two points, c = x·y/(|x||y|), over ${count(pairs)} pairs of ${count(points)} points. ` +
    `Mean ${plain(all.mean, 3)}, standard deviation ${plain(all.sd, 3)}, from ${plain(all.min, 3)} to ${plain(all.max, 3)}.`
  );
}

function panel(summary: Overlaps, options: FigureOptions, width: number): SVGSVGElement {
  const { document, palette = light } = options;
  const { histogram, all } = summary.overlaps;
  const { edges } = histogram;
  const split = isSplit(summary);
  const percent = (shares: readonly number[]) => shares.map((share) => 100 * share);
  const bars = percent(split ? histogram.differentClasses! : histogram.all);
  const line = split ? percent(histogram.sameClass!) : [];
  const top = 1.08 * Math.max(...bars, ...line);
  const [left, right] = [edges[0], edges[edges.length - 1]];
  const steps = line.flatMap((y, bin) => [
    { x: edges[bin], y },
    { x: edges[bin + 1], y },
  ]);
  const svg = plot(options, {
    width,
    height: HEIGHT,
    marginLeft: MARGINS.left,
    marginRight: MARGINS.right,
    marginTop: MARGINS.top,
    marginBottom: MARGINS.bottom,
    x: { domain: [left, right] },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ ticks: 4, stroke: palette.line, strokeOpacity: 1 }),
      Plot.rectY(
        bars.map((y, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y })),
        { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.4, insetBottom: 0 },
      ),
      split
        ? Plot.line(steps, { x: 'x', y: 'y', stroke: palette.born, strokeWidth: 2, strokeLinejoin: 'miter' })
        : null,
      left < 0 && right > 0
        ? Plot.ruleX([0], { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.2 })
        : null,
      Plot.ruleX([all.mean], { stroke: palette.measured, strokeWidth: 1.5, insetTop: -14 }),
      Plot.ruleY([0], { stroke: palette.muted }),
      Plot.axisX({
        ticks: 8,
        ...axis(palette.muted),
        tickSize: 4,
        label: 'overlap of two points, c = x·y / (|x| |y|)',
        labelOffset: 38,
      }),
      Plot.axisY({
        ticks: 4,
        ...axis(palette.muted),
        tickSize: 0,
        label: split ? 'pairs of each kind in a bin (%)' : 'pairs in a bin (%)',
        labelOffset: 44,
      }),
    ],
  });
  const x = MARGINS.left + ((all.mean - left) / (right - left)) * (width - MARGINS.left - MARGINS.right);
  const label = `mean ${fixed(all.mean, 2)}`;
  const toLeft = x + 80 > width;
  svg.append(
    text(document, label, {
      x: toLeft ? x - 5 : x + 5,
      y: MARGINS.top - 5,
      'font-size': 11,
      'text-anchor': toLeft ? 'end' : 'start',
      fill: palette.measured,
    }),
  );
  return svg;
}

function axis(color: string) {
  return { color, labelAnchor: 'center', labelArrow: 'none', fontSize: 11 } as const;
}
