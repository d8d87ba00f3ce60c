import type { Attribute, ConstantTensor, Graph, GraphNode, Shape } from '../../graph/graph.ts';
import { AttributeType, DataType, encodeModel, type ModelInit } from './proto.ts';

/** LayerNormalization arrived in 17. */
const OPSET = 17n;
const IR_VERSION = 8n;

type GraphInit = NonNullable<ModelInit['graph']>;
type NodeInit = NonNullable<GraphInit['node']>[number];
type AttributeInit = NonNullable<NodeInit['attribute']>[number];
type TensorInit = NonNullable<GraphInit['initializer']>[number];
type ValueInfoInit = NonNullable<GraphInit['input']>[number];

/**
 * A graph as an ONNX file: the data and the weights are its inputs, so that one session serves every initialisation;
 * constants are stored in it. All numbers are float32, but integer constants int64.
 *
 * @param options.points number of data points, the first axis of the data and of every output
 */
export function toOnnx(graph: Graph, { points }: { points: number }): Uint8Array<ArrayBuffer> {
  const batch = ({ name, shape }: { name: string; shape: Shape }) => valueInfo(name, [points, ...shape]);
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'firstguess',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: 'network',
      node: graph.nodes.map(node),
      initializer: graph.constants.map(initialiser),
      input: [
        batch(graph.input),
        ...graph.weights.map(({ name, dims, perPoint }) => valueInfo(name, perPoint ? [points, ...dims] : dims)),
        ...(graph.carried ?? []).map((name) => valueInfo(name)),
      ],
      output: [...graph.outputs.map(batch), ...(graph.handedOn ?? []).map((name) => valueInfo(name))],
    },
  });
}

function node({ op, inputs, output, attributes }: GraphNode): NodeInit {
  return {
    name: output,
    opType: op,
    input: [...inputs],
    output: [output],
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...attribute(value) })),
  };
}

/** Plain numbers are integers; a float says so. */
function attribute(value: Attribute): AttributeInit {
  if (typeof value === 'number') return { type: AttributeType.INT, i: BigInt(value) };
  if (typeof value === 'string') return { type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { type: AttributeType.FLOAT, f: value.float };
  return { type: AttributeType.INTS, ints: value.map(BigInt) };
}

function initialiser({ name, dims, values, integer }: ConstantTensor): TensorInit {
  const data = integer
    ? { dataType: DataType.INT64, int64Data: values.map(BigInt) }
    : { dataType: DataType.FLOAT, floatData: values.map(Math.fround) };
  return { name, dims: dims.map(BigInt), ...data };
}

/** Without dims the shape is left open. */
function valueInfo(name: string, dims?: readonly number[]): ValueInfoInit {
  const dim = dims?.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } }));
  const shape = dim && { dim };
  return { name, type: { value: { case: 'tensorType', value: { elemType: DataType.FLOAT, shape } } } };
}
