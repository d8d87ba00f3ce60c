import * as Plot from '@observablehq/plot';
import { bestOf, shownPipeline } from '../results/comparedValues.ts';
import { barePercent, percent, plain } from '../results/format.ts';
import type { PreprocessingComparison } from '../results/preprocessingSchema.ts';
import { capital } from '../results/words.ts';
import { truncate, wrap } from '../terminal/wrap.ts';
import { FIGURE_WIDTH, type FigureOptions, figure, INNER_WIDTH, type KeyEntry, plot, root } from './figure.ts';
import { domainOf, type Mark, type Series, type Shown, seriesOf } from './preprocessingSeries.ts';
import { light, type Palette } from './theme.ts';

const HEIGHT = 380;
const TOP = 12;
const LEFT = 52;
/** Letters of the name of a network beside its last mark, and their width in pixels. */
const NAME = 16;
const LETTER = 8;
/** Lines of a pipeline's name under its place. */
const MOST_LINES = 5;
/** Pixels from one name to the next at least. */
const NAME_HEIGHT = 15;

/**
 * What pipelines of preprocessing do to the guesses: the agreement or the favourite's share against the number in which
 * the pipelines differ, with theory as a curve, or else pipeline by pipeline, with theory as ticks. One colour a network.
 */
export function preprocessing(
  comparison: PreprocessingComparison,
  shown: Shown,
  options: FigureOptions,
): SVGSVGElement {
  return figure(options, {
    title: titleOf(comparison, shown),
    subtitle: subtitleOf(comparison),
    description: describe(comparison, shown),
    key: preprocessingKey(comparison, options),
    content: [{ element: marks(comparison, shown, options, INNER_WIDTH), x: 0, y: 8 }],
    height: HEIGHT + 8,
  });
}

/** The same without title and key, for pages that give them themselves. */
export function preprocessingPlot(
  comparison: PreprocessingComparison,
  shown: Shown,
  options: FigureOptions,
): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const about = { title: titleOf(comparison, shown), description: describe(comparison, shown), width, height: HEIGHT };
  return root(options, about, [marks(comparison, shown, options, width)]);
}

export function preprocessingKey(
  { results, networks }: PreprocessingComparison,
  { palette = light }: Pick<FigureOptions, 'palette'>,
): KeyEntry[] {
  const [measured, theory] = networks.length > 1 ? [palette.ink, palette.ink] : [palette.measured, palette.theory];
  const key: KeyEntry[] = [];
  if (results.some(({ measurement }) => measurement)) {
    key.push({ label: 'measured ± standard error', mark: 'dot', colour: measured });
  }
  if (results.some(({ prediction }) => prediction?.agreement != null)) {
    key.push({ label: 'theory', mark: 'line', colour: theory });
  }
  return [...key, { label: 'fair guess', mark: 'dash', colour: palette.muted }];
}

const LABELS: Record<Shown, string> = {
  agreement: 'pairs of inputs with the same guess (%)',
  maxFraction: "favourite class's share of the data (%)",
};

function titleOf({ results, pipelines, sweep }: PreprocessingComparison, shown: Shown): string {
  const means = results.flatMap((result) => bestOf(result, shown)?.mean ?? []);
  if (means.length === 0) return 'Nothing was measured, and theory does not reach';
  const range = `from ${barePercent(Math.min(...means))} to ${barePercent(Math.max(...means))}`;
  const finding =
    shown === 'agreement' ? capital(`${range} of pairs get the same guess`) : `The favourite class gets ${range}`;
  if (sweep === null) return `${finding}, depending on preprocessing`;
  const values = pipelines.map(({ value }) => value ?? 0);
  return `${finding} as ${sweep} goes from ${plain(Math.min(...values))} to ${plain(Math.max(...values))}`;
}

function subtitleOf({ networks, data }: PreprocessingComparison): string {
  return `${networks.length === 1 ? networks[0] : `${networks.length} networks`} on ${data}`;
}

function describe({ results }: PreprocessingComparison, shown: Shown): string {
  return results
    .map((result) => {
      const value = bestOf(result, shown);
      return `${result.network}, ${result.preprocess}: ${value ? percent(value.mean, value.error) : 'unknown'}`;
    })
    .join('; ');
}

