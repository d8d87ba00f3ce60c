import type { Part } from '../../../src/network/layer.ts';
import type { PredictedLayer } from '../../../src/results/schema.ts';

/** What the cards of a stack share. */
export interface Stack {
  readonly parts: readonly Part[];
  /** What theory says at each place. */
  readonly layers: ReadonlyMap<string, readonly PredictedLayer[]>;
  /** The largest γ of the stack that is finite, for bars that can be compared. */
  readonly most: number;
  edit(parts: readonly Part[]): void;
}
