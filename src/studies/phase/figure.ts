import * as Plot from '@observablehq/plot';
import { axisX, axisY, dashed, dotted, gridY, margins } from '../../present/svg/axes.ts';
import { type Canvas, plot } from '../../present/svg/figure.ts';
import { powerOfTen } from '../../present/svg/gammaAxis.ts';
import type { KeyEntry, Picture } from '../../present/svg/picture.ts';
import type { Palette } from '../../present/svg/theme.ts';
import { plain } from '../../results/format.ts';
import { type Region, regionsOf } from './regions.ts';
import type { PhaseDiagram, PhaseLine } from './schema.ts';

/** The bias ratio at the output, or χ₁ of the repeated block. */
export type PhaseShown = 'gamma' | 'chi1';

const HEIGHT = 430;
const MARGINS = { left: 62, right: 16, top: 10, bottom: 52 };
/** Width in pixels of a bold letter of a name. */
const LETTER = 7.6;
/** Bands of the map either side of 1: powers of ten of γ from which the next begins, and steps of χ₁. */
const GAMMA_BANDS = [0, 0.5, 1, 2, 4];
const CHI_BAND = 0.15;

/**
 * A phase diagram: blue where networks are neutral, orange where they are prejudiced, the fuller the further from γ = 1
 * (or from χ₁ = 1, blue below, orange above). The solid line is the edge of chaos, the dashed one γ = 1. With one axis
 * alone, a curve.
 */
export function phase(diagram: PhaseDiagram, shown: PhaseShown): Picture {
  return {
    title: phaseTitle(diagram, shown),
    subtitle: `${diagram.network} on ${diagram.data}`,
    description: diagram.summary,
    top: 8,
    narrowest: 320,
    key: (palette) => phaseKey(diagram, shown, palette),
    draw: (canvas, width) => ({
      element: phaseMap(diagram, shown, canvas, { width, height: HEIGHT }),
      height: HEIGHT,
    }),
  };
}

function phaseTitle({ block, depth }: PhaseDiagram, shown: PhaseShown): string {
  if (shown === 'gamma') return `The bias ratio γ of the guesses${depth === null ? '' : ` at depth ${depth}`}`;
  return `The slope χ₁ and the phases of "${block}" at infinite depth`;
}

export function phaseKey(diagram: PhaseDiagram, shown: PhaseShown, palette: Palette): KeyEntry[] {
  const [low, high] = shown === 'gamma' ? ['γ < 1', 'γ ≥ 1, deeper from 3, 10, 100, 10⁴'] : ['χ₁ < 1', 'χ₁ > 1'];
  const key: KeyEntry[] = [];
  if (diagram.y) {
    key.push({ label: low, mark: 'bar', colour: palette.measuredSoft });
    key.push({ label: high, mark: 'bar', colour: palette.theory });
  }
  const has = (kind: PhaseLine['kind']) => diagram.lines.some((line) => line.kind === kind);
  if (diagram.y && has('edge')) key.push({ label: 'edge of chaos, χ₁ = 1', mark: 'line', colour: palette.ink });
  const other = shown === 'gamma' ? 'neutral' : 'neutralLimit';
  const name = shown === 'gamma' ? 'γ = 1' : 'γ = 1 in the limit of depth';
  if (diagram.y && has(other)) key.push({ label: name, mark: 'dash', colour: palette.ink });
  if (diagram.here) key.push({ label: 'as written', mark: 'diamond', colour: palette.ink });
  return key;
}

/** What the axes are called. */
export const SYMBOLS = {
  sigmaW2: 'weight variance σ_w²',
  sigmaB2: 'bias variance σ_b²',
  depth: 'depth, in blocks',
  mean: 'mean of the data',
  variance: 'variance of the data',
} as const;

/** The plot alone, with discs where something was measured. */
export function phaseMap(
  diagram: PhaseDiagram,
  shown: PhaseShown,
  canvas: Canvas,
  { width, height, measured = [] }: { width: number; height: number; measured?: readonly { x: number; y: number }[] },
): SVGSVGElement {
  const { palette } = canvas;
  const { x, y } = diagram;
  const scale = (given: PhaseDiagram['x']) => ({
    domain: [given.values[0], given.values[given.values.length - 1]],
    type: given.scale,
  });
  const frame = { width, height, ...margins(MARGINS) };
  const foot = axisX(palette, { label: SYMBOLS[x.parameter], labelOffset: 42 });
  if (!y)
    return plot(canvas, {
      ...frame,
      x: scale(x),
      ...curve(diagram, shown),
      marks: [...curveMarks(diagram, shown, palette), foot],
    });
  const other = shown === 'gamma' ? 'neutral' : 'neutralLimit';
  const { here } = diagram;
  const own = here ? [{ x: here.at[x.parameter] ?? NaN, y: here.at[y.parameter] ?? NaN }] : [];
  return plot(canvas, {
    ...frame,
    x: scale(x),
    y: scale(y),
    marks: [
      Plot.rect(cellsOf(diagram, shown), {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        fill: ({ value }: CellMark) => (value < 0 ? palette.measured : palette.theory),
        fillOpacity: ({ value }: CellMark) => 0.08 + 0.62 * Math.abs(value),
        shapeRendering: 'crispEdges',
      }),
      Plot.frame({ stroke: palette.line }),
      ...lineMarks(diagram, 'edge', palette.ink, undefined),
      ...lineMarks(diagram, other, palette.ink, '6 4'),
      Plot.text(inFrame(regionsOf(diagram, shown), x, width - MARGINS.left - MARGINS.right), {
        x: ({ x }: Region) => x,
        y: ({ y }: Region) => y,
        text: ({ name }: Region) => name,
        fill: palette.ink,
        stroke: palette.paper,
        strokeWidth: 4,
        fontSize: 12,
        fontWeight: 'bold',
      }),
      Plot.dot(measured, { x: 'x', y: 'y', ...dotted(palette, palette.ink), strokeWidth: 1.5 }),
      Plot.dot(own, { x: 'x', y: 'y', ...dotted(palette, palette.ink, 6), strokeWidth: 1.5, symbol: 'diamond' }),
      foot,
      axisY(palette, { label: SYMBOLS[y.parameter], labelOffset: 50, tickSize: 4 }),
    ],
  });
}

