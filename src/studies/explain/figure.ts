import * as Plot from '@observablehq/plot';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import { axisX, dashed, gridX, margins } from '../../present/svg/axes.ts';
import { type Canvas, element, group, plot, symbol, text } from '../../present/svg/figure.ts';
import { gammaAxis, powerOfTen } from '../../present/svg/gammaAxis.ts';
import { type KeyEntry, type Picture, theoryKey } from '../../present/svg/picture.ts';
import type { Palette } from '../../present/svg/theme.ts';
import { truncate } from '../../present/text/wrap.ts';
import { NEGLIGIBLE_GAMMA } from '../../results/finding.ts';
import { fixed, plain } from '../../results/format.ts';
import { titleOf } from '../../results/headline.ts';
import { isSaturated } from './numbers.ts';
import type { ExplainedLayer, Explanation, Role, Worth } from './schema.ts';

/** Above the rows: names of the axes and their ticks. */
const TOP = 52;
const BOTTOM = 10;
const GAP = 28;
/** Right of the bias ratios, for "prejudiced" and for symbols at the end of the axis. */
const PADDING = 10;

/**
 * One row a layer, from the data down: the bias ratio γ after it on a logarithmic axis, marked by what the layer does to
 * the bias, and beside it as a bar how much of the agreement it is worth, or of ln γ where agreement is saturated.
 */
export function blame(explanation: Explanation): Picture {
  const { summary, measurement, layers } = explanation;
  return {
    title: titleOf(summary),
    subtitle: `${measurement.network} on ${measurement.data}`,
    description: describe(explanation),
    top: 10,
    key: (palette) => [
      ...rolesKey(explanation, palette),
      ...theoryKey(
        layers.some(({ theory }) => theory !== null),
        palette.theory,
      ),
    ],
    draw: (canvas, width) => ({ element: content(explanation, canvas, width), height: heightOf(explanation) }),
  };
}

function rolesKey({ layers }: Explanation, palette: Palette): KeyEntry[] {
  const labels = { born: 'bias introduced', amplifies: 'amplified', removes: 'reduced', keeps: 'kept' };
  return (['born', 'amplifies', 'removes', 'keeps'] as const)
    .filter((role) => layers.some((layer) => layer.role === role))
    .map((role) => ({ label: labels[role], mark: SHAPES[role], colour: colourOf(role, palette) }));
}

const SHAPES = { born: 'diamond', amplifies: 'up', removes: 'down', keeps: 'disc' } as const;

function colourOf(role: Role, palette: Palette): string {
  return role === 'keeps' ? palette.muted : palette[role];
}

function describe(explanation: Explanation): string {
  const inLn = isSaturated(explanation);
  const lines = explanation.layers.map((layer, index) => {
    const gamma = gammaOf(layer);
    const value = inLn ? layer.worth?.lnGamma : layer.worth;
    const worth = value ? `, worth ${signed(value, 3)}${inLn ? ' in ln gamma' : ''}` : '';
    return `${index + 1} ${layer.layer}: ${layer.role}, gamma ${plain(gamma, 3)}${worth}`;
  });
  return `What each layer does to the bias. ${lines.join('; ')}.`;
}

function rowHeight({ layers }: Explanation): number {
  return layers.length <= 14 ? 30 : 23;
}

/** The data have a row of their own. */
function heightOf(explanation: Explanation): number {
  return TOP + rowHeight(explanation) * (explanation.layers.length + 1) + BOTTOM;
}

function content(explanation: Explanation, canvas: Canvas, width: number): SVGElement {
  const { document } = canvas;
  const { layers } = explanation;
  const worths = layers.some(({ worth }) => worth !== null);
  const names = Math.round(0.29 * width);
  const bars = worths ? Math.round(0.27 * width) : 0;
  const trace = width - names - bars - (worths ? GAP : 0);
  return group(document, [
    stripes(explanation, canvas, width),
    ...rowNames(explanation, canvas, names),
    group(document, [traceColumn(explanation, canvas, trace)], names),
    ...(worths ? [group(document, [worthColumn(explanation, canvas, bars)], width - bars)] : []),
  ]);
}

/** Every other row on a ground of its own, which leads the eye from a name to its bar. */
function stripes(explanation: Explanation, { document, palette }: Canvas, width: number): SVGElement {
  const ground = element(document, 'g', { fill: palette.raised });
  const height = rowHeight(explanation);
  for (let row = 1; row <= explanation.layers.length; row += 2) {
    ground.append(element(document, 'rect', { x: 0, y: TOP + row * height, width, height, rx: 3 }));
  }
  return ground;
}

