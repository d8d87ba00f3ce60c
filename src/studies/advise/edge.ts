import { EDGE_TOLERANCE } from '../../depth/limit.ts';
import { slopeOf, stackOf } from '../../depth/stack.ts';
import type { Trial } from './trial.ts';

/** χ₁ of the hidden layers of a network; or why it is not known. */
export function chi1Of({ setup }: Trial): number | { readonly reason: string } {
  if ('reason' in setup) return setup;
  const stack = stackOf(setup.layers, setup.output);
  if ('reason' in stack) return stack;
  return slopeOf(stack, setup.init) ?? { reason: 'theory does not follow slopes through its layers' };
}

/** |ln χ₁|: how fast squared gradients grow or fade from layer to layer; 0 at the edge of chaos. */
export function distanceFromEdge(chi1: number): number {
  return Math.abs(chi1 - 1) <= EDGE_TOLERANCE ? 0 : Math.abs(Math.log(chi1));
}

/** ξ = 1/|ln χ₁|: over this many layers squared gradients change by a factor of e. */
export function depthScale(chi1: number): number {
  return 1 / distanceFromEdge(chi1);
}
