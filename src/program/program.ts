import { type Graph, type GraphNode, type Shape, sizeOf, type Tensor, type WeightTensor } from '../graph/graph.ts';

/**
 * A network as it is run: the hidden graph once an initialisation, then the readout for many output layers at a time,
 * which given the hidden layers are independent samples of the output (docs/theory §9).
 *
 * Plain data: it survives structured cloning, and does not depend on layers or theory.
 */
export interface Program {
  readonly output: Scores;
  /** From the data to the inputs of the readout. Empty when the readout reads the data themselves. */
  readonly hidden: Graph;
  readonly features: Tensor;
  /** Values after each layer before the readout, by layer index; the last of equal tensors is the features. */
  readonly trace: readonly Tensor[];
  /** Whether a point's output depends on the others, so that all must go through together. */
  readonly couplesPoints: boolean;
  /** Undefined when the network does not end in a dense readout: its output is then the hidden graph's. */
  readonly readout?: Readout;
}

/** What the largest output is looked for among. */
interface Scores {
  /** K; a single output unit is a sigmoid head that tells two classes apart by its sign. */
  readonly classes: number;
  /** Number of output units: K, or 1 for a sigmoid head. */
  readonly units: number;
  /** Whether they are logits of class probabilities, so that a loss can be taken of them. */
  readonly logits: boolean;
}

/** The dense layer at the end, which may be drawn several times on the same features. */
export interface Readout {
  /** From the features in a row to the scores of one output layer; its first node is the dense layer. */
  readonly graph: Graph;
  readonly fanIn: number;
  readonly units: number;
  readonly sigmaW2: number;
  readonly sigmaB2: number;
  /**
   * Whether scores are jointly Gaussian given the features, with equal means: all weights are Gaussian, nothing follows the
   * dense layer, and no fixed biases prefer a class.
   */
  readonly isGaussian: boolean;
}

/** The hidden graph with the values after every layer as outputs. */
export function withTrace({ hidden, trace }: Program): Graph {
  const given = new Set(hidden.inputs.map(({ name }) => name));
  return { ...hidden, outputs: distinct(trace).filter(({ name }) => !given.has(name)) };
}

/** Each tensor once, by name. */
export function distinct(tensors: readonly Tensor[]): Tensor[] {
  return [...new Map(tensors.map((tensor) => [tensor.name, tensor])).values()];
}

/** How many numbers one point is where it is widest. */
export function widestOf({ hidden, trace }: Program): number {
  return Math.max(...[...hidden.inputs, ...trace].map(({ shape }) => sizeOf(shape)));
}

/**
 * The graph from features to the scores of several output layers side by side: [points, copies × units]. Its weights are
 * [copies × units, width], so that each copy is one contiguous draw.
 *
 * @param width of the features: the fan-in, or fewer where others of the same Gram matrix stand for them
 */
export function sideBySide({ graph, fanIn, units }: Readout, copies: number, width = fanIn): Graph {
  const wider = ([units, ...rest]: Shape): Shape => (units === undefined ? [] : [copies * units, ...rest]);
  const [
    {
      inputs: [, matrix],
    },
  ] = graph.nodes;
  const weights = graph.weights.map((tensor): WeightTensor => {
    const dims = wider(tensor.name === matrix ? [tensor.dims[0], width] : tensor.dims);
    return tensor.law === 'fixed'
      ? { ...tensor, dims, values: repeated(tensor.values, copies) }
      : { ...tensor, dims, copies };
  });
  // Fixed biases; all other constants are single numbers.
  const constants = graph.constants.map(({ dims, values, ...tensor }) =>
    dims.length === 1 && dims[0] === units && values instanceof Float32Array
      ? { ...tensor, dims: wider(dims), values: repeated(values, copies) }
      : { ...tensor, dims, values },
  );
  return {
    ...graph,
    constants,
    inputs: graph.inputs.map((tensor) => ({ ...tensor, shape: [width] })),
    nodes: graph.nodes.map((node): GraphNode => ({ ...node, shape: wider(node.shape) })),
    weights,
    outputs: graph.outputs.map((tensor) => ({ ...tensor, shape: wider(tensor.shape) })),
  };
}

function repeated(values: Float32Array, copies: number): Float32Array {
  const all = new Float32Array(copies * values.length);
  for (let copy = 0; copy < copies; copy++) all.set(values, copy * values.length);
  return all;
}