function rowNames(explanation: Explanation, { document, palette }: Canvas, width: number) {
  const height = rowHeight(explanation);
  const digits = String(explanation.layers.length).length;
  const left = 14 + 7 * digits;
  const rows = ['the data', ...explanation.layers.map(({ layer }) => layer)];
  return rows.flatMap((name, row) => {
    const y = TOP + (row + 0.5) * height + 4;
    const fill = row === 0 ? palette.muted : palette.ink;
    const short = truncate(name, Math.floor((width - left - 8) / 6.5));
    const number = text(document, row === 0 ? '' : String(row), {
      x: left - 8,
      y,
      'text-anchor': 'end',
      fill: palette.muted,
    });
    return [number, text(document, short, { x: left, y, fill })];
  });
}

/** The bias ratio from the data down, on a logarithmic axis that holds zero and infinity as well. */
function traceColumn(explanation: Explanation, canvas: Canvas, width: number): SVGElement {
  const { document, palette } = canvas;
  const { layers, dataGamma } = explanation;
  const theory = [dataGamma, ...layers.map((layer) => layer.theory)].map(orZero);
  const known = [dataGamma, ...layers.map(gammaOf)].map(orZero);
  const { low, high, place, decades, ends } = gammaAxis([...theory, ...known].filter((value) => value !== null));
  const marked =
    decades.length > 2
      ? decades
      : between(
          low,
          high,
          ends.map(({ y }) => y),
        );
  const at = (value: number | null, row: number) => ({ row, x: value === null ? Number.NaN : place(value) });
  const errors = layers.flatMap(({ gamma }, index) =>
    gamma && Number.isFinite(gamma.standardError) && Number.isFinite(gamma.mean) && orZero(gamma.mean) !== 0
      ? [{ row: index + 1, x1: place(gamma.mean - gamma.standardError), x2: place(gamma.mean + gamma.standardError) }]
      : [],
  );
  const steps = known.map(at).filter(({ x }) => !Number.isNaN(x));
  const svg = plot(canvas, {
    ...frame(explanation, width),
    x: { type: 'log', domain: [low, high], axis: null },
    marks: [
      gridX(palette, marked),
      1 > low && 1 < high ? Plot.ruleX([1], dashed(palette, 1.2)) : null,
      Plot.line(theory.map(at), { x: 'x', y: 'row', stroke: palette.theory, strokeWidth: 5, strokeOpacity: 0.55 }),
      Plot.line(steps, { x: 'x', y: 'row', stroke: palette.muted, strokeWidth: 1.3 }),
      Plot.ruleY(errors, { y: 'row', x1: 'x1', x2: 'x2', stroke: palette.ink, strokeWidth: 1.5 }),
      // Labels of our own: Plot leaves out 5, 50 … on logarithmic axes.
      Plot.text(marked, {
        x: (tick: number) => tick,
        y: -0.5,
        dy: -10,
        text: label,
        fontSize: 11,
        fill: palette.muted,
      }),
      Plot.text(ends, { x: 'y', y: -0.5, dy: -10, text: 'text', fontSize: 12, fill: palette.muted }),
    ],
  });
  const scale = (x: number) => PADDING + ((width - 2 * PADDING) * Math.log(x / low)) / Math.log(high / low);
  const symbols = steps.map(({ row, x }) => {
    const role = row === 0 ? 'keeps' : layers[row - 1].role;
    const y = TOP + (row + 0.5) * rowHeight(explanation);
    const fill = row === 0 ? palette.paper : colourOf(role, palette);
    const stroke = row === 0 ? palette.muted : palette.paper;
    return symbol(document, SHAPES[role], { x: scale(x), y, fill, stroke, 'stroke-width': row === 0 ? 1.5 : 1 });
  });
  return withHeading(canvas, 'bias ratio γ after the layer', [svg, ...sides(canvas, scale(1), width), ...symbols]);
}

/** What is as good as no bias is drawn as none: the axis is for those that matter. */
function orZero(gamma: number | null): number | null {
  return gamma !== null && gamma < NEGLIGIBLE_GAMMA ? 0 : gamma;
}

/** 1, 2 and 5 times powers of ten, for short axes. */
function between(low: number, high: number, ends: readonly number[]): number[] {
  const powers = Array.from({ length: 9 }, (_, index) => 10 ** (index - 4));
  const ticks = powers.flatMap((power) => [power, 2 * power, 5 * power]);
  return ticks.filter((tick) => tick >= low && tick <= high && !ends.includes(tick));
}

function label(value: number): string {
  return Number.isInteger(Math.log10(value)) ? powerOfTen(value) : plain(value);
}

