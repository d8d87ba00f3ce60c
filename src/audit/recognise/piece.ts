import type { Shape } from '../../graph/graph.ts';
import type { Layer } from '../../network/layer.ts';
import type { Order } from './order.ts';
import type { Source } from './source.ts';

/** A step from values to a value, in the layout of our own graphs. Together they are the network, as a graph without cycles. */
export interface Piece {
  /** The value of the file that it makes. */
  readonly value: string;
  readonly does: Does;
  readonly from: readonly Piece[];
  /** Of a point, as our layers shape it. */
  readonly shape: Shape;
  /** Of layers: where the values of their weights are, in the order in which our layer takes them. */
  readonly sources: readonly Source[];
}

type Does =
  | { readonly kind: 'input' }
  | { readonly kind: 'layer'; readonly layer: Layer }
  /** Branches that are added, or set beside one another. */
  | { readonly kind: 'sum' }
  | { readonly kind: 'concat' }
  /** A value times a branch of it. */
  | { readonly kind: 'product' }
  /** The mean of the features of a point, or of a token; of them or of their squares. */
  | { readonly kind: 'mean' | 'meanSquare' }
  /** The features less their mean. */
  | { readonly kind: 'centred' }
  | { readonly kind: 'attention'; readonly stage: AttentionStage }
  /** What the notation has no word for; not certain where something before it has none and this may follow from that. */
  | { readonly kind: 'nameless'; readonly why: string; readonly isCertain: boolean };

/** Attention on its way from the scores to the values that are averaged. */
interface AttentionStage {
  readonly at: 'scores' | 'weights' | 'values';
  readonly heads: number;
  /** Features of a head. */
  readonly width: number;
  /** The factor of the scores. */
  readonly scale: number;
  /** Weight and bias of queries, keys and, when they have been met, values. */
  readonly projections: readonly Source[];
}

/**
 * What a value of the file is: an elementwise function of what a piece makes, in an order of its own. Functions wait for a
 * name until something else takes them, since many activations are written as several operators.
 */
export interface Reading {
  readonly piece: Piece;
  /** A formula of x in our notation. */
  readonly formula: string;
  readonly order: Order;
  /** The last operator of the formula alone, and what it takes. */
  readonly last?: { readonly formula: string; readonly of: Reading };
}

/** What a piece makes, as it is. */
export function reading(piece: Piece, order?: Order): Reading {
  return { piece, formula: 'x', order };
}

/** An operator, or the way it is used, that the notation has no word for. */
export class Nameless extends Error {}

/** The layer of a piece, if it is one. */
export function layerOf({ does }: Piece): Layer | undefined {
  return does.kind === 'layer' ? does.layer : undefined;
}
