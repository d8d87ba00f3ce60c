import { UserError } from '../../errors.ts';
import type { ConstantTensor, Graph, GraphNode, Tensor, WeightTensor } from '../../graph/graph.ts';
import type { Initialisation } from '../../network/init.ts';
import type { PlacedLayer } from '../../network/layer.ts';
import { couples } from '../../network/layers/blocks/inside.ts';
import { formatLayer } from '../../network/notation/format.ts';
import { outputOf } from '../../network/output.ts';
import { compile } from '../../program/compile.ts';
import type { Program } from '../../program/program.ts';
import { WeightDrawer } from '../../program/sample.ts';
import { WeightGenerator } from '../../random/generator.ts';

/** A network from the data to its scores as one graph, with all that can be learned in it. */
export interface Trainable {
  readonly input: Tensor;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly ConstantTensor[];
  /** What training changes, with where it begins: drawn, or fixed at 0. */
  readonly parameters: readonly WeightTensor[];
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
  const readout = program.readout && onFeatures(program.readout.graph, program.features);
  const drawn = [...hidden.weights, ...(readout?.weights ?? [])];
  const { nodes, biases } = withBiases([...hidden.nodes, ...(readout?.nodes ?? [])], drawn);
  return {
    input: hidden.inputs[0],
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
  const drawer = new WeightDrawer(new WeightGenerator(seed), 1);
  const graph = { weights: parameters };
  drawer.reserve([graph]);
  drawer.draw(graph, initialisation);
  const drawn = drawer.weightsOf(graph);
  return parameters.map(({ name }) => drawn[name].data.slice());
}

/** Before the names of the readout, which is a graph of its own. */
const READOUT = 'readout/';

/** The graph of the readout under names of its own, on the features in a row. */
function onFeatures(graph: Graph, features: Tensor): Graph {
  const name = (own: string) => READOUT + own;
  const [input] = graph.inputs;
  const flat: GraphNode = {
    op: 'Flatten',
    inputs: [features.name],
    output: name(input.name),
    shape: input.shape,
    attributes: { axis: 1 },
  };
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(name), output: name(node.output) }));
  return {
    inputs: [features],
    nodes: [flat, ...nodes],
    weights: graph.weights.map((tensor) => ({ ...tensor, name: name(tensor.name) })),
    constants: graph.constants.map((constant) => ({ ...constant, name: name(constant.name) })),
    outputs: graph.outputs.map((output) => ({ ...output, name: name(output.name) })),
  };
}

/** Products with weights that no biases follow get an addition of their own. */
function withBiases(nodes: readonly GraphNode[], drawn: readonly WeightTensor[]) {
  const dims = new Map(drawn.map((parameter) => [parameter.name, parameter.dims]));
  const biases: WeightTensor[] = [];
  const biasOf = (node: GraphNode, units: number) => {
    const name = `${node.output}/bias`;
    biases.push({ name, dims: [units], reuse: 1, law: 'fixed', values: new Float32Array(units) });
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
  const masks = program.hidden.weights.filter(({ batchAxis }) => batchAxis !== undefined).map(({ name }) => name);
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
  { trace }: Program,
  layers: readonly PlacedLayer[],
): string {
  const { decision, readout = decision } = outputOf(layers);
  const place = (name: string) => nodes.findIndex((node) => node.output === name);
  const index = trace.findIndex(({ name }) => place(name) >= place(output));
  return formatLayer(layers[index < 0 ? readout : index].layer);
}
