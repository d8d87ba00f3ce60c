import type { Assignment } from '../../../src/measure/plan/assignment.ts';
import type { LookedAt } from '../../../src/studies/nodes/nodeLayers.ts';

/** A network to be drawn and looked at point by point. */
export interface Wanted {
  readonly assignment: Assignment;
  readonly outputs: LookedAt;
  readonly initialisation: number;
}

/** Its outputs, points × units; or why there are none. */
export type Drawn = { readonly initialisation: number; readonly outputs: Float32Array } | { readonly failure: string };
