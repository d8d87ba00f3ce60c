import { classEntropy, hasLoss, type TrueClasses } from '../../laws/trueClasses.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { agreementsOf, maxFractionsOf } from '../../measure/tally/fractions.ts';
import type { BiasFit } from '../../neutralise/fitBiases.ts';
import type { GuessNumbers } from '../../neutralise/guessNumbers.ts';
import { splitOf } from '../../neutralise/split.ts';
import type { Fitting } from '../../neutralise/trial.ts';
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
  /** The least loss of outputs that do not depend on the input: the entropy of the labels, or ln K without. */
  readonly leastLoss: number;
  /** Shares of the classes that were given. */
  readonly priors?: ArrayLike<number>;
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

/** Biases of the outputs are fitted on half of the points, and counted on the others. */
const HELD_OUT = 0.5;

export function fittingOf(fit: BiasFit, points: number, seed: number, priors?: ArrayLike<number>): Fitting {
  return { fit, split: splitOf(points, HELD_OUT, seed), priors };
}

/**
 * What is kept of an initialisation with fitted biases, on the points held out.
 * @param isAlone whether nothing else is changed: then these points are compared with themselves without the biases
 */
export function seenFitted(before: GuessNumbers, after: GuessNumbers, isAlone: boolean): Seen {
  return { ...seenOf(after), ...(isAlone && { before: seenOf(before) }) };
}

function seenOf({ agreement, maxFraction, loss }: GuessNumbers): Seen {
  return { agreement, maxFraction, ...(loss !== null && { loss }) };
}

/** Why theory says nothing of them. */
export const withoutTheory = { reason: 'theory does not follow biases that are fitted' };

/** @param truth labels that losses were taken of */
export function leastLossOf(truth: TrueClasses | undefined, classes: number): number {
  return hasLoss(truth, classes) ? classEntropy(truth.counts) : Math.log(classes);
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