/** Names moved sideways where they would leave a frame this many pixels wide. */
function inFrame(regions: readonly Region[], { values, scale }: PhaseDiagram['x'], pixels: number): Region[] {
  const [there, back] = scale === 'log' ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const [low, high] = [there(values[0]!), there(values[values.length - 1]!)];
  return regions.map(({ name, x, y }) => {
    const half = (((name.length * LETTER) / 2 + 4) / pixels) * (high - low);
    return { name, x: back(Math.max(low + half, Math.min(high - half, there(x)))), y };
  });
}

interface CellMark {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  /** From −1 to 1, in bands. */
  readonly value: number;
}

/** A cell about every point of the grid, neighbours in a row of the same band as one; those at the rim end at the rim. */
function cellsOf({ x, y, gamma, limit }: PhaseDiagram, shown: PhaseShown): CellMark[] {
  if (!y) return [];
  const values = shown === 'gamma' ? gamma : (limit?.chi1 ?? []);
  const [across, up] = [edgesOf(x), edgesOf(y)];
  const cells: CellMark[] = [];
  for (const [i, row] of values.entries()) {
    const bands = row.map((value) => (value === null ? null : banded(value, shown)));
    for (const [j, value] of bands.entries()) {
      if (value === null) continue;
      const x2 = across[j + 1]!;
      if (j > 0 && bands[j - 1] === value) cells.push({ ...cells.pop()!, x2 });
      else cells.push({ x1: across[j]!, x2, y1: up[i]!, y2: up[i + 1]!, value });
    }
  }
  return cells;
}

function edgesOf({ values, scale }: PhaseDiagram['x']): number[] {
  const between = values
    .slice(1)
    .map((value, k) => (scale === 'log' ? Math.sqrt(value * values[k]!) : (value + values[k]!) / 2));
  return [values[0]!, ...between, values[values.length - 1]!];
}

/** The band that a value falls in, from −1 to 1: γ with edges at 1, 3, 10, 100 and 10⁴, χ₁ evenly. */
function banded(value: number, shown: PhaseShown): number {
  const distance = shown === 'gamma' ? Math.log10(value) : value - 1;
  const size = Math.abs(distance);
  const count = GAMMA_BANDS.length;
  const band = shown === 'gamma' ? GAMMA_BANDS.filter((edge) => size >= edge).length : Math.floor(size / CHI_BAND) + 1;
  return (Math.sign(distance) || 1) * (Math.min(count, band) / count);
}

function lineMarks({ lines }: PhaseDiagram, kind: PhaseLine['kind'], colour: string, dash: string | undefined) {
  return lines
    .filter((line) => line.kind === kind)
    .map(({ points }) =>
      Plot.line(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) }),
    );
}

function valuesOfCurve({ x, gamma, limit }: PhaseDiagram, shown: PhaseShown) {
  const values = (shown === 'gamma' ? gamma : (limit?.chi1 ?? []))[0] ?? [];
  return values.flatMap((value, j) =>
    value === null || !Number.isFinite(value) || (shown === 'gamma' && value <= 0)
      ? []
      : [{ x: x.values[j]!, y: value }],
  );
}

function curve(diagram: PhaseDiagram, shown: PhaseShown) {
  const values = valuesOfCurve(diagram, shown).map(({ y }) => y);
  const [least, most] = [Math.min(1, ...values), Math.max(1, ...values)];
  return {
    y: shown === 'gamma' ? { type: 'log' as const, domain: [least / 2, 2 * most] } : { domain: [0, 1.1 * most] },
  };
}

function curveMarks(diagram: PhaseDiagram, shown: PhaseShown, palette: Palette): Plot.Markish[] {
  return [
    gridY(palette, 5),
    Plot.ruleY([1], dashed(palette, 1)),
    Plot.line(valuesOfCurve(diagram, shown), { x: 'x', y: 'y', stroke: palette.theory, strokeWidth: 2.5 }),
    axisY(palette, {
      ticks: 5,
      tickFormat: shown === 'gamma' ? powerOfTen : (value: number) => plain(value),
      label: shown === 'gamma' ? 'bias ratio γ at the output' : 'χ₁ of the block',
      labelOffset: 54,
    }),
  ];
}
