import type { WeightLaw } from '../../graph/graph.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
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
  /** Whether all points go through together; else one after the other. */
  readonly batch: 'free' | 'single';
  readonly scores: AuditScores;
  /** Values looked at after every layer, in the order of the model. */
  readonly trace: readonly { readonly value: string; readonly layer: string }[];
  readonly truth?: TrueClasses;
  readonly seed: number;
  readonly ties?: Experiment['ties'];
}

/** An input of the model that is drawn, or filled, for every initialisation. */
export interface DrawnWeight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly number: number;
  readonly law: ParameterLaw;
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

/** Where the scores of a point lie in the output. */
export interface AuditScores {
  readonly name: string;
  /** K; a single unit tells two classes apart by its sign. */
  readonly classes: number;
  readonly units: number;
  /** Axis of the classes in the output, that of the points included. */
  readonly axis: number;
  /** Guesses a point: 1, or one for each anchor, token or step. */
  readonly places: number;
  /** Whether they are logits, so that a loss can be taken of them. */
  readonly logits: boolean;
}
