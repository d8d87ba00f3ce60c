import type { Canvas } from '../../present/svg/figure.ts';
import { fairGuessKey, measuredKey, type Picture, theoryKey } from '../../present/svg/picture.ts';
import { domainOf, seriesChart, theoryLabel } from '../../present/svg/seriesChart.ts';
import { percent, plain } from '../../results/format.ts';
import { rangeOf } from '../../results/headline.ts';
import { capital } from '../../results/words.ts';
import { bestOf, shownPipeline } from './comparedValues.ts';
import type { PreprocessingComparison } from './schema.ts';
import { type Shown, seriesOf } from './series.ts';

/**
 * What pipelines of preprocessing do to the guesses: the agreement or the favourite's share against the number in which
 * the pipelines differ, with theory as a curve, or else pipeline by pipeline, with theory as ticks. One colour a network.
 */
export function preprocessing(comparison: PreprocessingComparison, shown: Shown): Picture {
  const { networks, data, results, sweep, curves } = comparison;
  return {
    title: titleOf(comparison, shown),
    subtitle: `${networks.length === 1 ? networks[0] : `${networks.length} networks`} on ${data}`,
    description: describe(comparison, shown),
    top: 8,
    key(palette) {
      const [measured, theory] = networks.length > 1 ? [palette.ink, palette.ink] : [palette.measured, palette.theory];
      return [
        ...(results.some(({ measurement }) => measurement) ? [measuredKey(measured)] : []),
        ...theoryKey(
          results.some(({ prediction }) => prediction?.agreement != null),
          theory,
          'line',
          sweep === null ? undefined : theoryLabel(curves[0]?.points ?? []),
        ),
        fairGuessKey(palette),
      ];
    },
    draw: (canvas, width) => chart(comparison, shown, canvas, width),
  };
}

const LABELS: Record<Shown, string> = {
  agreement: 'pairs of inputs with the same guess (%)',
  maxFraction: "favourite class's share of the data (%)",
};

function titleOf({ results, pipelines, sweep }: PreprocessingComparison, shown: Shown): string {
  const means = results.flatMap((result) => bestOf(result, shown)?.mean ?? []);
  if (means.length === 0) return 'Nothing was measured, and theory does not cover it';
  const finding =
    shown === 'agreement'
      ? capital(`${rangeOf(means)} of pairs get the same guess`)
      : `The favourite class gets ${rangeOf(means)}`;
  if (sweep === null) return `${finding}, depending on preprocessing`;
  const values = pipelines.map(({ value }) => value ?? 0);
  return `${finding} as ${sweep} goes from ${plain(Math.min(...values))} to ${plain(Math.max(...values))}`;
}

function describe({ results }: PreprocessingComparison, shown: Shown): string {
  return results
    .map((result) => {
      const value = bestOf(result, shown);
      return `${result.network}, ${result.preprocess}: ${value ? percent(value.mean, value.error) : 'unknown'}`;
    })
    .join('; ');
}

function chart(comparison: PreprocessingComparison, shown: Shown, canvas: Canvas, width: number) {
  const { results, sweep, pipelines } = comparison;
  const series = seriesOf(comparison, shown, canvas.palette);
  const fair = [...new Set(results.flatMap(({ prediction }) => (prediction ? 100 / prediction.classes : [])))];
  const most = Math.max(
    ...fair,
    ...series.flatMap(({ measured, theory, curve }) => [
      ...[...measured, ...theory].map(({ high }) => high),
      ...curve.map(({ y }) => y),
    ]),
  );
  const parts = {
    series,
    x:
      sweep === null
        ? { labels: pipelines.map(({ preprocess }) => shownPipeline(preprocess)) }
        : { name: sweep, domain: domainOf(pipelines.map(({ value }) => value ?? 0)) },
    y: { name: LABELS[shown], domain: [0, most > 40 ? 100 : 1.15 * most] as const },
    references: fair,
  };
  return seriesChart(parts, canvas, width);
}
