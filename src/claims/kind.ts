import type { Data } from '../data/dataset.ts';
import type { Host } from '../measure/measure.ts';
import type { MeasureOptions } from '../measure/plan/plan.ts';
import type { ClaimOf } from '../studies/reproduce/schema.ts';
import type { ClaimHeader } from './claimHeader.ts';
import type { FileOf, KindName } from './experimentSchema.ts';
import type { Effort } from './header.ts';
import type { ComparedCheck } from './verdict.ts';

/** An experiment and where it comes from. */
export interface NamedExperiment<Name extends KindName = KindName> {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly file: FileOf<Name>;
}

export interface ReproduceOptions extends Pick<MeasureOptions, 'workers' | 'signal' | 'onProgress'> {
  readonly effort: Effort;
  /** Called before each step of the claim, which is of so many; `what` names a step: "measurement". */
  readonly onStep?: (step: { readonly what: string; readonly done: number; readonly total: number }) => void;
}

/** What came of an experiment, before its verdict. */
export interface Findings<Name extends KindName> {
  readonly checks: readonly ComparedCheck[];
  /** What to know of how the claim was tried, a sentence each. */
  readonly notes?: readonly string[];
  /** What the result of this kind holds beside what is said of every claim. */
  readonly found: Own<ClaimOf<Name>>;
}

/** For each kind by itself: the keys of a union are only those that all have. */
type Own<Claim> = Claim extends ClaimHeader ? Omit<Claim, keyof ClaimHeader> : never;

/** A kind of experiment: how it is run. */
export interface Kind<Name extends KindName> {
  /**
   * @param load reads data from their notation
   * @returns undefined when interrupted: part of a claim has no verdict
   * @throws UserError for data that cannot be read, and networks that do not fit them
   */
  run(
    experiment: NamedExperiment<Name>,
    host: Host,
    load: (text: string) => Promise<Data>,
    options: ReproduceOptions,
  ): Promise<Findings<Name> | undefined>;
}
