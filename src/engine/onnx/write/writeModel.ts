import { AttributeType, DataType, encodeModel, type ModelInit } from '../proto.ts';
import { allNodes, type Constant, type Model, type ModelAttribute, type ModelNode, type Value } from '../read/model.ts';
import { badModel, quoted, titleOf } from '../read/problems.ts';
import { elementType } from '../read/tensors/elementTypes.ts';

type GraphInit = NonNullable<ModelInit['graph']>;
type NodeInit = NonNullable<GraphInit['node']>[number];
type TensorInit = NonNullable<GraphInit['initializer']>[number];
type AttributeInit = NonNullable<NodeInit['attribute']>[number];
type InfoInit = NonNullable<GraphInit['input']>[number];

/** Constants of one repeated value are stored as such from this size on. */
const LARGE_FILL = 2 ** 14;

/**
 * A model as an ONNX file that stands alone: values from files beside the model are in it, and constants that no node
 * takes are not. Half precision becomes single, since what is drawn is float32. Shapes of outputs are left to the engine.
 *
 * @throws UserError `bad-model` for constants and attributes that cannot be written
 */
export function writeModel(model: Model): Uint8Array<ArrayBuffer> {
  const constants = constantsTaken(model);
  const filled = constants.filter(
    ({ fill, size, type }) => fill !== undefined && size >= LARGE_FILL && dataTypeOf(type) !== undefined,
  );
  const stored = constants.filter((constant) => !filled.includes(constant));
  return encodeModel({
    irVersion: BigInt(model.irVersion),
    producerName: 'firstguess',
    opsetImport: [...model.opsets].map(([domain, version]) => ({ domain, version: BigInt(version) })),
    graph: {
      name: 'network',
      node: [...filled.map(fillNode), ...model.nodes.map((node) => nodeOf(node, model.file))],
      initializer: [...stored.map((constant) => tensorOf(constant, model.file)), ...filled.map(fillShape)],
      input: model.inputs.map((input) => infoOf(input, model.file)),
      output: model.outputs.map(({ name }) => ({ name })),
    },
  });
}

/** Those that a node takes or that are outputs themselves. */
function constantsTaken(model: Model): Constant[] {
  const nodes = allNodes(model);
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
  for (const { name } of model.outputs) taken.add(name);
  return [...model.constants.values()].filter(({ name }) => taken.has(name));
}

/** @param file for messages */
export function nodeOf(node: ModelNode, file: string): NodeInit {
  return {
    name: node.name,
    opType: node.op,
    domain: node.domain,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: [...node.attributes].map(([name, attribute]) => ({
      name,
      ...(node.op === 'Cast' && name === 'to' && attribute.type === 'int'
        ? { type: AttributeType.INT, i: BigInt(single(Number(attribute.value))) }
        : attributeOf(attribute, node, file)),
    })),
  };
}

function attributeOf(attribute: ModelAttribute, node: ModelNode, file: string): AttributeInit {
  const text = (value: string) => new TextEncoder().encode(value);
  const graph = ({ inputs, outputs, nodes }: Pick<Model, 'inputs' | 'outputs' | 'nodes'>): GraphInit => ({
    name: 'subgraph',
    node: nodes.map((inner) => nodeOf(inner, file)),
    // The bodies of loops state the types of what they take.
    input: inputs.map((input) => (dataTypeOf(input.type) === undefined ? { name: input.name } : infoOf(input, file))),
    output: outputs.map(({ name }) => ({ name })),
  });
  switch (attribute.type) {
    case 'float':
      return { type: AttributeType.FLOAT, f: attribute.value };
    case 'int':
      return { type: AttributeType.INT, i: attribute.value };
    case 'string':
      return { type: AttributeType.STRING, s: text(attribute.value) };
    case 'floats':
      return { type: AttributeType.FLOATS, floats: [...attribute.value] };
    case 'ints':
      return { type: AttributeType.INTS, ints: [...attribute.value] };
    case 'strings':
      return { type: AttributeType.STRINGS, strings: attribute.value.map(text) };
    case 'tensor':
      return { type: AttributeType.TENSOR, t: tensorOf(attribute.value, file) };
    case 'tensors':
      return { type: AttributeType.TENSORS, tensors: attribute.value.map((tensor) => tensorOf(tensor, file)) };
    case 'graph':
      return { type: AttributeType.GRAPH, g: graph(attribute.value) };
    case 'graphs':
      return { type: AttributeType.GRAPHS, graphs: attribute.value.map(graph) };
    default:
      throw badModel(
        file,
        `${titleOf(node)} has an attribute that cannot be written`,
        'export it without sparse tensors and optional types',
      );
  }
}

/** @param file for messages */
export function tensorOf({ name, type, dims, values }: Constant, file: string): TensorInit {
  const numbers = values();
  const dataType = dataTypeOf(type);
  if (dataType === undefined) throw badModel(file, `${quoted(name)} is of type ${type}`, 'export it as float32');
  return {
    name,
    dims: dims.map(BigInt),
    dataType,
    rawData: new Uint8Array(numbers.buffer as ArrayBuffer, numbers.byteOffset, numbers.byteLength),
  };
}

function fillNode({ name, type, fill }: Constant): NodeInit {
  const dataType = dataTypeOf(type)!;
  const { buffer } = elementType(dataType)!.filled!(1, fill!);
  const t = { dims: [1n], dataType, rawData: new Uint8Array(buffer as ArrayBuffer) };
  return {
    opType: 'ConstantOfShape',
    input: [`${name}/shape`],
    output: [name],
    attribute: [{ name: 'value', type: AttributeType.TENSOR, t }],
  };
}

function fillShape({ name, dims }: Constant): TensorInit {
  return {
    name: `${name}/shape`,
    dims: [BigInt(dims.length)],
    dataType: DataType.INT64,
    int64Data: dims.map(BigInt),
  };
}

function infoOf({ name, type, dims }: Value, file: string): InfoInit {
  const elemType = dataTypeOf(type);
  if (elemType === undefined) {
    throw badModel(
      file,
      `the input ${quoted(name)} is of type ${type}`,
      'export a model that takes tensors of numbers',
    );
  }
  const dim = dims?.map((length) => ({
    value:
      typeof length === 'number'
        ? { case: 'dimValue' as const, value: BigInt(length) }
        : { case: 'dimParam' as const, value: length ?? '' },
  }));
  return { name, type: { value: { case: 'tensorType', value: { elemType, shape: dim && { dim } } } } };
}

const DATA_TYPES: Readonly<Record<string, DataType>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  float16: DataType.FLOAT,
  bfloat16: DataType.FLOAT,
  int8: DataType.INT8,
  uint8: DataType.UINT8,
  int16: DataType.INT16,
  uint16: DataType.UINT16,
  int32: DataType.INT32,
  uint32: DataType.UINT32,
  int64: DataType.INT64,
  uint64: DataType.UINT64,
  bool: DataType.BOOL,
};

/** Undefined for what holds no numbers. */
function dataTypeOf(type: string): DataType | undefined {
  return DATA_TYPES[type];
}

/** Half precision is written as single. */
function single(dataType: number): number {
  return dataType === DataType.FLOAT16 || dataType === DataType.BFLOAT16 ? DataType.FLOAT : dataType;
}
