import type { GraphNode } from '../../graph/graph.ts';
import type { Autodiff } from './autodiff.ts';

/** What an operator has beside its operands. */
export interface OperatorContext {
  readonly autodiff: Autodiff;
  readonly attributes: GraphNode['attributes'];
  /** Whole numbers among the operands, as Reshape takes them; they are not values. */
  readonly integers: readonly number[];
}
