import { UserError } from '../../errors.ts';
import type { ConstantTensor, Graph, GraphNode, Shape, Tensor, WeightLaw } from '../../graph/graph.ts';
import type { Initialisation } from '../../network/init.ts';
import { couples } from '../../network/layers/blocks/inside.ts';
import type { PlacedLayer } from '../../network/network.ts';
import { formatLayer } from '../../network/notation/format.ts';
import { sizeOf } from '../../network/shape.ts';
import { compile, type Program } from '../../program/compile.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';

/** A tensor that training changes. */
interface Parameter {
  readonly name: string;
  readonly dims: Shape;
  /** The law of its first values, and its number in the graph; without one it starts at 0. */
  readonly drawn?: WeightLaw & { readonly tensor: number };
}

/** A network from the data to its scores as one graph, with all that can be learned in it. */
export interface Trainable {
  readonly input: Tensor;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly ConstantTensor[];
  readonly parameters: readonly Parameter[];
  readonly scores: Tensor;
  /** The layer, in the notation, that a node stems from. */
  layerOf(node: GraphNode): string;
}

/**
 * The graph of a network as it is trained. Its weights are those that `measure` draws, readout 0 of each initialisation.
 * Dense layers and convolutions that start without biases get some of value 0, as training has them.
 *
 * @throws UserError `bad-argument` for layers that see other points, or draw anew for each
 */
export function trainable(layers: readonly PlacedLayer[], init: Initialisation): Trainable {
  const program = compile(layers, init);
  checkIndependence(program, layers);
  const { hidden } = program;
  const readout = program.readout && onFeatures(program.readout.graph(1), program.features);
  const weights = [...hidden.weights, ...(readout?.weights ?? [])];
  const drawn = weights.map(({ name, dims, law, variance }, tensor): Parameter => {
    return { name, dims, drawn: { law, variance, tensor } };
  });
  const { nodes, biases } = withBiases([...hidden.nodes, ...(readout?.nodes ?? [])], drawn);
  return {
    input: hidden.input,
    nodes,
    constants: [...hidden.constants, ...(readout?.constants ?? [])],
    parameters: [...drawn, ...biases],
    scores: (readout ?? hidden).outputs[0],
    layerOf: (node) => layerBehind(node, nodes, program, layers),
  };
}

/**
 * Draws the first values of the parameters of an initialisation, with the keys of `measure`: a pair of seed and number is
 * the same network everywhere.
 */
export function drawParameters({ parameters }: Trainable, seed: number, initialisation: number): Float32Array[] {
  const generator = new WeightGenerator(seed);
  return parameters.map(({ dims, drawn }) => {
    if (!drawn) return new Float32Array(sizeOf(dims));
    const buffer = generator.reserve(sizeOf(dims));
    const key = { purpose: PURPOSE.weights, tensor: drawn.tensor, readout: 0, initialisation };
    generator.fill(buffer, drawn, dims, key);
    return buffer.values.slice();
  });
}

/** Before the names of the readout, which is a graph of its own. */
const READOUT = 'readout/';

/** The graph of the readout under names of its own, on the features in a row. */
function onFeatures(graph: Graph, features: Tensor): Graph {
  const name = (own: string) => READOUT + own;
  const flat: GraphNode = {
    op: 'Flatten',
    inputs: [features.name],
    output: name(graph.input.name),
    shape: graph.input.shape,
    attributes: { axis: 1 },
  };
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(name), output: name(node.output) }));
  return {
    input: features,
    nodes: [flat, ...nodes],
    weights: graph.weights.map((tensor) => ({ ...tensor, name: name(tensor.name) })),
    constants: graph.constants.map((constant) => ({ ...constant, name: name(constant.name) })),
    outputs: graph.outputs.map((output) => ({ ...output, name: name(output.name) })),
  };
}

/** Products with weights that no biases follow get an addition of their own. */
function withBiases(nodes: readonly GraphNode[], drawn: readonly Parameter[]) {
  const dims = new Map(drawn.map((parameter) => [parameter.name, parameter.dims]));
  const biases: Parameter[] = [];
  const biasOf = (node: GraphNode, units: number) => {
    const name = `${node.output}/bias`;
    biases.push({ name, dims: [units] });
    return name;
  };
  const isBiased = ({ output }: GraphNode) =>
    nodes.some(({ op, inputs: [from, to] }) => op === 'Add' && from === output && dims.get(to)?.length === 1);
  const extended = nodes.flatMap((node): GraphNode[] => {
    const weights = dims.get(node.inputs[1]);
    if (!weights) return [node];
    if ((node.op === 'Conv' || node.op === 'Gemm') && node.inputs.length === 2) {
      return [{ ...node, inputs: [...node.inputs, biasOf(node, weights[0])] }];
    }
    if (node.op !== 'MatMul' || isBiased(node)) return [node];
    const product = `${node.output}/product`;
    const sum = { ...node, op: 'Add', inputs: [product, biasOf(node, weights[1])] };
    return [{ ...node, output: product }, sum];
  });
  return { nodes: extended, biases };
}

function checkIndependence(program: Program, layers: readonly PlacedLayer[]): void {
  const masks = program.hidden.weights.filter(({ perPoint }) => perPoint).map(({ name }) => name);
  const masked = program.hidden.nodes.find(({ inputs }) => inputs.some((name) => masks.includes(name)));
  const coupled = layers.find(({ layer }) => couples([layer]));
  if (!masked && !coupled) return;
  const layer = masked ? layerBehind(masked, program.hidden.nodes, program, layers) : formatLayer(coupled!.layer);
  const why = masked ? 'draws anew for every point' : 'sees other points of its batch';
  throw new UserError('bad-argument', `${layer} cannot be trained here: it ${why}`, [], 'leave it out');
}

/** The first layer whose values are not known before the node is. */
function layerBehind(
  { output }: GraphNode,
  nodes: readonly GraphNode[],
  { trace, output: { decision, readout = decision } }: Program,
  layers: readonly PlacedLayer[],
): string {
  const place = (name: string) => nodes.findIndex((node) => node.output === name);
  const index = trace.findIndex(({ name }) => place(name) >= place(output));
  return formatLayer(layers[index < 0 ? readout : index].layer);
}
