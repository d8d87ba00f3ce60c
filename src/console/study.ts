import type { FileOptions } from '../present/fileOptions.ts';
import type { Option, OptionsOf, OptionTable } from '../setup/option.ts';
import type { Io } from './io.ts';

/**
 * A question that firstguess answers, as the command line knows it: the light half of a study. Commands, help, completion
 * and the names of result files come from these records; what computes the answer is imported when it is asked for.
 */
export interface Study {
  /** The command. */
  readonly name: string;
  /** What it shows, in a few words. */
  readonly summary: string;
  readonly description: string;
  /** Each with a line that says what it does. */
  readonly examples: readonly (readonly [does: string, call: string])[];
  /** Texts given by position. */
  readonly takes?: { readonly name: string; readonly meaning?: string };
  /** Options by the heading they stand under in help. */
  readonly options: OptionGroups;
  /** What it leaves in a folder; undefined where it only prints. */
  readonly leaves?: Leaves;
  answer(): Promise<Answer>;
}

/** Results in a folder. */
export interface Leaves {
  /** With an article: "a comparison". */
  readonly what: string;
  /** For help. */
  readonly meaning: string;
  /** The JSON file that marks it, written last; then pages, and the beginnings of the names of figures. */
  readonly files: readonly [marker: string, ...others: string[]];
  /** Names of the tables that --tables adds, in one format or several. */
  readonly tables?: readonly string[];
  /** The folder without --out; undefined: nothing is written without it. */
  readonly folder?: string;
}

type OptionGroups = Readonly<Record<string, OptionTable>>;

/** What was given on the command line. */
export interface Given<Flags = AnyFlags> {
  readonly words: readonly string[];
  readonly flags: Flags;
}

/** Options that every study has. */
export interface OutputFlags extends FileOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** Values of options that are not known one by one. */
export type AnyFlags = OutputFlags & Readonly<Record<string, unknown>>;

/** Values of the options of a study. */
export type FlagsOf<Groups extends OptionGroups> = OptionsOf<Joined<Groups[keyof Groups]>> & OutputFlags;

/** A & B for A | B. */
type Joined<Tables> = (Tables extends unknown ? (table: Tables) => void : never) extends (all: infer All) => void
  ? All extends Readonly<Record<string, Option<unknown>>>
    ? All
    : never
  : never;

/** Answers and shows the answer. @returns the exit code */
export type Answer = (given: Given, io: Io) => Promise<number>;
