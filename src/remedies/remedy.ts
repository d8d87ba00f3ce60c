import type { NamedLaw } from '../audit/laws/lawsOf.ts';
import type { AuditPlan } from '../audit/plan/auditPlan.ts';
import type { AuditScores } from '../audit/run/auditAssignment.ts';
import type { Preprocess } from '../data/preprocess.ts';
import type { Model } from '../engine/onnx/read/model.ts';
import type { Initialisation } from '../network/init.ts';
import type { Network } from '../network/network.ts';
import type { BiasFit } from '../neutralise/fitBiases.ts';
import type { Setup } from '../setup/setup.ts';

/**
 * Something that can be changed before training, and that may take bias away. One file each in `list/`, for networks in the
 * notation and for users' models alike: a remedy changes them and says how it is done in other frameworks. Whether it helps
 * is for theory and measurement to say.
 */
export interface Remedy {
  /** "centre-input". */
  readonly name: string;
  /** In two or three words, for tables: "batchNorm after". @param variant of the change */
  title(variant: string | undefined): string;
  /** In a few words: "the mean point is subtracted from the data". */
  readonly summary: string;
  readonly effort: Effort;
  /** What it is tried for; left out: whatever is wanted. */
  readonly goals?: readonly Goal[];
  /** The name of another remedy, with which it is tried whatever it does alone. */
  readonly beside?: string;
  /** Experiments of `reproduce` that show what it does. */
  readonly experiments: readonly string[];
  /** @returns every way to apply it, or why it does not apply */
  inNotation(subject: NotationSubject): readonly NotationChange[] | string;
  inModel(subject: ModelSubject): readonly ModelChange[] | string | Promise<readonly ModelChange[] | string>;
  /** The lines to write. @param variant of the change */
  paste(variant: string | undefined): Paste;
}

/**
 * What is changed, from little to much: random numbers before training, the data that go in, one function for another, and the
 * architecture with its parameters. Of remedies that remove as much, the one that changes less comes first.
 */
export const efforts = ['initialisation', 'data', 'activation', 'architecture'] as const;
export type Effort = (typeof efforts)[number];

/** What remedies are ranked by: agreement, the depth scale of gradients, or the loss at step 0. */
export const goals = ['neutral', 'edge-of-chaos', 'loss'] as const;
export type Goal = (typeof goals)[number];

/** Lines to paste, by framework. */
export interface Paste {
  readonly pytorch: string;
  readonly keras: string;
  readonly flax: string;
}

/** A network in the notation, fitted to its data. */
export interface NotationSubject extends Setup {
  /** Shares of the classes that were given. */
  readonly priors?: ArrayLike<number>;
}

/** What of it is other than before. */
export interface NotationChange extends Change {
  readonly network?: Network;
  readonly init?: Initialisation;
}

interface Change {
  /** Of several ways to apply a remedy: "batchNorm". */
  readonly variant?: string;
  /** "before each of 3 activations". */
  readonly where: string;
  /** The whole pipeline, in the notation. */
  readonly preprocess?: string;
  /** Biases of the outputs, fitted to each initialisation on half of the points: what is left is counted on the others. */
  readonly outputs?: BiasFit;
}

/** A user's model with its laws and data. */
export interface ModelSubject {
  readonly plan: AuditPlan;
  readonly laws: ReadonlyMap<string, NamedLaw>;
  readonly init: string;
  readonly preprocess: Preprocess;
  /** Whether the points are token ids. */
  readonly isTokens: boolean;
  readonly scores: AuditScores;
  /** Those of the classes: as given, or of the labels; undefined without either. */
  readonly shares?: ArrayLike<number>;
  /** The same in the notation, if it has words for it; or why not. */
  readonly setup: NotationSubject | { readonly reason: string };
  /** Dims of the values by name, that of the points first where they have one. */
  readonly dims: ReadonlyMap<string, readonly number[]>;
}

/** What of it is other than before. */
export interface ModelChange extends Change {
  readonly edit?: ModelEdit;
  readonly laws?: ReadonlyMap<string, NamedLaw>;
  /** What these laws are called, where they have a name. */
  readonly init?: string;
}

/** A rewriting of a model whose parameters are inputs. Values keep their names where their meaning stays. */
export type ModelEdit = (model: Model) => Model;
