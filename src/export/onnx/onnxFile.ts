import { toOnnx } from '../../engine/onnx/build.ts';
import type { ConstantTensor, DrawnTensor, Graph, GraphNode, Tensor } from '../../graph/graph.ts';
import type { Output } from '../../network/output.ts';
import type { Program } from '../../program/program.ts';
import { version } from '../../version.ts';
import { refusal } from '../refusal.ts';
import { leavesOf } from '../unfold.ts';
import type { Unfolded } from '../words.ts';
import { drawWeights } from './drawWeights.ts';

/** What an ONNX file says of the network that it holds. */
export interface OnnxOrigin {
  readonly network: string;
  readonly init: string;
  readonly seed: number;
  /** Number of the initialisation that the weights are of, counted from 1. */
  readonly draw: number;
}

const INPUT = 'x';
const OUTPUT = 'logits';

/**
 * One drawn network as an ONNX file: the program of a measurement with its weights stored in it, under the names of their
 * layers. Any number of points may go through.
 *
 * @throws UserError `bad-argument` for dropout in training, whose masks are no weights
 */
export function onnxFile(
  program: Program,
  output: Output,
  layers: readonly Unfolded[],
  { network, init, seed, draw }: OnnxOrigin,
): Uint8Array<ArrayBuffer> {
  const { graphs, weights } = drawWeights(withoutMasks(program, layers), seed, draw - 1);
  const [hidden, readout] = graphs;
  const named = new Named(parametersOf(program, output, layers).map(({ name }) => name));
  named.add(hidden!, weights[0]!, INPUT, (place) => layers[layerOf(program, place)]!.path);
  let end = named.nameOf(program.features.name);
  if (readout) {
    const { path } = layers[output.readout!]!;
    if (program.features.shape.length > 1) end = named.flatten(end, path, readout.inputs[0]!);
    named.add(readout, weights[1]!, end, () => path);
    end = named.nameOf(readout.outputs[0]!.name);
  }
  return toOnnx(named.graph(program.hidden.inputs[0]!, end, program.output.units), {
    points: 'N',
    producerVersion: version,
    description: `${network} before training, drawn by firstguess`,
    metadata: { network, init, seed: String(seed), draw: String(draw) },
  });
}

function withoutMasks(program: Program, layers: readonly Unfolded[]): Program {
  const masked = leavesOf(layers).find(({ weights }) => weights.some(({ batchAxis }) => batchAxis !== undefined));
  if (!masked) return program;
  const why = 'it draws a mask for every point, which a file of weights cannot hold';
  throw refusal(masked, 'ONNX', why, 'write dropout without mode=train, or net.py for PyTorch');
}

/** A tensor that is drawn, by a name that says where it stands: "layer1.dense.weight". */
export interface Parameter {
  readonly name: string;
  readonly tensor: DrawnTensor;
}

/** All that a program draws, in the order in which it is drawn. */
export function parametersOf(
  { hidden, readout }: Program,
  output: Output,
  layers: readonly Unfolded[],
): readonly Parameter[] {
  const drawn = [...hidden.weights, ...(readout?.graph.weights ?? [])].filter((tensor) => tensor.law !== 'fixed');
  const names = leavesOf(layers.slice(0, (output.readout ?? output.decision) + 1)).flatMap(
    ({ path, weights, words }) => {
      const roles = words.weights?.(weights.length) ?? [];
      return weights.map((_, i) => `${path}.${roles[i]}`);
    },
  );
  if (names.length !== drawn.length) throw new RangeError(`${names.length} names for ${drawn.length} weights`);
  return drawn.map((tensor, i) => ({ name: names[i]!, tensor }));
}

/** The number of the layer that emitted a node of the hidden graph: the first whose values come no earlier. */
function layerOf({ hidden, trace }: Program, place: number): number {
  const places = trace.map(({ name }) => hidden.nodes.findIndex(({ output }) => output === name));
  return places.findIndex((last) => last >= place);
}

/** Collects graphs into one, under names that are read: "layer1.dense/MatMul". */
class Named {
  private readonly nodes: GraphNode[] = [];
  private readonly constants: ConstantTensor[] = [];
  private readonly taken = new Set<string>();
  /** New names by old ones, of the graph added last. */
  private names = new Map<string, string>();
  private used = 0;

  constructor(private readonly weightNames: readonly string[]) {}

  nameOf(old: string): string {
    return this.names.get(old)!;
  }

  /** @param pathOf the path of the layer that emitted the node at a place */
  add(graph: Graph, weights: readonly Float32Array[], input: string, pathOf: (place: number) => string): void {
    this.names = new Map([[graph.inputs[0]!.name, input]]);
    graph.weights.forEach(({ name, dims }, i) => {
      const named = this.weightNames[this.used++]!;
      this.names.set(name, named);
      this.constants.push({ name: named, dims, values: weights[i]! });
    });
    const constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
    graph.nodes.forEach((node, place) => {
      const output = this.free(`${pathOf(place)}/${node.op}`);
      for (const each of node.inputs) {
        const constant = constants.get(each);
        if (!constant || this.names.has(each)) continue;
        const name = this.free(`${output}/constant`);
        this.names.set(each, name);
        this.constants.push({ ...constant, name });
      }
      this.names.set(node.output, output);
      this.nodes.push({ ...node, inputs: node.inputs.map((each) => this.nameOf(each)), output });
    });
  }

  /** Reads features with several axes in a row, as the output layer does. */
  flatten(from: string, path: string, { shape }: Tensor): string {
    const output = this.free(`${path}/Flatten`);
    this.nodes.push({ op: 'Flatten', inputs: [from], output, shape, attributes: { axis: 1 } });
    return output;
  }

  /** @param end the value that is the output; it keeps its name where the network does nothing */
  graph(input: Tensor, end: string, units: number): Graph {
    const output = { name: OUTPUT, shape: [units], batchAxis: 0 };
    const isInput = end === INPUT;
    const nodes = isInput
      ? [{ op: 'Identity', inputs: [INPUT], output: OUTPUT, shape: [units], attributes: {} }]
      : this.nodes.map((node) => ({
          ...node,
          inputs: node.inputs.map((name) => (name === end ? OUTPUT : name)),
          output: node.output === end ? OUTPUT : node.output,
        }));
    return { inputs: [{ ...input, name: INPUT }], nodes, weights: [], constants: this.constants, outputs: [output] };
  }

  private free(name: string): string {
    for (let i = 1; ; i++) {
      const candidate = i === 1 ? name : `${name}_${i}`;
      if (this.taken.has(candidate)) continue;
      this.taken.add(candidate);
      return candidate;
    }
  }
}
