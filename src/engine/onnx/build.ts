import {
  type Attribute,
  type ConstantTensor,
  type Graph,
  type GraphNode,
  type Shape,
  withBatchAxis,
} from '../../graph/graph.ts';
import { AttributeType, DataType, encodeModel, type ModelInit } from './proto.ts';

/** LayerNormalization exists since opset 17. */
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
 * @param options.points number of data points, the length of every batch axis
 */
export function toOnnx(graph: Graph, { points }: { points: number }): Uint8Array<ArrayBuffer> {
  const info = (name: string, shape: Shape, batchAxis?: number) =>
    valueInfo(name, withBatchAxis(shape, batchAxis, points));
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'firstguess',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: 'network',
      node: graph.nodes.map(node),
      initializer: graph.constants.map(initialiser),
      input: [
        ...graph.inputs.map(({ name, shape, batchAxis }) => info(name, shape, batchAxis)),
        ...graph.weights.map(({ name, dims, batchAxis }) => info(name, dims, batchAxis)),
        ...(graph.carried ?? []).map((name) => valueInfo(name)),
      ],
      output: [
        ...graph.outputs.map(({ name, shape, batchAxis }) => info(name, shape, batchAxis)),
        ...(graph.handedOn ?? []).map((name) => valueInfo(name)),
      ],
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

function initialiser({ name, dims, values }: ConstantTensor): TensorInit {
  const data =
    values instanceof BigInt64Array
      ? { dataType: DataType.INT64, int64Data: [...values] }
      : { dataType: DataType.FLOAT, floatData: [...values] };
  return { name, dims: dims.map(BigInt), ...data };
}

/** Without dims the shape is left open. */
function valueInfo(name: string, dims?: readonly number[]): ValueInfoInit {
  const dim = dims?.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } }));
  const shape = dim && { dim };
  return { name, type: { value: { case: 'tensorType', value: { elemType: DataType.FLOAT, shape } } } };
}
