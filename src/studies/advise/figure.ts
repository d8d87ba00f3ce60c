import * as Plot from '@observablehq/plot';
import { dashed, margins } from '../../present/svg/axes.ts';
import { estimateMarks, estimateRow } from '../../present/svg/estimateMarks.ts';
import { type Canvas, group, plot, text } from '../../present/svg/figure.ts';
import { fairGuessKey, measuredKey, type Picture, theoryKey } from '../../present/svg/picture.ts';
import { truncate } from '../../present/text/wrap.ts';
import { plain } from '../../results/format.ts';
import { titleOf as firstOf } from '../../results/headline.ts';
import type { Estimate } from '../../results/schema.ts';
import type { Advice } from './schema.ts';

const ROW = 26;
const TOP = 44;
const BOTTOM = 4;
/** Width of a letter of a row's name. */
const LETTER = 6.6;

interface Row {
  readonly name: string;
  readonly estimate: Estimate;
}

/**
 * One row a remedy, best first, below the network as it is: its agreement with error bars, and marks for theory, for a fair
 * guess, and for the network as it is. With the goal `loss` the loss stands in for agreement, and the least loss for a fair guess.
 */
export function remediesFigure(advice: Advice): Picture {
  const rows = rowsOf(advice);
  return {
    title: firstOf(advice.summary),
    subtitle: `${advice.subject} on ${advice.data}`,
    description: rows.map(({ name, estimate }) => `${name}: ${plain(estimate.mean, 3)}`).join('; '),
    overhang: 5,
    key: (palette) => [
      measuredKey(palette.measured),
      ...theoryKey(
        rows.some(({ estimate }) => estimate.theory !== null),
        palette.theory,
        'tick',
      ),
      ...(advice.goal === 'loss' ? [] : [fairGuessKey(palette)]),
    ],
    draw: (canvas, width) => ({ element: content(advice, rows, canvas, width), height: heightOf(rows) }),
  };
}

function rowsOf({ before, remedies, goal }: Advice): Row[] {
  const quantity = goal === 'loss' ? 'loss' : 'agreement';
  const asItIs = { name: 'as it is', estimate: before[quantity] };
  const all = [asItIs, ...remedies.map((remedy) => ({ name: remedy.title, estimate: remedy[quantity] }))];
  return all.flatMap(({ name, estimate }) => (estimate ? [{ name, estimate }] : []));
}

function heightOf(rows: readonly Row[]): number {
  return TOP + ROW * rows.length + BOTTOM;
}

function content(advice: Advice, rows: readonly Row[], canvas: Canvas, width: number): SVGElement {
  const { document, palette } = canvas;
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const names = Math.min(0.5 * width, LETTER * longest + 14);
  const labels = rows.map(({ name }, row) =>
    text(document, truncate(name, Math.floor(names / LETTER)), {
      x: 0,
      y: TOP + (row + 0.5) * ROW + 4,
      'font-size': 12,
      fill: row === 0 ? palette.muted : palette.ink,
    }),
  );
  return group(document, [...labels, group(document, [dots(advice, rows, canvas, width - names)], names)]);
}

function dots({ goal, classes, leastLoss, before }: Advice, rows: readonly Row[], canvas: Canvas, width: number) {
  const { palette } = canvas;
  const isLoss = goal === 'loss';
  const scale = isLoss ? 1 : 100;
  const fair = isLoss ? leastLoss : 100 / classes;
  const marks = rows.map(({ estimate }, row) => estimateRow(row + 0.5, estimate, scale));
  const most = Math.max(fair, ...marks.flatMap(({ high, theory }) => [high, theory]).filter((x) => !Number.isNaN(x)));
  const was = scale * (isLoss ? before.loss!.mean : before.agreement.mean);
  const label = isLoss ? 'loss at step 0 (nats)' : 'pairs of inputs with the same guess (%)';
  const behind = [Plot.ruleX([was], { stroke: palette.muted, strokeWidth: 1 }), Plot.ruleX([fair], dashed(palette))];
  const svg = plot(canvas, {
    width,
    height: heightOf(rows),
    ...margins({ left: 0, right: 14, top: TOP, bottom: BOTTOM }),
    x: { domain: [0, !isLoss && most > 40 ? 100 : 1.1 * most] },
    y: { domain: [0, rows.length], range: [TOP, TOP + ROW * rows.length], axis: null },
    marks: estimateMarks(marks, { palette, label, half: 0.3, behind }),
  });
  svg.setAttribute('overflow', 'visible');
  return svg;
}
