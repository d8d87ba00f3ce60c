import type { Initialisation } from '../../network/init.ts';
import type { PlacedLayer } from '../../network/layer.ts';
import { mapLayers, withGiven } from '../../network/mapLayers.ts';
import type { Network } from '../../network/network.ts';
import { compile } from '../../program/compile.ts';

export interface Weighted {
  readonly layers: readonly PlacedLayer[];
  readonly init: Initialisation;
}

/** The network with all variances left to the initialisation. */
export function withoutOwnScales(network: Network): Network {
  return mapLayers(network, (layer) => withGiven(layer, { sigmaW2: undefined, sigmaB2: undefined }));
}

/** Whether the weights and biases of two networks have the same variances, one after the other. */
export function sameWeights(one: Weighted, other: Weighted): boolean {
  const [a, b] = [one, other].map(variancesOf);
  return a.length === b.length && a.every((variance, i) => Math.abs(variance - b[i]) <= 1e-9 * variance);
}

function variancesOf({ layers, init }: Weighted): number[] {
  const { hidden, readout } = compile(layers, init);
  const weights = [...hidden.weights, ...(readout?.graph.weights ?? [])];
  return weights.flatMap((tensor) => ('variance' in tensor ? [tensor.variance] : []));
}
