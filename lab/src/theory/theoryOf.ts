import { prepare, type Setup } from '../../../src/setup/setup.ts';
import { predictOn } from '../../../src/theory/predict.ts';
import type { Experiment } from '../state/experiment.ts';
import type { Theory } from './messages.ts';

/** Theory follows all pairs of given points: that of so few is there at once. */
const FIRST_LOOK = 120;
/** Fewer points than this need no first look. */
const MANY = 300;

/**
 * Theory of an experiment: the numbers of `firstguess predict`. Of many given points a first look at some comes before.
 * @throws UserError for any fault in it
 */
export function* theoryOf({ network, data, ...options }: Experiment): Generator<Theory> {
  const setup = prepare(network, data, options);
  if (setup.data.kind === 'dataset' && setup.data.points > MANY) {
    yield { ...theoryOn(prepare(network, data, { ...options, points: FIRST_LOOK })), firstLook: FIRST_LOOK };
  }
  yield theoryOn(setup);
}

function theoryOn(setup: Setup): Theory {
  const started = performance.now();
  const { prediction, fractionLaw } = predictOn(setup);
  const histograms = fractionLaw?.histograms() ?? null;
  return { prediction, histograms, milliseconds: performance.now() - started };
}
