import * as Plot from '@observablehq/plot';
import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import { axisX, axisY, dashed, gridY, margins } from '../../../present/svg/axes.ts';
import { banded } from '../../../present/svg/bands.ts';
import { type Canvas, element, gridOf, group, plot, text } from '../../../present/svg/figure.ts';
import type { KeyEntry } from '../../../present/svg/picture.ts';
import { seriesStyle } from '../../../present/svg/seriesChart.ts';
import type { Palette } from '../../../present/svg/theme.ts';
import { truncate } from '../../../present/text/wrap.ts';
import { plain, plusMinus } from '../../../results/format.ts';
import type { Trained, TrainingClaim } from './resultSchema.ts';
import { byGamma, optimisersOf, persistenceFigure, STEPS } from './trainingPersistence.ts';

type Curve = Trained['loss'];

/** One of the panels. */
interface Panel {
  readonly title: string;
  readonly curve: (trained: Trained) => Curve;
  /** Logarithmic between the least and the largest; else from `low` to 1. */
  readonly log?: boolean;
  readonly low?: number;
  /** Heights of dashed lines. */
  readonly references?: readonly number[];
}

const PANEL_HEIGHT = 236;
const GAP = 16;
const LEGEND_ROW = 18;
const LETTER = 7;
/** Numbers on a logarithmic axis, and what stands for less. */
const POWERS = [-4, -3, -2, -1, 0, 1, 2, 3].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
const LEAST = 1e-6;
const MOST_TICKS = 7;

/** How long the bias lasts, then training step by step, a figure an optimiser. */
export function trainingFigures(claim: TrainingClaim): ClaimFigure[] {
  return [persistenceFigure(claim), ...optimisersOf(claim).map((optimiser) => trainingCurves(claim, optimiser))];
}

/**
 * Training under one optimiser, step by step: the largest guess fraction, the loss, what is learned, and how much better the
 * first favourite is recognised than other classes. A colour a run, in the order of γ, with bands of one standard error.
 */
function trainingCurves({ trained }: TrainingClaim, optimiser: Trained['optimiser']): ClaimFigure {
  const runs = byGamma(trained).filter((run) => run.optimiser === optimiser);
  return {
    name: optimiser,
    heading: `training with ${optimiser}, step by step`,
    description: runs.map(describe).join('; '),
    key: trainingKey,
    draw: (canvas, width) => panels(runs, canvas, width),
  };
}

function trainingKey(palette: Palette): KeyEntry[] {
  return [
    { label: 'mean over initialisations, band of ± one standard error', mark: 'line', colour: palette.ink },
    { label: 'fair share, and twice it', mark: 'dash', colour: palette.muted },
  ];
}

function describe({ label, optimiser, maxFraction, accuracy, steps }: Trained): string {
  const at = (curve: Curve, place: number) => plusMinus(curve.mean.at(place)!, curve.standardError.at(place)!);
  const last = `after ${steps.at(-1)} steps with ${optimiser}`;
  return `${label}: largest guess fraction ${at(maxFraction, 0)} before training and ${at(maxFraction, -1)} ${last}, accuracy ${at(accuracy, -1)}`;
}

function panels(runs: readonly Trained[], canvas: Canvas, width: number) {
  const { document, palette } = canvas;
  const fair = 1 / runs[0].classes;
  const shown: Panel[] = [
    { title: 'largest guess fraction', curve: (run) => run.maxFraction, references: [fair, 2 * fair] },
    { title: 'loss of points learned from (nats)', curve: (run) => run.loss, log: true },
    { title: 'accuracy on points held out', curve: (run) => run.accuracy, references: [fair] },
    { title: 'recall of the first favourite, less that of others', curve: (run) => run.recallGap, low: -0.5 },
  ];
  const names = legend(runs, canvas, width);
  const size = { columns: 2, width, height: PANEL_HEIGHT, gap: GAP };
  const grid = gridOf(document, shown, size, (panel, own) => [
    text(document, panel.title, { x: 0, y: 12, 'font-size': 12, 'font-weight': 'bold', fill: palette.ink }),
    panelPlot(panel, runs, canvas, own),
  ]);
  const top = names.height + 8;
  return {
    element: group(document, [...names.elements, group(document, [grid.element], 0, top)]),
    height: top + grid.height,
  };
}

