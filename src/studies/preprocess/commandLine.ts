import { quote, sharedOptions, written } from '../../present/html/commandLine.ts';
import type { PreprocessingComparison } from './schema.ts';
import { sweepOf } from './sweep.ts';

/** The command line that repeats a comparison of pipelines, on any machine. */
export function preprocessingCommandLine({
  pipelines,
  networks,
  data,
  experiment,
  results,
  sweep,
}: PreprocessingComparison): string {
  const measured = results.some(({ measurement }) => measurement);
  const notations = pipelines.map(({ preprocess }) => preprocess);
  const swept = sweep === null ? undefined : sweepOf(notations);
  const steps = swept ? [swept.at(`{${swept.values.join(', ')}}`)] : notations;
  return written(['firstguess preprocess', ...steps.map(quote)].join(' '), [
    ...networks.map((network) => ['network', network] as const),
    ['data', data],
    ...sharedOptions(experiment),
    ['theory-only', measured ? null : ''],
  ]);
}
