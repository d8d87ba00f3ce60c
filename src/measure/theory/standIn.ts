import { andThen, type KernelResult, type KernelState } from '../../kernel/state.ts';
import type { Initialisation } from '../../network/init.ts';
import type { PlacedLayer, StandIn } from '../../network/layer.ts';
import { kernelInside } from '../../network/layers/blocks/inside.ts';
import { NO_STAND_IN } from '../../network/standIn.ts';

/** The stand-in of a layer, or the reason why there is none. */
export function standInOf(placed: PlacedLayer, init: Initialisation): StandIn | string {
  const { definition, args } = placed.layer;
  return definition.standIn?.(args, placed, init) ?? NO_STAND_IN;
}

/**
 * The placed layer with the kernel of its stand-in, scaled to the second moment that the layer itself would have left,
 * so that later layers work at the same place of their curves:
 *
 *   (cov, spread) → q′/q · (cov, spread),  q = cov + spread before and q′ after the layer
 */
export function neutralised(placed: PlacedLayer, { layers }: StandIn): PlacedLayer {
  const { layer } = placed;
  const { definition } = layer;
  const kernel: typeof definition.kernel = (state, args, setting) => {
    const unobserved = { ...setting, observe: undefined };
    return andThen(definition.kernel(state, args, unobserved), (after) =>
      andThen(layers.length > 0 ? kernelInside(layers, state, unobserved) : state, (instead) =>
        rescaled(instead, after),
      ),
    );
  };
  return { ...placed, layer: { ...layer, definition: { ...definition, kernel } } };
}

function rescaled<State extends KernelState<State>>(state: State, like: State): KernelResult<State> {
  const ratio = secondMoment(like) / secondMoment(state);
  return Number.isFinite(ratio) && ratio > 0 ? state.scale(Math.sqrt(ratio)) : state;
}

function secondMoment<State extends KernelState<State>>(state: State): number {
  const { cov, spread } = state.summary();
  return cov + spread;
}
