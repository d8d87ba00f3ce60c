import type { z } from 'zod';
import type { Data } from '../data/dataset.ts';
import type { Host } from '../measure/measure.ts';
import type { MeasureOptions } from '../measure/plan/plan.ts';
import type { Html } from '../present/html/page.ts';
import type { ClaimFigure } from './claimFigure.ts';
import type { ClaimHeader } from './claimHeader.ts';
import type { ExperimentSource } from './experimentSource.ts';
import type { Effort, FileHeader } from './header.ts';
import type { ComparedCheck } from './verdict.ts';

/** What a file of a kind says, and a claim of it. */
type AnyFile = FileHeader & { readonly kind: string };
type AnyClaim = ClaimHeader & { readonly kind: string };

/**
 * A kind of experiment: the shape of its files, what else it asks of them, and how it is run. Header, checks and verdict are
 * those of every kind.
 */
export interface Kind<File extends AnyFile, Claim extends AnyClaim> {
  readonly name: File['kind'] & Claim['kind'];
  readonly file: z.ZodType<File>;
  /**
   * Checks the notation in a file, and the names that its checks refer to. Data are not loaded.
   * @throws UserError with the place of the first fault
   */
  check(file: File, source: ExperimentSource): void;
  /**
   * @param load reads data from their notation
   * @returns undefined when interrupted: part of a claim has no verdict
   * @throws UserError for data that cannot be read, and networks that do not fit them
   */
  run(
    experiment: NamedExperiment<File>,
    host: Host,
    load: (text: string) => Promise<Data>,
    options: ReproduceOptions,
  ): Promise<Findings<Claim> | undefined>;
}

/** How claims of a kind are shown. */
export interface Shown<Claim extends AnyClaim> {
  figures(claim: Claim): ClaimFigure[];
  details(claim: Claim): ClaimDetails;
}

/** An experiment and where it comes from. */
export interface NamedExperiment<File = AnyFile> {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly file: File;
}

export interface ReproduceOptions extends Pick<MeasureOptions, 'workers' | 'signal' | 'onProgress'> {
  readonly effort: Effort;
  /** Called before each step of the claim, which is `done` of `total`; `what` names a step: "measurement". */
  readonly onStep?: (step: { readonly what: string; readonly done: number; readonly total: number }) => void;
}

/** What came of an experiment, before its verdict. */
export interface Findings<Claim extends AnyClaim> {
  readonly checks: readonly ComparedCheck[];
  /** What to know of how the claim was tried, a sentence each. */
  readonly notes?: readonly string[];
  /** What the result of this kind holds beside what is said of every claim. */
  readonly found: Omit<Claim, keyof ClaimHeader>;
}

/** What the page of a claim says below its checks. */
export interface ClaimDetails {
  /** All numbers, under a heading of their own. */
  readonly numbers: Html;
  /** What the results say of themselves. */
  readonly notes: readonly string[];
  /** The command that repeats one of them alone; null where there is none. */
  readonly alone: string | null;
}
