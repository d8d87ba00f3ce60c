import { type DrawnTensor, GraphBuilder } from '../graph/graph.ts';
import type { Initialisation } from '../network/init.ts';
import type { PlacedLayer } from '../network/layer.ts';
import { placeInside } from '../network/layers/blocks/inside.ts';
import { wordsOf } from './layers/index.ts';
import type { Unfolded } from './words.ts';

/**
 * The layers of a network one by one, those inside blocks too, each with the weights that its graph draws: their laws and
 * variances are those of the program, whatever initialisation they follow from.
 */
export function unfold(layers: readonly PlacedLayer[], init: Initialisation, prefix = ''): Unfolded[] {
  return layers.map((placed, i) => {
    const { layer } = placed;
    const path = `${prefix}layer${i + 1}.${layer.definition.name}`;
    const words = wordsOf(layer);
    const rows = words.rows?.(layer.args) ?? [];
    const inside = rows.map(({ name, parts, use }) =>
      unfold(placeInside(parts, placed.input, use), init, `${prefix}layer${i + 1}.${name}.`),
    );
    return { placed, words, path, rows: inside, weights: rows.length > 0 ? [] : weightsOf(placed, init) };
  });
}

/** All layers without layers inside, in the order in which they are drawn. */
export function leavesOf(layers: readonly Unfolded[]): Unfolded[] {
  return layers.flatMap((layer) => (layer.rows.length > 0 ? layer.rows.flatMap(leavesOf) : [layer]));
}

function weightsOf({ layer, input, endsBranch }: PlacedLayer, init: Initialisation): readonly DrawnTensor[] {
  const g = new GraphBuilder(input);
  const output = layer.definition.graph(g, g.input, layer.args, { input, init, endsBranch, points: null });
  return g.build([output]).weights;
}