/** What lies on either side of γ = 1, above the axis, as far as there is room. */
function sides({ document, palette }: Canvas, x: number, width: number): SVGElement[] {
  const line = { y: 28, 'font-size': 10.5, fill: palette.muted };
  const neutral = text(document, '◂ neutral', { ...line, x: x - 5, 'text-anchor': 'end' });
  return x + 80 > width ? [neutral] : [neutral, text(document, 'prejudiced ▸', { ...line, x: x + 5 })];
}

/** Agreement with the layer minus agreement without it, as bars with error bars. */
function worthColumn(explanation: Explanation, canvas: Canvas, width: number): SVGElement {
  const { palette } = canvas;
  const inLn = isSaturated(explanation);
  const rows = explanation.layers.flatMap(({ worth, role }, index) => {
    const value = inLn ? worth?.lnGamma : worth;
    return worth && value
      ? [{ row: index + 1, worth: value, method: worth.method, colour: colourOf(role, palette) }]
      : [];
  });
  const ends = rows.flatMap(({ worth: { mean, standardError } }) => [mean - standardError, mean + standardError]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  // Numbers stand at the outer end of bars.
  const room = 0.3 * Math.max(0.02, most - least);
  const domain = [least < -0.1 * most ? least - room : least - 0.05 * room, most > 0 ? most + room : room];
  const decimals = most - least < 0.1 ? 3 : 2;
  const half = 0.28;
  const svg = plot(canvas, {
    ...frame(explanation, width),
    x: { domain },
    marks: [
      Plot.rect(rows, {
        x1: 0,
        x2: ({ worth }: Row) => worth.mean,
        y1: ({ row }: Row) => row - half,
        y2: ({ row }: Row) => row + half,
        fill: 'colour',
      }),
      Plot.ruleX([0], { stroke: palette.muted }),
      Plot.ruleY(
        rows.filter(({ worth }) => worth.standardError > 0),
        {
          y: 'row',
          x1: ({ worth }: Row) => worth.mean - worth.standardError,
          x2: ({ worth }: Row) => worth.mean + worth.standardError,
          stroke: palette.ink,
          strokeWidth: 1.5,
        },
      ),
      ...[true, false].map((positive) =>
        Plot.text(
          rows.filter(({ worth }) => !signed(worth, decimals).startsWith('−') === positive),
          {
            x: ({ worth }: Row) => worth.mean + (positive ? 1 : -1) * worth.standardError,
            y: 'row',
            text: ({ worth }: Row) => signed(worth, decimals),
            textAnchor: positive ? 'start' : 'end',
            dx: positive ? 5 : -5,
            fontSize: 11,
            fill: palette.ink,
          },
        ),
      ),
      axisX(palette, { anchor: 'top', ticks: 3, tickFormat: (value: number) => plain(value), label: null }),
    ],
  });
  // Half a label at either end of the axis sticks out.
  svg.setAttribute('overflow', 'visible');
  return withHeading(canvas, inLn ? 'worth in ln γ' : 'worth in agreement', [svg, methodLine(rows, canvas)]);
}

function methodLine(rows: readonly Row[], { document, palette }: Canvas): SVGElement {
  const methods = new Set(rows.map(({ method }) => method));
  const line = methods.size > 1 ? '' : methods.has('theory') ? 'by theory' : 'measured ± standard error';
  return text(document, line, { x: PADDING, y: 28, 'font-size': 10.5, fill: palette.muted });
}

interface Row {
  readonly row: number;
  readonly worth: MeasuredValue;
  readonly method: Worth['method'];
  readonly colour: string;
}

function frame(explanation: Explanation, width: number) {
  const height = heightOf(explanation);
  const rows = explanation.layers.length + 1;
  return {
    width,
    height,
    ...margins({ left: PADDING, right: PADDING, top: TOP, bottom: BOTTOM }),
    y: { domain: [-0.5, rows - 0.5], range: [TOP, height - BOTTOM], axis: null },
  } as const;
}

function withHeading({ document, palette }: Canvas, heading: string, children: readonly SVGElement[]): SVGElement {
  const bold = { x: PADDING, y: 12, 'font-size': 12, 'font-weight': 'bold', fill: palette.ink };
  return group(document, [...children, text(document, heading, bold)]);
}

function gammaOf({ gamma, theory }: ExplainedLayer): number | null {
  return gamma?.mean ?? theory;
}

/** "+0.12", "−0.03"; "0" for what rounds to nothing. */
function signed({ mean }: MeasuredValue, decimals: number): string {
  const value = fixed(mean, decimals);
  if (Number(value.replace('−', '-')) === 0) return '0';
  return mean > 0 ? `+${value}` : value;
}
