import { toOnnx } from '../../../engine/onnx/build.ts';
import { type Graph, GraphBuilder, sizeOf } from '../../../graph/graph.ts';
import { makeLayer, type PlacedLayer } from '../../../network/layer.ts';
import { batchNorm } from '../../../network/layers/norms/batchNorm.ts';
import { mapLayers } from '../../../network/mapLayers.ts';
import { parseNetwork } from '../../../network/notation/parse.ts';
import type { AnyTensor } from '../../runtime.ts';
import type { Recognised } from '../recognise.ts';
import type { ParameterValues } from './parameterValues.ts';
import { floats, type Sides, type Statistics } from './sides.ts';

/** What our network makes of the points with the weights of the file, or why these do not fit into it. */
export async function ownOutput(
  { recognised, plan, feeds, runtime }: Sides,
  values: ParameterValues,
  statistics: Statistics,
): Promise<AnyTensor | string> {
  const { input, inputOrder, sources } = recognised;
  const { data } = feeds[plan.inputs[0].name];
  const points = data.length / sizeOf(input);
  const graph = graphOf(recognised, statistics);
  if (graph.weights.length !== sources.length) {
    return `our layers have ${graph.weights.length} weight tensors, those of the file ${sources.length}`;
  }
  const numbers = Float32Array.from(data as Float32Array, Number);
  const placed = new Float32Array(numbers.length);
  numbers.forEach((value, i) => {
    placed[inputOrder ? inputOrder[i] : i] = value;
  });
  const given: Record<string, AnyTensor> = { [graph.inputs[0].name]: floats([points, ...input], placed) };
  for (const [i, { name, dims }] of graph.weights.entries()) {
    const { of, arranged } = sources[i];
    const entries = of ? arranged(await values.of(of)) : new Float32Array(sizeOf(dims));
    if (entries.length !== sizeOf(dims)) return `the values of "${of?.name}" do not fit into ${dims.join('×')}`;
    given[name] = floats(dims, entries);
  }
  const [{ name }] = graph.outputs;
  return (await runtime.evaluate(toOnnx(graph, { points }), given, [name]))[name];
}

/** All layers as one graph, with biases wherever layers can have them. */
function graphOf({ network, input }: Recognised, statistics: Statistics): Graph {
  const parsed = parseNetwork(network!);
  const normed =
    statistics === 'batch'
      ? parsed
      : mapLayers(parsed, (layer) => {
          return layer.definition === batchNorm.definition
            ? makeLayer(layer.definition, { ...layer.given, mode: 'eval' })
            : layer;
        });
  const init = { scheme: 'lecun', sigmaB2: 1 };
  const g = new GraphBuilder(input);
  const emit = (x: typeof g.input, { layer, input }: PlacedLayer) =>
    layer.definition.graph(g, x, layer.args, { input, init, points: null });
  return g.build([normed.place(input).reduce(emit, g.input)]);
}
