import type { Dataset } from '../../data/dataset.ts';
import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import type { Fans } from '../../network/schemes/scheme.ts';

/**
 * What of a user's model is drawn anew, and what is left as it is. Of the model as it was read: whatever is rewritten
 * later, a parameter keeps its number, and with it its random numbers.
 */
export interface AuditPlan {
  readonly model: Model;
  /** Inputs that are no weights, the one that takes the data first. */
  readonly inputs: readonly PlannedInput[];
  readonly parameters: readonly Parameter[];
  readonly kept: readonly Kept[];
  readonly head: PlannedHead;
  /** What the person must know of it, such as ties that were found and batch norms that were folded away. */
  readonly notes: readonly string[];
}

/** What a stored tensor is to the network. */
const roles = [
  'weight',
  'bias',
  'normScale',
  'normShift',
  'runningMean',
  'runningVariance',
  'embedding',
  'position',
  'token',
  'recurrentInput',
  'recurrentWeight',
  'recurrentBias',
  'slope',
  'scale',
  'shift',
] as const;
export type Role = (typeof roles)[number];

/** The layer around a parameter, by which frameworks choose a law. */
export type LayerKind =
  | 'dense'
  | 'conv'
  | 'convTranspose'
  /** Queries, keys and values, packed or one of them. */
  | 'attention'
  | 'attentionOutput'
  | 'embedding'
  | 'lstm'
  | 'gru'
  | 'rnn'
  | 'norm'
  | 'other';

/** Where a parameter is consumed: there it takes the place of what the file feeds in, whatever came between. */
export interface Use {
  readonly node: ModelNode;
  /** Place among the node's inputs. */
  readonly slot: number;
}

/** A tensor that is drawn anew. */
export interface Parameter {
  /** As its author knows it, "layer1.0.conv1.weight": no two parameters share one. */
  readonly name: string;
  /** Of the layer, "layer1.0.conv1": parameters of one layer share it. */
  readonly layer: string;
  /** Part of the key of its random numbers: its place in the plan. */
  readonly number: number;
  readonly role: Role;
  readonly kind: LayerKind;
  /** As its uses consume it. */
  readonly dims: readonly number[];
  /** Of weights, and of biases those of their weights. Of a bias `units` is its length. */
  readonly fans?: ParameterFans;
  readonly uses: readonly Use[];
  /** The stored values, as its uses consume them. */
  values(): Promise<Float32Array> | Float32Array;
  readonly stored: { readonly mean: number; readonly sd: number };
  /** The parameter whose numbers it shares; then nothing is drawn for this one. */
  readonly tiedTo?: { readonly name: string; readonly transposed: boolean };
}

export interface ParameterFans extends Fans {
  /** Of convolutions: groups. */
  readonly groups?: number;
  /** Of recurrent layers: units of the state, and gates, whose rows lie one after the other. */
  readonly hidden?: number;
  readonly gates?: number;
  /** Fan-in as PyTorch counts it, where that is another: of transposed convolutions. */
  readonly torchFanIn?: number;
}

/** A stored tensor that is no parameter. */
export interface Kept {
  readonly name: string;
  readonly dims: readonly number[];
  /** "a fixed filter: all its kernels are equal and sum to 1". */
  readonly why: string;
  /** Operators that take it. */
  readonly ops: readonly string[];
}

/** What a person gives for an input: a number that fills it, or rows that go with those of the data. */
export type GivenInput = number | Dataset;

export interface PlannedInput {
  readonly name: string;
  /** "float32", "int64" …, as in the file. */
  readonly type: string;
  /** Axis by axis a length, the name of a length, or null for any length. */
  readonly dims: readonly (number | string | null)[];
  /** What it takes: the data, or what is the same for every point. */
  readonly takes: 'data' | 'state' | 'mask' | 'positions' | 'types' | 'given' | 'other';
  /** What was given for it: one number for all entries, or a row for each point. */
  readonly given?: GivenInput;
  /** The axis of the points; undefined for a single number that all points share. */
  readonly batchAxis?: number;
  /** Of token ids: how many ids the embedding behind it knows. */
  readonly vocabulary?: number;
}

/** What is looked at. */
export interface PlannedHead {
  /** Name of the graph's output. */
  readonly output: string;
  /** Name of the value with the scores, before softmax and the like. */
  readonly scores: string;
  /** Operators between, from the scores on: ["Softmax"]. */
  readonly through: readonly string[];
}

export interface PlanOptions {
  /** Patterns with * of names: of what is left as stored, and of what is drawn although it would be left. */
  readonly keep?: readonly string[];
  readonly redraw?: readonly string[];
  /** Patterns: parameters of the same dims that match one share their numbers. */
  readonly tie?: readonly string[];
  /** The graph's output that is looked at; default the first. */
  readonly output?: string;
  /** What inputs take beside the data, by name. */
  readonly given?: ReadonlyMap<string, GivenInput>;
}
