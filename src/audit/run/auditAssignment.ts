import type { WeightLaw } from '../../graph/graph.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import type { Fitting } from '../../neutralise/trial.ts';
import type { Experiment } from '../../results/schema.ts';
import type { AnyTensor } from '../runtime.ts';

/** All that a process needs to draw a user's model again and again. Plain data: it travels between processes. */
export interface AuditAssignment {
  /** An ONNX file whose parameters are inputs, and whose outputs are the scores and the traced values. */
  readonly model: Uint8Array;
  readonly weights: readonly DrawnWeight[];
  /** Fed beside the weights, by name: all points, or what all points share. */
  readonly inputs: readonly AuditInput[];
  readonly points: number;
  /** Whether several points go through together; else one after the other. */
  readonly batch: 'free' | 'single';
  /** How many points go through at a time: all where they couple, as by batch statistics; 1 one after the other. */
  readonly together: number;
  readonly scores: AuditScores;
  readonly features?: AuditFeatures;
  /** Values looked at after every layer, in the order of the model. */
  readonly trace: readonly { readonly value: string; readonly layer: string }[];
  readonly truth?: TrueClasses;
  /** Biases of the outputs that are fitted to each initialisation; left out where none are. */
  readonly refit?: Fitting;
  readonly seed: number;
  readonly ties?: Experiment['ties'];
}

/** An input of the model that is drawn, or filled, for every initialisation. */
export interface DrawnWeight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly number: number;
  readonly law: ParameterLaw;
  /** Each point has one of its own, such as the mask of dropout: the dims are those of one point, behind that of the points. */
  readonly perPoint?: boolean;
}

/** How the entries of a parameter are drawn. */
export type ParameterLaw =
  | WeightLaw
  /** All entries the same. */
  | { readonly law: 'constant'; readonly value: number }
  /** As they are in the file. */
  | { readonly law: 'stored'; readonly values: Float32Array }
  /** Those of another parameter, transposed or not. */
  | { readonly law: 'tied'; readonly to: string; readonly transposed: boolean }
  /** Blocks of rows, in order, by laws of their own, such as the gates of an LSTM. */
  | {
      readonly law: 'blocks';
      readonly rows: readonly {
        readonly count: number;
        readonly law: WeightLaw | { readonly law: 'constant'; readonly value: number };
      }[];
    };

export interface AuditInput {
  readonly name: string;
  /** With all points along `batchAxis`. */
  readonly tensor: AnyTensor;
  readonly batchAxis?: number;
}

/** What the last linear layer before the scores reads: it tells how alike the network makes the points. */
export interface AuditFeatures {
  /** Name of an output, or of an input that takes the data. */
  readonly value: string;
  /** Variance of a bias over that of a weight: the square of one more coordinate that all points share. */
  readonly bias: number;
}

/** Where the scores of a point lie in the output. */
export interface AuditScores {
  readonly name: string;
  /** K; a single unit tells two classes apart by its sign. */
  readonly classes: number;
  readonly units: number;
  /** Axis of the classes in the output, that of the points included; any where a single unit has none. */
  readonly axis: number;
  /** Guesses a point: 1, or one for each anchor, token, step or pixel. */
  readonly places: number;
  /** Whether they are logits, so that a loss can be taken of them. */
  readonly logits: boolean;
}
