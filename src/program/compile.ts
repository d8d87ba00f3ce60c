import { type Graph, GraphBuilder, type Shape, type Tensor, type WeightLaw } from '../graph/graph.ts';
import type { Initialisation } from '../network/init.ts';
import { mixingOf } from '../network/layer.ts';
import { couples } from '../network/layers/blocks/inside.ts';
import { denseFanIn } from '../network/layers/dense.ts';
import type { PlacedLayer } from '../network/network.ts';
import { type Output, outputOf } from '../network/output.ts';

/**
 * A network as it is run: the hidden graph once an initialisation, then the readout for many output layers at a time,
 * which given the hidden layers are independent samples of the output (docs/theory §9).
 */
export interface Program {
  readonly output: Output;
  /** From the data to the features that the readout sees. Empty when the readout reads the data themselves. */
  readonly hidden: Graph;
  readonly features: Tensor;
  /** Values after each layer before the readout, by layer index; the last of equal tensors is the features. */
  readonly trace: readonly Tensor[];
  /** Whether a point's output depends on the others, so that all must go through together. */
  readonly couplesPoints: boolean;
  /** Undefined when the network does not end in a dense readout: its output is then the hidden graph's. */
  readonly readout?: Readout;
}

interface Readout {
  readonly fanIn: number;
  readonly units: number;
  readonly sigmaW2: number;
  readonly sigmaB2: number;
  readonly weights: WeightLaw;
  readonly biases?: WeightLaw;
  /**
   * The graph from features to the scores of `copies` output layers side by side: [points, copies × units].
   * Its weights are [copies × units, width], so that each copy is one contiguous draw.
   * @param width of the features: the fan-in, or fewer where others of the same Gram matrix stand for them
   */
  graph(copies: number, width?: number): Graph;
}

/**
 * Compiles placed layers.
 * @param points how many points go through, if known: batches must divide them
 * @throws UserError `shape` when they do not
 */
export function compile(layers: readonly PlacedLayer[], init: Initialisation, points: number | null = null): Program {
  const output = outputOf(layers);
  const end = output.readout ?? output.decision + 1;
  const g = new GraphBuilder(layers[0]!.input);
  let x = g.input;
  const trace = layers.slice(0, end).map(({ layer, input }) => {
    x = layer.definition.graph(g, x, layer.args, { input, init, points });
    return x;
  });
  const readout = output.readout === undefined ? undefined : readoutOf(layers, output.readout, output.decision, init);
  const couplesPoints = couples(layers.map(({ layer }) => layer));
  return { output, hidden: g.build([x]), features: x, trace, couplesPoints, readout };
}

/** The hidden graph with the values after every layer as outputs. */
export function withTrace({ hidden, trace }: Program): Graph {
  return { ...hidden, outputs: distinct(trace).filter(({ name }) => name !== hidden.input.name) };
}

/** Each tensor once, by name. */
export function distinct(tensors: readonly Tensor[]): Tensor[] {
  return [...new Map(tensors.map((tensor) => [tensor.name, tensor])).values()];
}

function readoutOf(layers: readonly PlacedLayer[], index: number, decision: number, init: Initialisation): Readout {
  const { layer, input } = layers[index]!;
  const fanIn = denseFanIn(input);
  const units = Number(layer.args.units);
  const { sigmaW2, sigmaB2, weights, biases } = mixingOf(layers[index]!, init)!;
  const graph = (copies: number, width = fanIn): Graph => {
    const rows: Shape = [copies * units];
    const g = new GraphBuilder([width]);
    const matrix = g.weights([copies * units, width], weights);
    const operands = biases ? [g.input, matrix, g.weights(rows, biases)] : [g.input, matrix];
    let x = g.node('Gemm', operands, { transB: 1 }, rows);
    for (const tail of layers.slice(index + 1, decision + 1)) {
      x = tail.layer.definition.graph(g, x, tail.layer.args, { input: x.shape, init, points: null });
    }
    return g.build([x]);
  };
  return { fanIn, units, sigmaW2, sigmaB2, weights, biases, graph };
}
