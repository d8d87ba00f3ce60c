import { withOutputs } from '../../audit/rewrite/withOutputs.ts';
import type { Layer } from '../../network/layer.ts';
import { makeLayer } from '../../network/layer.ts';
import { avgPool, maxPool } from '../../network/layers/convolution/pool.ts';
import { countLayers, mapLayers } from '../../network/mapLayers.ts';
import { rewritten } from '../inModels/edits.ts';
import { each } from '../inNotation/hidden.ts';
import type { Remedy } from '../remedy.ts';

/**
 * Averages for maxima: the maximum of a window has a mean, which all points share, but an average takes spread away. Which is
 * worse depends on the network. Docs/theory §5.
 */
export const averagePooling: Remedy = {
  name: 'average-pooling',
  title: () => 'average pooling',
  summary: 'windows are averaged in place of taking their maximum',
  effort: 'activation',
  experiments: ['12-pooling'],
  inNotation: ({ network }) => {
    const count = countLayers(network.parts, isMaxPool);
    if (count === 0) return 'it has no max-pooling';
    const averaged = mapLayers(network, (layer) =>
      isMaxPool(layer) ? makeLayer(avgPool.definition, layer.given) : layer,
    );
    return [{ where: each(count, 'maxPool'), network: averaged }];
  },
  inModel: ({ plan: { model, head } }) => {
    const pools = withOutputs(model, [head.scores]).nodes.filter(({ op }) => op === 'MaxPool');
    if (pools.length === 0) return 'it has no max-pooling';
    const values = new Set(pools.map(({ outputs }) => outputs[0]));
    return [
      {
        where: each(pools.length, 'MaxPool'),
        edit: (before) =>
          rewritten(before, (node) => {
            if (!values.has(node.outputs[0])) return undefined;
            // Averages know neither an order of storage nor, before opset 19, gaps inside of windows.
            const attributes = [...node.attributes].filter(
              ([name]) => name !== 'storage_order' && name !== 'dilations',
            );
            return { nodes: [{ ...node, op: 'AveragePool', attributes: new Map(attributes) }], constants: [] };
          }),
      },
    ];
  },
  paste: () => ({
    pytorch: 'torch.nn.AvgPool2d(2)',
    keras: 'keras.layers.AveragePooling2D(2)',
    flax: 'nn.avg_pool(x, (2, 2), strides=(2, 2))',
  }),
};

function isMaxPool({ definition }: Layer): boolean {
  return definition === maxPool.definition;
}
