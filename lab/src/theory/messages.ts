import type { Prediction } from '../../../src/results/schema.ts';
import type { Experiment } from '../state/experiment.ts';

/** What the page asks of the thread that does theory. */
export interface Question {
  readonly id: number;
  readonly experiment: Experiment;
}

/** What theory says of an experiment. */
export interface Theory {
  readonly prediction: Prediction;
  /** Theory's shares in the bins of a histogram, of all classes and of the favourite; null where theory has no answer. */
  readonly histograms: { readonly fractions: number[]; readonly maxFraction: number[] } | null;
  /** Of how many of the data's points this is a first look, until all are done. */
  readonly firstLook?: number;
  readonly milliseconds: number;
}

/** A mistake of the user, in the words of the library. */
export interface Mistake {
  readonly message: string;
  readonly where: readonly string[];
  readonly remedy?: string;
}

export type Answer = { readonly id: number } & ({ readonly theory: Theory } | { readonly mistake: Mistake });
