import { GraphBuilder } from '../../../graph/graph.ts';
import { andThen, type KernelResult, type KernelState } from '../../../kernel/state.ts';
import type { Initialisation } from '../../../network/init.ts';
import { type Layer, makeLayer } from '../../../network/layer.ts';
import { kernelInside } from '../../../network/layers/blocks/inside.ts';
import { flatten } from '../../../network/layers/flatten.ts';
import type { Part, PlacedLayer } from '../../../network/network.ts';

/** What takes the place of a layer that is neutralised: it passes on how alike the inputs are, and no more. */
export interface StandIn {
  /** For people: "linear units". */
  readonly what: string;
  /** The layers in its place; none at all where the input simply passes. */
  readonly layers: readonly Part[];
}

/**
 * The stand-in of a layer, or the reason why there is none. An activation becomes linear, a normalisation and an
 * attention the identity, a block its skip path, a pool a subsample, weights with biases weights without.
 */
export function standInOf({ layer, input, output }: PlacedLayer, init: Initialisation): StandIn | string {
  const { definition, args } = layer;
  if (definition.family === 'activation') {
    return definition.name === 'linear' ? NEUTRAL : { what: 'linear units', layers: [] };
  }
  switch (definition.name) {
    case 'batchNorm':
    case 'layerNorm':
    case 'rmsNorm':
    case 'groupNorm':
    case 'instanceNorm':
      return { what: 'no normalisation', layers: [] };
    case 'residual':
      return args.shortcut
        ? { what: 'its shortcut alone', layers: args.shortcut as readonly Part[] }
        : { what: 'its skip path alone', layers: [] };
    case 'concat':
      return { what: 'its input alone', layers: [] };
    case 'attention':
      return { what: 'every token by itself', layers: [] };
    case 'positionalEmbedding':
      return { what: 'tokens without their place', layers: [] };
    case 'dropout':
      return args.mode === 'eval' ? NEUTRAL : { what: 'all units', layers: [] };
    case 'maxPool':
    case 'avgPool':
      return input.length === 3 ? subsampled(layer, input, output) : { what: 'all units, unpooled', layers: [] };
    case 'globalAvgPool':
    case 'meanTokens':
    case 'selectToken':
      return { what: 'all positions beside each other', layers: [flatten()] };
    case 'flatten':
    case 'transpose':
      return NEUTRAL;
    default:
      return 'sigmaB2' in definition.parameters ? withoutBiases(layer, input, init) : NO_STAND_IN;
  }
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

const NEUTRAL = 'changes nothing about how alike inputs are';
const NO_STAND_IN = 'nothing keeps its shape and how alike inputs are';

function rescaled(state: KernelState, like: KernelState): KernelResult {
  const ratio = secondMoment(like) / secondMoment(state);
  return Number.isFinite(ratio) && ratio > 0 ? state.scale(Math.sqrt(ratio)) : state;
}

function secondMoment(state: KernelState): number {
  const { cov, spread } = state.summary();
  return cov + spread;
}

/** A window of one pixel at the same stride picks a pixel where the pool would look at all. */
function subsampled({ definition, args }: Layer, input: PlacedLayer['input'], output: PlacedLayer['output']) {
  if (args.size === 1) return NEUTRAL;
  const one = makeLayer(definition, { size: 1, stride: args.stride ?? args.size });
  const fits = String(definition.shape(input, one.args)) === String(output);
  return fits ? { what: 'one pixel of each window', layers: [one] } : NO_STAND_IN;
}

/** Fresh weights alone keep correlations in a vector; convolutions mix positions, which nothing else does. */
function withoutBiases(layer: Layer, input: PlacedLayer['input'], init: Initialisation): StandIn | string {
  const bare = makeLayer(layer.definition, { ...layer.given, sigmaB2: 0 });
  if (weightTensors(bare, input, init) < weightTensors(layer, input, init)) {
    return { what: 'the same weights without biases', layers: [bare] };
  }
  return layer.definition.name === 'dense' ? NEUTRAL : NO_STAND_IN;
}

function weightTensors({ definition, args }: Layer, input: PlacedLayer['input'], init: Initialisation): number {
  const g = new GraphBuilder(input);
  return g.build([definition.graph(g, g.input, args, { input, init, points: null })]).weights.length;
}
