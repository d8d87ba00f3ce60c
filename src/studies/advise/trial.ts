import type { Draw } from '../../measure/plan/assignment.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { agreementsOf, maxFractionsOf } from '../../measure/tally/fractions.ts';
import type { Remedy } from '../../remedies/remedy.ts';
import type { Experiment } from '../../results/schema.ts';
import type { Setup } from '../../setup/setup.ts';

/** What advice is about: a network of the notation, or a user's model. Its states are it as it is, and with remedies. */
export interface Subject<State> {
  readonly name: string;
  /** Of it as it is; its initialisations are the most that are drawn of each state. */
  readonly experiment: Experiment;
  readonly classes: number;
  readonly points: number;
  readonly state: State;
  /** What a remedy makes of a state, in every way; or why it does not apply. */
  apply(remedy: Remedy, state: State): Promise<readonly Applied<State>[] | string>;
  /** @throws UserError where what was changed does not fit together */
  trial(state: State): Promise<Trial>;
}

/** One way to apply a remedy. */
interface Applied<State> {
  readonly variant?: string;
  readonly where: string;
  readonly state: State;
}

/** A state that is ready to be drawn, and for theory to follow. */
export interface Trial {
  /** In the notation, where it has words for it. */
  readonly network: string | null;
  readonly preprocess: string;
  readonly init: string;
  /** That measures it; null where there is none. */
  readonly command: string | null;
  /** What theory is asked about; or why it cannot be. */
  readonly setup: Setup | { readonly reason: string };
  /** Points that what was fitted to the others was counted on; absent where nothing was fitted. */
  readonly heldOut?: number;
  /** Core-seconds that an initialisation takes, about. */
  readonly secondsOfDraw: number;
  /** Draws the first initialisations. An abort ends it with those that are done. */
  draw(draws: number, watch: Pick<MeasureOptions, 'signal' | 'onProgress'>): Promise<Drawn>;
}

/** What is kept of an initialisation: means over its readouts. */
export interface Seen {
  readonly agreement: number;
  readonly maxFraction: number;
  /** Undefined where outputs are no logits, or overflowed. */
  readonly loss?: number;
  /** What it is compared with, where that is not the network as it is on all points: the same without, on points held out. */
  readonly before?: Seen;
}

/** By number of the initialisation. */
export type Drawn = ReadonlyMap<number, Seen>;

/** @param guesses of each network: points, times the places of each */
export function seenIn({ counts, agreement, logits }: Draw, classes: number, guesses: number): Seen {
  return {
    agreement: agreement ?? meanOf(agreementsOf(counts, classes, guesses)),
    maxFraction: meanOf(maxFractionsOf(counts, classes, guesses)),
    ...(logits && { loss: logits.loss }),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
