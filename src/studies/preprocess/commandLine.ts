import { optionsOf } from '../../measure/plan/options.ts';
import { commandLine, experimentOptions } from '../../present/html/commandLine.ts';
import { networksOption } from '../../setup/options.ts';
import type { PreprocessingComparison } from './schema.ts';
import { theoryOption } from './study.ts';
import { sweepOf } from './sweep.ts';

/** The command line that repeats a comparison of pipelines, on any machine. */
export function preprocessingCommandLine(comparison: PreprocessingComparison): string {
  const { pipelines, networks, data, experiment, results, sweep } = comparison;
  const theoryOnly = results.some(({ measurement }) => measurement) ? undefined : true;
  const notations = pipelines.map(({ preprocess }) => preprocess);
  const swept = sweep === null ? undefined : sweepOf(notations);
  const steps = swept ? [swept.at(`{${swept.values.join(', ')}}`)] : notations;
  const given = { network: networks, data, ...optionsOf(experiment), theoryOnly };
  return commandLine('preprocess', given, { ...experimentOptions, ...networksOption, ...theoryOption }, steps);
}
