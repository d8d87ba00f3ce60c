import * as Plot from '@observablehq/plot';
import type { ClaimFigure } from '../../claims/claimFigure.ts';
import { axisX, axisY, margins } from '../../present/svg/axes.ts';
import { type Canvas, group, plot, text } from '../../present/svg/figure.ts';
import type { KeyEntry } from '../../present/svg/picture.ts';
import type { Palette } from '../../present/svg/theme.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { truncate } from '../../present/text/wrap.ts';
import { count, plain, plusMinus, roundToError } from '../../results/format.ts';
import type { NodesClaim } from './claim/resultSchema.ts';
import type { NodeLayer } from './schema.ts';

type Run = NodesClaim['results'][number];

/** From here to there in units of √q. */
const REACH = 3.4;
/** Pixels from the line of one node to that of the next, and of a density of 1. */
const STEP = 21;
const UNIT = 64;
/** Of the labels left of the panels, between the two of a run, and between runs. */
const LEFT = 60;
const GAP = 14;
const WIDE_GAP = 34;
/** Width of a letter of 11 pixels. */
const LETTER = 6.3;
/** Densities below this are not to be seen. */
const VISIBLE = 0.002;

/**
 * The densities of nodes over the data, a line each: at one draw of the weights, where a biased network pushes each node
 * elsewhere, and pooled over all draws, where nothing tells one from the other. Two panels a run side by side, the output
 * above the hidden layer.
 */
export function nodesFigure(claim: NodesClaim): ClaimFigure {
  const runs = claim.shown.flatMap((label) => claim.results.find((run) => run.label === label) ?? []);
  return {
    name: 'densities',
    heading: 'densities of single nodes over the data, at one draw of the weights and pooled over all',
    description: runs.map(describe).join(' '),
    key: nodesKey,
    draw: (canvas, width) => panels(runs, canvas, width),
  };
}

function nodesKey(palette: Palette): KeyEntry[] {
  return [
    { label: 'pushed up', mark: 'bar', colour: palette.theory },
    { label: 'pushed down', mark: 'bar', colour: palette.measured },
    { label: 'mean of the node over the data', mark: 'tick', colour: palette.ink },
  ];
}

function describe({ label, nodes }: Run): string {
  const layers = nodes.layers.map(({ shift, pair, isOutput }) => {
    const where = isOutput ? 'output' : 'hidden';
    const apart = `two ${where} nodes are ${plusMinus(shift.mean, shift.standardError)} √q apart at one draw`;
    return `${apart}, and ${plusMinus(pair.shift.mean, pair.shift.standardError)} when all draws are pooled`;
  });
  return `${label}: ${layers.join('; ')}.`;
}

function panels(runs: readonly Run[], canvas: Canvas, width: number) {
  const { document, palette } = canvas;
  const parts: SVGElement[] = [];
  const free = width - LEFT - runs.length * GAP - (runs.length - 1) * WIDE_GAP;
  const panel = free / (2 * runs.length);
  const own = 2 * panel + GAP + WIDE_GAP;
  const rows = [true, false].filter((isOutput) => runs.some((run) => layerOf(run, isOutput)));
  let y = 16;
  for (const [index, { label, nodes }] of runs.entries()) {
    const x = LEFT + index * own;
    parts.push(text(document, label, { x, y, 'font-size': 13, 'font-weight': 'bold', fill: palette.ink }));
    const what = truncate(`${nodes.network} on ${nodes.data}`, Math.floor((2 * panel + GAP) / LETTER));
    parts.push(text(document, what, { x, y: y + 17, 'font-size': 11, fill: palette.muted }));
  }
  y += 30;
  for (const isOutput of rows) {
    const most = Math.max(...runs.map((run) => layerOf(run, isOutput)?.densities.oneDraw.length ?? 0));
    for (const [index, run] of runs.entries()) {
      const layer = layerOf(run, isOutput);
      if (!layer) continue;
      const x = LEFT + index * own;
      parts.push(caption(document, layer, palette, x, y));
      const { initialisations, readouts } = run.nodes;
      const networks = isOutput ? initialisations * readouts : initialisations;
      const sides = [
        { lines: layer.densities.oneDraw, title: 'one draw' },
        { lines: layer.densities.pooled, title: `${count(networks)} networks pooled` },
      ];
      for (const [side, { lines, title }] of sides.entries()) {
        const ridges = { at: layer.densities.at, lines, title, isLabelled: index + side === 0 };
        const { svg, left } = ridgePlot(ridges, canvas, panel);
        parts.push(group(document, [svg], x + side * (panel + GAP) - left, y + 22));
      }
    }
    y += 22 + heightOf(most) + 12;
  }
  return { element: group(document, parts), height: y };
}

