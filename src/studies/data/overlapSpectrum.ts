import * as Plot from '@observablehq/plot';
import { axisX, axisY, dashed, gridY, margins, stepped } from '../../present/svg/axes.ts';
import { besideMark, type Canvas, plot } from '../../present/svg/figure.ts';
import type { Picture } from '../../present/svg/picture.ts';
import { count, fixed, plain } from '../../results/format.ts';
import type { DataSummary } from './schema.ts';

const HEIGHT = 320;
const MARGINS = { left: 52, right: 12, top: 30, bottom: 46 };

type Overlaps = Pick<DataSummary, 'overlaps' | 'data' | 'preprocess'>;

/** How alike points are, pair by pair: the histogram of their overlaps, for pairs of one class and of different classes. */
export function overlapSpectrum(summary: Overlaps): Picture {
  const { data, preprocess, overlaps } = summary;
  const { all, pairs, points } = overlaps;
  return {
    title: overlapTitle(summary),
    subtitle: preprocess === 'none' ? data : `${data} · ${preprocess}`,
    description:
      `Histogram of the overlap of two points, c = x·y/(|x||y|), over ${count(pairs)} pairs of ${count(points)} points. ` +
      `Mean ${plain(all.mean, 3)}, standard deviation ${plain(all.sd, 3)}, from ${plain(all.min, 3)} to ${plain(all.max, 3)}.`,
    key: ({ measuredSoft, born }) =>
      isSplit(summary)
        ? [
            { label: 'pairs of different classes', mark: 'bar', colour: measuredSoft },
            { label: 'pairs of one class', mark: 'line', colour: born },
          ]
        : [{ label: `all ${count(pairs)} pairs`, mark: 'bar', colour: measuredSoft }],
    draw: (canvas, width) => ({ element: panel(summary, canvas, width), height: HEIGHT }),
  };
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

function panel(summary: Overlaps, canvas: Canvas, width: number): SVGSVGElement {
  const { document, palette } = canvas;
  const { histogram, all } = summary.overlaps;
  const { edges } = histogram;
  const split = isSplit(summary);
  const percent = (shares: readonly number[]) => shares.map((share) => 100 * share);
  const bars = percent(split ? histogram.differentClasses! : histogram.all);
  const line = split ? percent(histogram.sameClass!) : [];
  const top = 1.08 * Math.max(...bars, ...line);
  const [left, right] = [edges[0], edges[edges.length - 1]];
  const svg = plot(canvas, {
    width,
    height: HEIGHT,
    ...margins(MARGINS),
    x: { domain: [left, right] },
    y: { domain: [0, top] },
    marks: [
      gridY(palette, 4),
      Plot.rectY(
        bars.map((y, bin) => ({ x1: edges[bin], x2: edges[bin + 1], y })),
        { x1: 'x1', x2: 'x2', y: 'y', fill: palette.measuredSoft, inset: 0.4, insetBottom: 0 },
      ),
      split
        ? Plot.line(stepped(line, edges), {
            x: 'x',
            y: 'y',
            stroke: palette.born,
            strokeWidth: 2,
            strokeLinejoin: 'miter',
          })
        : null,
      left < 0 && right > 0 ? Plot.ruleX([0], dashed(palette, 1.2)) : null,
      Plot.ruleX([all.mean], { stroke: palette.measured, strokeWidth: 1.5, insetTop: -14 }),
      Plot.ruleY([0], { stroke: palette.muted }),
      axisX(palette, { ticks: 8, label: 'overlap of two points, c = x·y / (|x| |y|)', labelOffset: 38 }),
      axisY(palette, {
        ticks: 4,
        label: split ? 'pairs of each kind in a bin (%)' : 'pairs in a bin (%)',
        labelOffset: 44,
      }),
    ],
  });
  const x = MARGINS.left + ((all.mean - left) / (right - left)) * (width - MARGINS.left - MARGINS.right);
  svg.append(besideMark(document, `mean ${fixed(all.mean, 2)}`, x, MARGINS.top - 5, palette.measured, width));
  return svg;
}
