import type { Unknown } from '../kernel/state.ts';
import type { Initialisation } from '../network/init.ts';
import { mixingOf, type PlacedLayer } from '../network/layer.ts';
import { dense } from '../network/layers/dense.ts';
import { flatten } from '../network/layers/flatten.ts';
import { partsInside } from '../network/mapLayers.ts';
import { formatNetwork } from '../network/notation/format.ts';
import type { Output } from '../network/output.ts';
import { exactMaps } from './chain.ts';
import { ChainState } from './chainState.ts';
import { edgeExcess } from './limit.ts';

/** Dense layers with layers without weights between them: mean-field theory follows them layer by layer. */
export interface Stack {
  /** Of every hidden dense layer but the first: what stands between it and the one before, and the layer itself. */
  readonly blocks: readonly (readonly PlacedLayer[])[];
  /** What stands before the readout. */
  readonly end: readonly PlacedLayer[];
}

/** The stack that a network is; or why it is none. */
export function stackOf(layers: readonly PlacedLayer[], { readout }: Output): Stack | Unknown {
  if (readout === undefined) return { reason: 'it does not end in a dense layer' };
  const hidden = layers.slice(0, readout);
  const other = hidden.find(isOther);
  if (other) {
    return {
      reason: `mean-field theory repeats dense layers and activations, and it has ${other.layer.definition.name}`,
    };
  }
  const weights = hidden.flatMap(({ layer }, place) => (layer.definition === dense.definition ? [place] : []));
  if (weights.length < 2)
    return { reason: 'it has fewer than two hidden dense layers, and chaos is a matter of depth' };
  const blocks = weights.slice(1).map((place, i) => layers.slice(weights[i] + 1, place + 1));
  return { blocks, end: layers.slice(weights.at(-1)! + 1, readout) };
}

function isOther({ layer, input }: PlacedLayer): boolean {
  const { definition } = layer;
  if (definition === dense.definition) return input.length === 2;
  if (definition === flatten.definition) return false;
  const { mixing, couplesPoints } = definition;
  return (
    input.length > 1 || mixing !== undefined || couplesPoints?.(layer.args) === true || partsInside(layer).length > 0
  );
}

/**
 * χ₁ of a stack: the geometric mean over its hidden layers, each as if it were repeated without end,
 *
 *   χ₁ = (∏_l σ_w² E φ′(√q_l z)²)^(1/L),   q_l the variance that layer l settles at
 *
 * so that gradients of a deep network change as e^(±l/ξ) with the depth scale ξ = 1/|ln χ₁|. Source: [DIP] eq. 9 and §4;
 * docs/theory §4.
 *
 * @returns undefined where an activation jumps, or theory does not follow
 */
export function slopeOf({ blocks }: Stack, init: Initialisation): number | undefined {
  const known = new Map<string, number>();
  let sum = 0;
  for (const layers of blocks) {
    const { sigmaW2, sigmaB2 } = mixingOf(layers.at(-1)!, init)!;
    const key = `${between(layers.slice(0, -1))} ${sigmaW2} ${sigmaB2}`;
    const log = known.get(key) ?? Math.log1p(edgeExcess({ layers, init, maps: exactMaps }, START));
    known.set(key, log);
    sum += log;
  }
  return Number.isNaN(sum) ? undefined : Math.exp(sum / blocks.length);
}

const START = ChainState.gaussian(0, 1, exactMaps);

/** Layers in the notation, by which they are compared. */
function between(layers: readonly PlacedLayer[]): string {
  return layers.length === 0 ? '' : formatNetwork(layers.map(({ layer }) => layer));
}

/** What stands before every dense layer but the first, where it is always the same. */
export function repeatedIn({ blocks, end }: Stack): readonly PlacedLayer[] | Unknown {
  const all = [...blocks.map((block) => block.slice(0, -1)), end];
  const isAlike = all.every((layers) => between(layers) === between(end));
  return isAlike ? end : { reason: 'what stands between its dense layers differs from layer to layer' };
}
