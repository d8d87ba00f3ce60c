import { type Attribute, type ConstantTensor, type Graph, type GraphNode, withBatchAxis } from '../../graph/graph.ts';
import { AttributeType, DataType, encodeModel, type ModelInit } from './proto.ts';

/** LayerNormalization exists since opset 17. */
const OPSET = 17n;
const IR_VERSION = 8n;

type GraphInit = NonNullable<ModelInit['graph']>;
type NodeInit = NonNullable<GraphInit['node']>[number];
type AttributeInit = NonNullable<NodeInit['attribute']>[number];
type TensorInit = NonNullable<GraphInit['initializer']>[number];
/** Of an axis; by a name where it is free. */
type Length = number | string;
type ValueInfoInit = NonNullable<GraphInit['input']>[number];

/** What a file says beside its graph. */
export interface FileOptions {
  /** Number of data points, the length of every batch axis; a name where any number may go through. */
  readonly points: number | string;
  readonly producerVersion?: string;
  /** For people, in readers such as Netron. */
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A graph as an ONNX file: the data and the weights are its inputs, so that one session serves every initialisation;
 * constants are stored in it. All numbers are float32, but integer constants int64.
 */
export function toOnnx(graph: Graph, options: FileOptions): Uint8Array<ArrayBuffer> {
  const { points, producerVersion, description, metadata = {} } = options;
  const info = (name: string, shape: readonly Length[], batchAxis?: number) =>
    valueInfo(name, withBatchAxis(shape, batchAxis, points));
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'firstguess',
    producerVersion,
    docString: description,
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
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

/** From this size on numbers are stored as their bytes, which takes no array of numbers on the way. */
const LARGE = 1024;

function initialiser({ name, dims, values }: ConstantTensor): TensorInit {
  return { name, dims: dims.map(BigInt), ...numbersOf(values) };
}

function numbersOf(values: ConstantTensor['values']): TensorInit {
  if (values instanceof BigInt64Array) return { dataType: DataType.INT64, int64Data: [...values] };
  if (values.length < LARGE) return { dataType: DataType.FLOAT, floatData: [...values] };
  const rawData = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  return { dataType: DataType.FLOAT, rawData };
}

/** Without dims the shape is left open. */
function valueInfo(name: string, dims?: readonly Length[]): ValueInfoInit {
  const dim = dims?.map((size) => ({
    value:
      typeof size === 'number'
        ? { case: 'dimValue' as const, value: BigInt(size) }
        : { case: 'dimParam' as const, value: size },
  }));
  const shape = dim && { dim };
  return { name, type: { value: { case: 'tensorType', value: { elemType: DataType.FLOAT, shape } } } };
}
