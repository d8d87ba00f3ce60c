import type { Initialisation } from './init.ts';
import type { Layer } from './layer.ts';
import { activationOf } from './layers/activationLayers.ts';
import type { Network } from './network.ts';
import { formatLayer } from './notation/format.ts';

/** Layers, besides activations, that scale their output with their input, and with their weights if they have any. */
const PROPORTIONAL = ['dense', 'conv', 'flatten', 'maxPool', 'avgPool', 'globalAvgPool', 'dropout'];

/**
 * What is left of a network that weights of another scale cannot change: its layers without σ_w². Where all activations are
 * homogeneous, φ(sx) = s^p φ(x) for s > 0 (relu, abs, square, sign …), and there are no biases, scaling the weights of a
 * layer scales all outputs alike, and the largest stays the largest. Networks of the same form guess alike.
 *
 * @returns undefined where the scale of the weights matters
 */
export function scaleFreeForm(network: Network, init: Initialisation): string | undefined {
  const layers = network.unroll();
  if (!layers.every((layer) => isHomogeneous(layer, init))) return undefined;
  return layers.map(({ given: { sigmaW2: _, ...given }, ...layer }) => formatLayer({ ...layer, given })).join(', ');
}

function isHomogeneous({ definition, args }: Layer, init: Initialisation): boolean {
  const phi = activationOf(definition, args);
  if (phi) return phi.angular !== undefined;
  if (!PROPORTIONAL.includes(definition.name)) return false;
  const drawsWeights = 'sigmaB2' in definition.parameters;
  const sigmaB2 = Number(args.sigmaB2 ?? init.sigmaB2 ?? (init.scheme === 'torch' ? 1 : 0));
  return !drawsWeights || sigmaB2 === 0;
}
