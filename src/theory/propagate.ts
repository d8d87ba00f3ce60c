import { isUnknown, type KernelState, type Unknown } from '../kernel/state.ts';
import type { Initialisation } from '../network/init.ts';
import type { PlacedLayer } from '../network/network.ts';

/** A layer and the kernel after it, or the reason why theory stops at it or stopped before. */
export interface TracedLayer<State extends KernelState> {
  readonly placed: PlacedLayer;
  readonly after: State | Unknown;
}

/** Carries a kernel through layers in order. The states keep their kind: pairs stay pairs, datasets stay datasets. */
export function propagate<State extends KernelState>(
  layers: readonly PlacedLayer[],
  start: State,
  init: Initialisation,
): TracedLayer<State>[] {
  let state: State | Unknown = start;
  return layers.map((placed) => {
    if (!isUnknown(state)) state = step(placed, state, init);
    return { placed, after: state };
  });
}

function step<State extends KernelState>(
  { layer, input }: PlacedLayer,
  state: State,
  init: Initialisation,
): State | Unknown {
  // Every verb of a state returns a state of its own kind, so a layer's kernel, written in those verbs, does too.
  return layer.definition.kernel(state, layer.args, { input, init }) as State | Unknown;
}