/** A swatch and the name of each run with its γ, in columns. */
function legend(runs: readonly Trained[], { document, palette }: Canvas, width: number) {
  const names = runs.map(({ label, gamma }) => truncate(`${label} (γ ${gamma === null ? '?' : plain(gamma, 2)})`, 40));
  const column = 36 + LETTER * Math.max(...names.map((name) => name.length));
  const columns = Math.max(1, Math.floor(width / column));
  const elements = names.flatMap((name, index) => {
    const x = (index % columns) * column;
    const y = 12 + Math.floor(index / columns) * LEGEND_ROW;
    const { colours, dash = 'none' } = seriesStyle(index, runs.length, palette);
    const line = { stroke: colours.measured, 'stroke-width': 2.5, 'stroke-dasharray': dash };
    return [
      element(document, 'path', { d: `M${x} ${y - 4}h22`, ...line }),
      text(document, name, { x: x + 28, y, 'font-size': 12, fill: palette.ink }),
    ];
  });
  return { elements, height: LEGEND_ROW * Math.ceil(runs.length / columns) };
}

/** Plot writes only some of the ticks of a logarithmic scale, so logarithms are drawn on a linear one. */
function panelPlot(panel: Panel, runs: readonly Trained[], canvas: Canvas, width: number): SVGSVGElement {
  const { palette } = canvas;
  const { curve, log = false, low = 0, references = [] } = panel;
  const height = log ? (value: number) => Math.log10(Math.max(value, LEAST)) : (value: number) => value;
  const lines = runs.map((run, index) => {
    const { mean, standardError } = curve(run);
    const points = run.steps.map((step, at) => ({
      x: placeOf(step),
      y: height(mean[at]),
      low: height(mean[at] - standardError[at]),
      high: height(mean[at] + standardError[at]),
    }));
    return { points: points.filter(({ y }) => Number.isFinite(y)), ...seriesStyle(index, runs.length, palette) };
  });
  const means = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const domain: readonly [number, number] = log ? [Math.min(...means) - 0.1, Math.max(...means) + 0.1] : [low, 1];
  const last = runs[0].steps.at(-1)!;
  const ticks = log ? powersWithin(domain) : 5;
  return plot(canvas, {
    width,
    height: PANEL_HEIGHT,
    ...margins({ left: 44, right: 10, top: 22, bottom: 40 }),
    x: { domain: [placeOf(0), placeOf(last)] },
    y: { domain },
    marks: [
      gridY(palette, ticks),
      Plot.ruleY(low < 0 ? [0] : [domain[0]], { stroke: palette.muted }),
      Plot.ruleY(references, dashed(palette)),
      ...banded(
        lines.map(({ points, colours, dash }) => ({ points, colour: colours.measured, dash })),
        domain,
      ),
      axisX(palette, {
        ticks: STEPS.filter((step) => step <= last).map(placeOf),
        tickFormat: (place: number) => (place < 0 ? '0' : String(2 ** place)),
        label: 'step',
        labelOffset: 34,
      }),
      axisY(palette, {
        ticks,
        ...(log && { tickFormat: (y: number) => String(Number((10 ** y).toPrecision(1))) }),
        label: null,
      }),
    ],
  });
}

/** Places of round numbers, only those of powers of ten where there are many. */
function powersWithin([low, high]: readonly number[]): number[] {
  const places = POWERS.map(Math.log10).filter((place) => place > low && place < high);
  return places.length > MOST_TICKS ? places.filter(Number.isInteger) : places;
}

/** log₂ of the step, and a place for step 0 left of 1. */
function placeOf(step: number): number {
  return step === 0 ? -1 : Math.log2(step);
}
