import type { Observation } from './observation.ts';

/** A favourite class has lost its place once no class has more than this many times its fair share 1/K of the guesses. */
const FAIR_SHARES = 2;

/** How long the bias of one initialisation lasts. */
export interface Persistence {
  /** The first observed step at which the largest guess fraction is at most 2/K; the last step where there is none. */
  readonly steps: number;
  /** Whether the bias was still there at the end, so that `steps` is a lower bound. */
  readonly outlasts: boolean;
}

/**
 * The first observed step at which no class has more than twice its fair share of the guesses: max_c G_c ≤ 2/K. An
 * initialisation without bias has 0. What training does later, when guesses may lean to a class again, is not of the
 * initialisation and does not count.
 */
export function persistenceOf(observations: readonly Observation[]): Persistence {
  const found = observations.find(({ maxFraction, recall }) => maxFraction <= FAIR_SHARES / recall.length);
  return { steps: (found ?? observations.at(-1)!).step, outlasts: found === undefined };
}

/** log₂(1 + T), which averages times of several orders. */
export function logPersistence({ steps }: Persistence): number {
  return Math.log2(1 + steps);
}