function layerOf({ nodes }: Run, isOutput: boolean): NodeLayer | undefined {
  return nodes.layers.find((layer) => layer.isOutput === isOutput);
}

/** "Output: shift 1.214 ± 0.021 √q, theory 1.220". */
function caption(document: Document, { isOutput, position, shift }: NodeLayer, palette: Palette, x: number, y: number) {
  const shown = roundToError(shift.mean, shift.standardError);
  const theory = shift.theory === null ? '' : `, theory ${theoryBeside(shift.theory, undefined, shown).value}`;
  const where = isOutput ? 'Output' : `Layer ${position}`;
  const line = `${where}: shift ${plusMinus(shift.mean, shift.standardError)} √q${theory}`;
  return text(document, line, { x, y: y + 12, 'font-size': 12, fill: palette.ink });
}

const TOP = 24;
const BOTTOM = 44;

function heightOf(count: number): number {
  return TOP + UNIT + (count - 1) * STEP + BOTTOM;
}

interface Ridges {
  readonly at: readonly number[];
  readonly lines: readonly (readonly number[])[];
  readonly title: string;
  /** Whether nodes are numbered at the left. */
  readonly isLabelled: boolean;
}

/** One density above the other, each from a line of its own; nearer ones hide those behind. */
function ridgePlot({ at, lines, title, isLabelled }: Ridges, canvas: Canvas, width: number) {
  const { document, palette } = canvas;
  const height = heightOf(lines.length);
  const left = isLabelled ? LEFT : 6;
  const floor = (node: number) => (lines.length - 1 - node) * STEP;
  const top = (lines.length - 1) * STEP + UNIT;
  const marks = lines.flatMap((line, node): Plot.Markish[] => {
    const base = floor(node);
    const points = line.flatMap((density, place) =>
      Math.abs(at[place]) <= REACH && density > VISIBLE
        ? [{ x: at[place], low: base, high: base + UNIT * density }]
        : [],
    );
    const mean = meanOf(at, line);
    const colour = mean > 0 ? palette.theory : palette.measured;
    const area = { x: 'x', y1: 'low', y2: 'high' };
    const fillOpacity = 0.1 + 0.6 * Math.min(1, Math.abs(mean));
    return [
      Plot.ruleY([base], { stroke: palette.line }),
      Plot.areaY(points, { ...area, fill: palette.paper, fillOpacity: 0.8 }),
      Plot.areaY(points, { ...area, fill: colour, fillOpacity, stroke: palette.ink, strokeWidth: 1 }),
    ];
  });
  const means = lines.map((line, node) => ({ x: meanOf(at, line), low: floor(node) - 4, high: floor(node) + 5 }));
  const svg = plot(canvas, {
    width: width + left + 6,
    height,
    ...margins({ left, right: 6, top: TOP, bottom: BOTTOM }),
    x: { domain: [-REACH, REACH] },
    y: { domain: [0, top], axis: null },
    marks: [
      Plot.ruleX([0], { stroke: palette.muted, strokeDasharray: '3 3' }),
      ...marks,
      Plot.ruleX(means, { x: 'x', y1: 'low', y2: 'high', stroke: palette.ink, strokeWidth: 2 }),
      axisX(palette, {
        ticks: [-3, -2, -1, 0, 1, 2, 3],
        tickFormat: (tick: number) => plain(tick),
        label: 'value of the node (√q)',
        labelOffset: 34,
      }),
      isLabelled
        ? axisY(palette, {
            ticks: lines.map((_, node) => floor(node)),
            tickFormat: (y: number) => `node ${lines.length - y / STEP}`,
            label: null,
          })
        : null,
    ],
  });
  svg.append(text(document, title, { x: left, y: 12, 'font-size': 11, 'text-anchor': 'start', fill: palette.muted }));
  return { svg, left };
}

/** Of a density on evenly spaced places. */
function meanOf(at: readonly number[], density: readonly number[]): number {
  const total = density.reduce((sum, height) => sum + height, 0);
  return density.reduce((sum, height, place) => sum + height * at[place], 0) / total;
}
