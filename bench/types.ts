import type { contestants } from './contestants.ts';

type Contestants = typeof contestants;
type OptionsOf<Name extends keyof Contestants> = Parameters<Awaited<ReturnType<Contestants[Name]>>['default']>[0];

/** Our side of a case: a file of bench/ours and its options. */
export type Side = { [Name in keyof Contestants]: readonly [Name, OptionsOf<Name>] }[keyof Contestants];

/** Numbers that our side returns by name: `seconds`, and others that the case compares. */
export type Outcome = Readonly<Record<string, number>>;

/** What ours runs against: a program of others, or our own side in another way. */
type Peer =
  | { readonly name: string; readonly seconds: () => Promise<number> }
  | { readonly name: string; readonly ours: Side };

interface Case {
  readonly title: string;
  readonly ours: Side;
  /** Why the bar is missed, for the page. */
  readonly why?: string;
}

/** Ours must be faster than a peer by the factor `bar`; without a bar the ratio is only shown. */
export interface Race extends Case {
  readonly peer: Peer;
  readonly bar?: number;
}

/** Ours may take this many seconds. */
export interface TimeLimit extends Case {
  readonly most: number;
}

/** A number of the outcome must lie within bounds. */
export interface Bounded extends Case {
  readonly quantity: 'ratio' | 'gigabytes' | 'gigaflops' | 'milliseconds';
  readonly least?: number;
  readonly most?: number;
}

export type Contest = Race | TimeLimit | Bounded;

/** Cases that answer one question: a section of the page. */
export interface Family {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly contests: readonly Contest[];
}

/** A comparison whose peer could not run. */
export interface SkippedResult {
  readonly title: string;
  readonly peer: string;
  /** Why. */
  readonly skipped: string;
}

/** Seconds of both sides and how many times as long the peer takes, all as medians over the rounds. */
export interface RaceResult {
  readonly title: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerSeconds: number;
  readonly ratio: number;
  readonly bar?: number;
  readonly pass?: boolean;
}

export interface TimeResult {
  readonly title: string;
  /** Seconds. */
  readonly ours: number;
  readonly most: number;
  readonly pass: boolean;
}

export interface BoundedResult {
  readonly title: string;
  readonly quantity: Bounded['quantity'];
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  readonly pass: boolean;
}

export type ContestResult = SkippedResult | RaceResult | TimeResult | BoundedResult;
export type Result = ContestResult & { readonly family: string };

/** A function and its share of the time of a thread. */
export interface HotFunction {
  readonly name: string;
  readonly share: number;
}

export interface HotPath {
  readonly title: string;
  readonly functions: readonly HotFunction[];
}

/** bench/results/latest.json: results, and the machine and versions they were measured with. */
export interface BenchRecord {
  readonly date: string;
  readonly commit: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly versions: string;
  readonly rounds: number;
  readonly results: readonly Result[];
  readonly profiles: readonly HotPath[];
}
