import type { Constant, ModelNode } from '../../../engine/onnx/read/model.ts';
import type { AttentionPart } from '../../graph/attention.ts';
import type { ConstantUse } from '../../graph/constantUses.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import type { LayerKind, ParameterFans, Role } from '../auditPlan.ts';

/** What is known of a model when its tensors are given their roles. */
export interface Surroundings {
  readonly graph: ModelGraph;
  /** Every constant that is used, as it is consumed. */
  readonly tensors: ReadonlyMap<string, Constant>;
  readonly attention: ReadonlyMap<ModelNode, AttentionPart>;
  /** Values that have met weights. */
  readonly learned: ReadonlySet<string>;
}

/** What a stored tensor is to the network at one of its uses. */
export interface Reading {
  readonly role: Role;
  readonly kind: LayerKind;
  readonly fans?: ParameterFans;
  /** The operator that its layer is known by: for a bias that of its weight. */
  readonly owner: ModelNode;
  /** Why it is kept all the same. */
  readonly kept?: string;
}

/** A reading, or why the tensor is nothing that could be drawn. */
export type Ruling = Reading | string;

/** How an operator reads the constant at one of its inputs. */
export type Rule = (use: ConstantUse, tensor: Constant, around: Surroundings) => Ruling;

/** Why a tensor is kept that meets the data before any weights do. */
export const PREPARATION = 'prepares the data, before any weights';