function marks(
  comparison: PreprocessingComparison,
  shown: Shown,
  options: FigureOptions,
  width: number,
): SVGSVGElement {
  const { palette = light } = options;
  const { networks, sweep } = comparison;
  const series = seriesOf(comparison, shown, palette);
  const fair = [
    ...new Set(comparison.results.flatMap(({ prediction }) => (prediction ? 100 / prediction.classes : []))),
  ];
  const most = Math.max(
    ...fair,
    ...series.flatMap(({ measured, theory, curve }) => [
      ...[...measured, ...theory].map(({ high }) => high),
      ...curve.map(({ y }) => y),
    ]),
  );
  const top = most > 40 ? 100 : 1.15 * most;
  const longest = Math.max(...series.map(({ name }) => Math.min(NAME, name.length)));
  const marginRight = networks.length > 1 ? 20 + LETTER * longest : 12;
  const half = 0.26 / networks.length;
  const labels = labelsOf(comparison, width - LEFT - marginRight);
  const bottom = sweep === null ? 24 + 14 * Math.max(...labels.map((lines) => lines.length)) : 50;
  return plot(options, {
    width,
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight,
    marginTop: TOP,
    marginBottom: bottom,
    x: { domain: domainOf(comparison) },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ ticks: 5, stroke: palette.line, strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: palette.muted }),
      Plot.ruleY(fair, { stroke: palette.muted, strokeDasharray: '4 3', strokeWidth: 1.5 }),
      ...series.map(({ curve, colours, dash }) =>
        Plot.line(curve, { x: 'x', y: 'y', stroke: colours.theory, strokeWidth: 2.5, strokeDasharray: dash }),
      ),
      ...series.map(({ theory, colours }) =>
        sweep === null
          ? Plot.ruleY(theory, {
              x1: ({ x }: Mark) => x - half,
              x2: ({ x }: Mark) => x + half,
              y: 'mean',
              stroke: colours.theory,
              strokeWidth: 3,
            })
          : null,
      ),
      ...series.flatMap(({ measured, colours }) => [
        Plot.ruleX(measured, { x: 'x', y1: 'low', y2: 'high', stroke: colours.measured, strokeWidth: 2 }),
        Plot.dot(measured, {
          x: 'x',
          y: 'mean',
          r: 4.5,
          fill: colours.measured,
          stroke: palette.paper,
          strokeWidth: 1,
          clip: false,
        }),
      ]),
      networks.length > 1 ? names(series, (NAME_HEIGHT * top) / (HEIGHT - TOP - bottom)) : null,
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        color: palette.muted,
        label: LABELS[shown],
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 46,
        fontSize: 11,
      }),
      sweep === null
        ? pipelineAxis(labels, palette)
        : Plot.axisX({
            tickSize: 4,
            color: palette.muted,
            label: sweep,
            labelAnchor: 'center',
            labelArrow: 'none',
            labelOffset: 40,
            fontSize: 11,
          }),
    ],
  });
}

/** The name of each network right of its last mark, as far apart as they must be to be read. */
function names(series: readonly Series[], gap: number): Plot.Markish[] {
  const last = series.flatMap(({ name, colours, curve, measured, theory }) => {
    const marked = [...curve, ...[...theory, ...measured].map(({ x, mean }) => ({ x, y: mean }))];
    const right = marked.reduce<{ x: number; y: number } | undefined>((a, b) => (a && a.x > b.x ? a : b), undefined);
    return right ? [{ ...right, name, colour: colours.measured }] : [];
  });
  const x = Math.max(...last.map((label) => label.x));
  const heights = apart(
    last.map(({ y }) => y),
    gap,
  );
  return last.map(({ name, colour }, index) =>
    Plot.text([{ x, y: heights[index] }], {
      x: 'x',
      y: 'y',
      text: () => truncate(name, NAME),
      dx: 14,
      textAnchor: 'start',
      fill: colour,
      fontWeight: 'bold',
      fontSize: 12,
    }),
  );
}

/** The numbers, moved up where they must be, so that any two are at least a gap apart. */
function apart(values: readonly number[], gap: number): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  const moved = [...values];
  for (const [place, index] of order.entries()) {
    if (place > 0) moved[index] = Math.max(moved[index], moved[order[place - 1]] + gap);
  }
  return moved;
}

/** The pipelines by name, broken into lines that stay within their places. */
function labelsOf({ pipelines }: PreprocessingComparison, width: number): string[][] {
  const letters = Math.max(6, Math.floor(width / pipelines.length / LETTER));
  return pipelines.map(({ preprocess }) => {
    const lines = wrap(shownPipeline(preprocess), letters).map((line) => truncate(line, letters));
    return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines;
  });
}

function pipelineAxis(labels: readonly (readonly string[])[], palette: Palette): Plot.Markish {
  return Plot.axisX(
    labels.map((_, place) => place),
    {
      tickFormat: (place: number) => labels[place].join('\n'),
      tickSize: 4,
      color: palette.muted,
      label: null,
      fontSize: 11,
    },
  );
}
