import type { Activation } from '../../activations/activation.ts';
import { isUnknown, type KernelState } from '../state.ts';

/** The state after activations one after the other, for tests in which theory does not stop. */
export function activate<State extends KernelState<State>>(state: State, ...phis: readonly Activation[]): State {
  return phis.reduce<State>((before, phi) => {
    const after = before.activate(phi);
    if (isUnknown(after)) throw new Error(after.reason);
    return after;
  }, state);
}
