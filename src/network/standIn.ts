import { GraphBuilder } from '../graph/graph.ts';
import type { Initialisation } from './init.ts';
import { type Layer, makeLayer, type PlacedLayer, type StandIn } from './layer.ts';

/** Why a layer needs no stand-in, and why there is none. */
export const NEUTRAL = 'changes nothing about how alike inputs are';
export const NO_STAND_IN = 'nothing keeps its shape and how alike inputs are';

/** The input passes as it is. */
export function passing(what: string): StandIn {
  return { what, layers: [] };
}

/** What `withoutBiases` puts in the place of a layer. */
export const NO_BIASES = 'the same weights without biases';

/** The same weights without the biases, where it has any. */
export function withoutBiases({ layer, input }: PlacedLayer, init: Initialisation): StandIn | undefined {
  const bare = makeLayer(layer.definition, { ...layer.given, sigmaB2: 0 });
  const fewer = weightTensors(bare, input, init) < weightTensors(layer, input, init);
  return fewer ? { what: NO_BIASES, layers: [bare] } : undefined;
}

function weightTensors({ definition, args }: Layer, input: PlacedLayer['input'], init: Initialisation): number {
  const g = new GraphBuilder(input);
  return g.build([definition.graph(g, g.input, args, { input, init, points: null })]).weights.length;
}
