import { Running } from '../../measure/tally/estimate.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Observation } from './observation.ts';

/** A mean over initialisations with its error, at each observed step. */
export interface Curve {
  readonly mean: number[];
  readonly standardError: number[];
}

/** A quantity of single observations over all initialisations. @param first the observation before training */
export function curveOf(
  runs: readonly (readonly Observation[])[],
  quantity: (seen: Observation, first: Observation) => number,
): Curve {
  const values = runs[0].map((_, at) => averageOf(runs.map((run) => quantity(run[at], run[0]))));
  return { mean: values.map(({ mean }) => mean), standardError: values.map(({ standardError }) => standardError) };
}

/** Mean and standard error. Where a number is infinite, as the loss of scores that overflowed, so are both. */
export function averageOf(values: readonly number[]): MeasuredValue {
  if (!values.every(Number.isFinite))
    return { mean: Number.POSITIVE_INFINITY, standardError: Number.POSITIVE_INFINITY };
  const running = new Running();
  for (const value of values) running.add(value);
  return running.value();
}

/** The share of its points that the class gets which was guessed most before training. */
export function favouriteRecall(seen: Observation, first: Observation): number {
  return seen.recall[favouriteOf(first)];
}

/** The same of the other classes, as their mean. Classes without points have none. */
export function othersRecall(seen: Observation, first: Observation): number {
  const favourite = favouriteOf(first);
  const others = seen.recall.filter((share, kind) => kind !== favourite && !Number.isNaN(share));
  return others.reduce((sum, share) => sum + share, 0) / others.length;
}

function favouriteOf({ guesses }: Observation): number {
  return guesses.indexOf(Math.max(...guesses));
}
