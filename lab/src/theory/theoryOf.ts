import { prepare } from '../../../src/setup/setup.ts';
import { predictOn } from '../../../src/theory/predict.ts';
import type { Experiment } from '../state/experiment.ts';
import type { Theory } from './messages.ts';

/**
 * Theory of an experiment: the numbers of `firstguess predict`.
 * @throws UserError for any fault in it
 */
export function theoryOf({ network, data, ...options }: Experiment): Theory {
  const started = performance.now();
  const { prediction, fractionLaw } = predictOn(prepare(network, data, options));
  const histograms = fractionLaw?.histograms() ?? null;
  return { prediction, histograms, milliseconds: performance.now() - started };
}
