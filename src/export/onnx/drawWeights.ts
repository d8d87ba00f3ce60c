import { UserError } from '../../errors.ts';
import { type Graph, sizeOf } from '../../graph/graph.ts';
import { type Program, sideBySide } from '../../program/program.ts';
import { WeightDrawer } from '../../program/sample.ts';
import { WeightGenerator } from '../../random/generator.ts';

/** The graphs of a network, hidden layers and readout, with the numbers of their weights in order. */
interface DrawnGraphs {
  readonly graphs: readonly Graph[];
  readonly weights: readonly (readonly Float32Array[])[];
}

/** ONNX files are protobuf messages, which end at 2 GB. */
const LARGEST = 2 ** 31 - 2 ** 20;

/**
 * Draws one initialisation of a network as measurements draw it.
 * @throws UserError `limit` where the weights do not fit into a file
 */
export function drawWeights({ hidden, readout }: Program, seed: number, initialisation: number): DrawnGraphs {
  const graphs = readout ? [hidden, sideBySide(readout, 1)] : [hidden];
  const bytes = 4 * graphs.flatMap(({ weights }) => weights).reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  if (bytes > LARGEST) {
    const message = `the weights take ${(bytes / 2 ** 30).toFixed(1)} GB, and an ONNX file holds at most 2`;
    throw new UserError('limit', message, [], 'make the network smaller, or write net.py for PyTorch');
  }
  const drawer = new WeightDrawer(new WeightGenerator(seed), 1);
  drawer.reserve(graphs);
  const weights = graphs.map((graph) => {
    drawer.draw(graph, initialisation);
    const drawn = drawer.weightsOf(graph);
    return graph.weights.map(({ name }) => Float32Array.from(drawn[name]!.data));
  });
  return { graphs, weights };
}
