import {
  FIGURE_WIDTH,
  type FigureOptions,
  figure,
  INNER_WIDTH,
  type KeyEntry,
  root,
} from '../../present/svg/figure.ts';
import { CHART_HEIGHT, domainOf, seriesChart } from '../../present/svg/seriesChart.ts';
import { light } from '../../present/svg/theme.ts';
import { barePercent, percent, plain } from '../../results/format.ts';
import { capital } from '../../results/words.ts';
import { bestOf, shownPipeline } from './comparedValues.ts';
import type { PreprocessingComparison } from './schema.ts';
import { type Shown, seriesOf } from './series.ts';

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
    height: CHART_HEIGHT + 8,
  });
}

/** The same without title and key, for pages that give them themselves. */
export function preprocessingPlot(
  comparison: PreprocessingComparison,
  shown: Shown,
  options: FigureOptions,
): SVGSVGElement {
  const { width = FIGURE_WIDTH } = options;
  const about = {
    title: titleOf(comparison, shown),
    description: describe(comparison, shown),
    width,
    height: CHART_HEIGHT,
  };
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
  const { results, sweep, pipelines } = comparison;
  const series = seriesOf(comparison, shown, palette);
  const fair = [...new Set(results.flatMap(({ prediction }) => (prediction ? 100 / prediction.classes : [])))];
  const most = Math.max(
    ...fair,
    ...series.flatMap(({ measured, theory, curve }) => [
      ...[...measured, ...theory].map(({ high }) => high),
      ...curve.map(({ y }) => y),
    ]),
  );
  const chart = {
    series,
    x:
      sweep === null
        ? { labels: pipelines.map(({ preprocess }) => shownPipeline(preprocess)) }
        : { name: sweep, domain: domainOf(pipelines.map(({ value }) => value ?? 0)) },
    y: { name: LABELS[shown], domain: [0, most > 40 ? 100 : 1.15 * most] as const },
    references: fair,
  };
  return seriesChart(chart, options, width);
}
