import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import { gridOf, group, text } from '../../../present/svg/figure.ts';
import { gammaAxis } from '../../../present/svg/gammaAxis.ts';
import { type KeyEntry, measuredKey, theoryKey } from '../../../present/svg/picture.ts';
import {
  type Mark,
  markAt,
  type Series,
  type SeriesChart,
  seriesChart,
  seriesStyle,
} from '../../../present/svg/seriesChart.ts';
import type { Palette } from '../../../present/svg/theme.ts';
import { plain, plusMinus } from '../../../results/format.ts';
import { type PhaseShown, phaseKey, phaseMap, SYMBOLS } from '../figure.ts';
import type { MeasuredPoint, PhaseClaim } from './resultSchema.ts';

const GAP = 16;
const HEADING = 22;
const PANEL = 270;
/** Beyond as many values per value an axis of depth is logarithmic. */
const WIDE = 6;
/** Bias ratios below this have no place of their own on the axis. */
const FADED = 1e-3;

/** A map for each network of γ and of the phases in the limit of depth, or over one axis curves of γ in one chart. */
export function phaseFigures(claim: PhaseClaim): ClaimFigure[] {
  if (claim.diagrams.every(({ diagram }) => diagram.y === null)) return [curves(claim)];
  return (['gamma', 'chi1'] as const).map((shown) => maps(claim, shown));
}

const HEADINGS: Record<PhaseShown, string> = {
  gamma: 'bias ratio γ at the output',
  chi1: 'slope χ₁ and the phases in the limit of depth',
};

function maps(claim: PhaseClaim, shown: PhaseShown): ClaimFigure {
  const { diagrams } = claim;
  return {
    name: shown,
    heading: HEADINGS[shown],
    description: diagrams.map(({ label, diagram }) => `${label}: ${diagram.summary}`).join(' '),
    key: (palette) => keyOf(claim, shown, palette),
    draw(canvas, width) {
      const { document, palette } = canvas;
      const columns = diagrams.length > 1 ? 2 : 1;
      const panels = { columns, width, height: PANEL + HEADING - GAP, gap: GAP };
      const { element, height } = gridOf(document, diagrams, panels, ({ label, diagram }, own) => {
        const heading = `${label}${shown === 'gamma' && diagram.depth !== null ? `, depth ${diagram.depth}` : ''}`;
        const style = { x: 62, y: 12, 'font-size': 12, 'font-weight': 'bold', fill: palette.ink };
        const measured = shown === 'gamma' ? placesOf(claim, label) : [];
        const map = phaseMap(diagram, shown, canvas, { width: own, height: PANEL, measured });
        return [text(document, heading, style), group(document, [map], 0, HEADING - 4)];
      });
      return { element, height: height + GAP };
    },
  };
}

/** Entries of all the diagrams, each once. */
function keyOf({ diagrams, measured }: PhaseClaim, shown: PhaseShown, palette: Palette): KeyEntry[] {
  const entries = diagrams.flatMap(({ diagram }) => phaseKey({ ...diagram, here: null }, shown, palette));
  const once = entries.filter(({ label }, index) => entries.findIndex((other) => other.label === label) === index);
  const discs: KeyEntry[] =
    shown === 'gamma' && measured.length > 0 ? [{ label: 'measured', mark: 'disc', colour: palette.ink }] : [];
  return [...once, ...discs];
}

function placesOf({ diagrams, measured }: PhaseClaim, label: string) {
  const { x, y } = diagrams.find((one) => one.label === label)!.diagram;
  return measured.flatMap(({ label: own, point }) => {
    const [across, up] = [point[x.parameter], y ? point[y.parameter] : undefined];
    return own === label && across !== undefined && up !== undefined ? [{ x: across, y: up }] : [];
  });
}

function curves(claim: PhaseClaim): ClaimFigure {
  return {
    name: 'gamma',
    heading: 'bias ratio γ at the output',
    description: describe(claim),
    key: ({ ink }) => [...(claim.measured.length > 0 ? [measuredKey(ink)] : []), ...theoryKey(true, ink)],
    draw: (canvas, width) => seriesChart(chartOf(claim, canvas.palette), canvas, width),
  };
}

function describe({ diagrams, measured }: PhaseClaim): string {
  const ends = diagrams.map(({ label, diagram: { x, gamma } }) => {
    const last = gamma[0].length - 1;
    return `${label}: γ from ${plain(gamma[0][0])} at ${x.parameter} ${x.values[0]} to ${plain(gamma[0][last])} at ${x.values[last]}`;
  });
  const dots = measured.map(
    ({ label, at, measurement: { gamma } }) => `${label} at ${at}: ${plusMinus(gamma.mean, gamma.standardError)}`,
  );
  return [...ends, ...dots].join('; ');
}

function chartOf(claim: PhaseClaim, palette: Palette): SeriesChart {
  const { diagrams, measured } = claim;
  const { x } = diagrams[0].diagram;
  const all = diagrams.flatMap(({ diagram }) => diagram.gamma[0].filter((value) => value !== null));
  const axis = gammaAxis([...all, ...measured.map(({ measurement }) => measurement.gamma.mean)]);
  const [first, last] = [x.values[0], x.values[x.values.length - 1]];
  const log = first > 0 && last > WIDE * first;
  return {
    series: diagrams.map(
      ({ label, diagram }, index): Series => ({
        name: label,
        ...seriesStyle(index, diagrams.length, palette),
        measured: marksOf(measured, label, x.parameter, axis.place),
        theory: [],
        curve: diagram.x.values.flatMap((value, j) => {
          const gamma = diagram.gamma[0][j];
          // What fades leaves the chart; what is 0 stays at its foot.
          return gamma === null || (gamma > 0 && gamma < FADED) ? [] : [{ x: value, y: axis.place(gamma) }];
        }),
      }),
    ),
    x: { name: SYMBOLS[x.parameter], domain: [first, last], log },
    y: { name: 'bias ratio γ', ...axis.scale },
    references: [1],
  };
}

function marksOf(
  measured: readonly MeasuredPoint[],
  label: string,
  parameter: keyof MeasuredPoint['point'],
  place: (gamma: number) => number,
): Mark[] {
  return measured.flatMap(({ label: own, point, measurement: { gamma } }) => {
    const x = point[parameter];
    if (own !== label || x === undefined) return [];
    return [markAt(x, gamma.mean, gamma.standardError, place)];
  });
}
