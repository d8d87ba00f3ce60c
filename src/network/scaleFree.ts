import type { Initialisation } from './init.ts';
import type { Network } from './network.ts';
import { formatLayer } from './notation/format.ts';

/**
 * What is left of a network that weights of another scale cannot change: its layers without σ_w². Where all layers are
 * homogeneous, φ(sx) = s^p φ(x) for s > 0 (dense without biases, relu, abs, square, sign …), scaling the weights of a layer
 * scales all outputs alike, and the largest stays the largest. Networks of the same form guess alike.
 *
 * @returns undefined where the scale of the weights matters
 */
export function scaleFreeForm(network: Network, init: Initialisation): string | undefined {
  const layers = network.unroll();
  if (!layers.every(({ definition, args }) => definition.homogeneous?.(args, init))) return undefined;
  return layers.map(({ given: { sigmaW2: _, ...given }, ...layer }) => formatLayer({ ...layer, given })).join(', ');
}
