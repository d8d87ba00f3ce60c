import { argumentsOf, type Layer, makeLayer } from '../../network/layer.ts';
import { residual } from '../../network/layers/blocks/residual.ts';
import { countLayers, mapLayers } from '../../network/mapLayers.ts';
import { each } from '../inNotation/hidden.ts';
import type { Remedy } from '../remedy.ts';

/** x + F(x)/√L for L residual sums: what the branches add no longer grows with depth. Docs/theory §7. */
export const scaledBranches: Remedy = {
  name: 'scaled-branches',
  title: () => 'scaled branches',
  summary: 'residual branches are multiplied by 1/√L, L their number',
  effort: 'architecture',
  experiments: ['12-branches'],
  inNotation: ({ network }) => {
    const isResidual = (layer: Layer) => argumentsOf(residual, layer) !== undefined;
    const count = countLayers(network.parts, isResidual);
    if (count < 2) return count === 0 ? 'it has no residual branches' : 'it has a single residual branch';
    const factor = Number((1 / Math.sqrt(count)).toPrecision(4));
    const scaled = mapLayers(network, (layer) => {
      const own = argumentsOf(residual, layer);
      return own ? makeLayer(layer.definition, { ...layer.given, alpha: own.alpha * factor }) : layer;
    });
    return [{ where: each(count, 'residual branch', 'residual branches'), network: scaled }];
  },
  inModel: () => 'which of two summands is the branch is not told apart in a model; measure it in the notation',
  paste: () => ({
    pytorch: 'x = x + branch(x) / branches ** 0.5',
    keras: 'x = x + branch(x) / branches ** 0.5',
    flax: 'x = x + branch(x) / branches ** 0.5',
  }),
};
