import * as Plot from '@observablehq/plot';
import { axisX, axisY, dashed, gridY, margins } from '../../present/svg/axes.ts';
import { type Band, banded } from '../../present/svg/bands.ts';
import { type Canvas, plot } from '../../present/svg/figure.ts';
import { fairGuessKey, type KeyEntry, type Picture } from '../../present/svg/picture.ts';
import type { Palette } from '../../present/svg/theme.ts';
import { barePercent, percent } from '../../results/format.ts';
import { titleOf } from '../../results/headline.ts';
import type { Score, ScoredStep } from './schema.ts';

const HEIGHT = 280;
/** From this ratio of the last step to the second on, steps are shown by their logarithm. */
const LONG = 40;

/** What is drawn of a step: a mean with its error. */
type Curve = (step: ScoredStep) => { readonly mean: number; readonly standardError: number };

/** The favourite's share and the agreement, step by step; undefined of a single step. */
export function biasCurves(score: Score): Picture | undefined {
  if (score.steps.length < 2) return undefined;
  const curves = (palette: Palette) => [
    { curve: ({ maxFraction }: ScoredStep) => maxFraction, colour: palette.measured },
    { curve: ({ agreement }: ScoredStep) => agreement, colour: palette.theory },
  ];
  return {
    ...about(score),
    key: (palette) => [
      { label: 'share of the favourite class', mark: 'line', colour: palette.measured },
      { label: 'agreement of two points', mark: 'line', colour: palette.theory },
      ...bandKey(score, palette),
      fairGuessKey(palette),
    ],
    draw: (canvas, width) => chart(score, curves(canvas.palette), 'share of guesses, or of pairs', canvas, width),
  };
}

/** The share of each class in the order of popularity at the first step; undefined of a single step. */
export function popularityCurves(score: Score): Picture | undefined {
  if (score.steps.length < 2) return undefined;
  const curves = (palette: Palette) =>
    score.steps[0].byPopularity.mean.map((_, rank) => ({
      curve: ({ byPopularity: { mean, standardError } }: ScoredStep) => ({
        mean: mean[rank],
        standardError: standardError[rank],
      }),
      colour: rank === 0 ? palette.measured : rank === 1 ? palette.removes : palette.muted,
      ...(rank === 1 && { dash: '8 4' }),
    }));
  return {
    ...about(score),
    title: popularityTitle(score),
    key: (palette) => [
      { label: `class guessed most at step ${score.steps[0].step}`, mark: 'line', colour: palette.measured },
      { label: 'second most', mark: 'dash', colour: palette.removes },
      { label: 'the others', mark: 'line', colour: palette.muted },
      ...bandKey(score, palette),
      fairGuessKey(palette),
    ],
    draw: (canvas, width) => chart(score, curves(canvas.palette), 'share of guesses', canvas, width),
  };
}

function about(score: Score): Pick<Picture, 'title' | 'subtitle' | 'description'> {
  const { steps, file, initialisations } = score;
  const at = ({ step, maxFraction }: ScoredStep) =>
    `${percent(maxFraction.mean, maxFraction.standardError)} at step ${step}`;
  return {
    title: titleOf(score.summary),
    subtitle: `${file}, ${initialisations === 1 ? 'one network' : `${initialisations} initialisations`}`,
    description: `Curves over steps of training. The favourite class gets ${at(steps[0])} and ${at(steps[steps.length - 1])}.`,
  };
}

function popularityTitle({ steps }: Score): string {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  const share = ({ byPopularity }: ScoredStep) => barePercent(byPopularity.mean[0]);
  return `The class guessed most at step ${first.step} gets ${share(first)} there and ${share(last)} at step ${last.step}`;
}

function bandKey({ initialisations }: Score, { ink }: Palette): KeyEntry[] {
  return initialisations > 1 ? [{ label: 'band: ± one standard error', mark: 'bar', colour: ink }] : [];
}

function chart(
  { steps, classes }: Score,
  curves: readonly { readonly curve: Curve; readonly colour: string; readonly dash?: string }[],
  label: string,
  canvas: Canvas,
  width: number,
) {
  const { palette } = canvas;
  const x = placesOf(steps.map(({ step }) => step));
  const bands = curves.map(
    ({ curve, ...look }): Band => ({ ...look, points: steps.map((step) => bandAt(x.place, step.step, curve(step))) }),
  );
  const highest = Math.max(...bands.flatMap(({ points }) => points.map(({ high }) => high)));
  const domain = [0, Math.min(1, 0.1 * Math.ceil(10.5 * highest))] as const;
  const element = plot(canvas, {
    width,
    height: HEIGHT,
    ...margins({ left: 52, right: 12, top: 10, bottom: 44 }),
    x: { domain: [x.place(steps[0].step), x.place(steps[steps.length - 1].step)] },
    y: { domain: [...domain] },
    marks: [
      gridY(palette, 5),
      Plot.ruleY([0], { stroke: palette.muted }),
      Plot.ruleY([1 / classes], dashed(palette)),
      ...banded(bands, domain),
      axisX(palette, {
        ticks: x.ticks.map(x.place),
        tickFormat: (_: number, index: number) => String(x.ticks[index]),
        label: 'step',
        labelOffset: 36,
      }),
      axisY(palette, { ticks: 5, label, labelOffset: 44 }),
    ],
  });
  return { element, height: HEIGHT };
}

function bandAt(place: (step: number) => number, step: number, { mean, standardError }: ReturnType<Curve>) {
  const error = Number.isFinite(standardError) ? standardError : 0;
  return { x: place(step), y: mean, low: mean - error, high: mean + error };
}

/** Where steps stand, evenly or by log₂ of 1 + step where they are many, and which of them are written. */
function placesOf(steps: readonly number[]): { place: (step: number) => number; ticks: readonly number[] } {
  const last = steps[steps.length - 1];
  const isLong = last >= LONG * Math.max(1, steps[1]) && steps.length < last;
  const place = isLong ? (step: number) => Math.log2(1 + step) : (step: number) => step;
  const [low, high] = [place(steps[0]), place(last)];
  const least = (high - low) / 10;
  const ticks: number[] = [];
  for (const step of steps) {
    if (ticks.length === 0 || place(step) - place(ticks[ticks.length - 1]) >= least) ticks.push(step);
  }
  return { place, ticks };
}
