import { type DrawnTensor, GraphBuilder } from '../../graph/graph.ts';
import type { Initialisation } from '../../network/init.ts';
import { type Layer, makeLayer } from '../../network/layer.ts';
import { layerOf, type Piece } from '../recognise/piece.ts';

/** How much two variances that are the same may differ: parameters in the notation have six digits. */
export const SAME = 1e-5;
const DIGITS = 6;

/**
 * The layer of a piece with variances of its own, `dense(10, sigmaB2=0)`, wherever an initialisation draws others.
 *
 * @param variances of its weight tensors, a bias that the file does not have 0
 * @returns undefined where its weights cannot be drawn so: those of attention and of recurrent layers have one scale for all
 */
export function withOwnScales(piece: Piece, variances: readonly number[], init: Initialisation): Layer | undefined {
  const layer = layerOf(piece)!;
  const drawn = variancesOf(piece, layer, init);
  if (variances.every((variance, i) => isSame(variance, drawn[i] ?? 0))) return layer;
  const { parameters } = layer.definition;
  if (variances.length === 1 && 'sigma2' in parameters) {
    return makeLayer(layer.definition, { ...layer.given, sigma2: rounded(variances[0]) });
  }
  if (variances.length !== 2 || !('sigmaW2' in parameters)) return undefined;
  const [ofWeights, ofBiases] = variances;
  const [perFanIn] = variancesOf(piece, makeLayer(layer.definition, { ...layer.given, sigmaW2: 1 }), init);
  return makeLayer(layer.definition, {
    ...layer.given,
    ...(!isSame(ofWeights, drawn[0]) && { sigmaW2: rounded(ofWeights / perFanIn) }),
    ...(!isSame(ofBiases, drawn[1] ?? 0) && { sigmaB2: rounded(ofBiases) }),
  });
}

/** Of the weight tensors of a layer where it stands. */
function variancesOf({ from: [before] }: Piece, { definition, args }: Layer, init: Initialisation): number[] {
  const g = new GraphBuilder(before.shape);
  const output = definition.graph(g, g.input, args, { input: before.shape, init, points: null });
  return (g.build([output]).weights as readonly DrawnTensor[]).map(({ variance }) => variance);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME * other;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
