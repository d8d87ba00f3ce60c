import fc from 'fast-check';
import { decodeModel, encodeModel, type GraphProto, type ModelProto, type NodeProto } from '../../engine/onnx/proto.ts';

/** One change of a model's graph: what it does, and numbers that say where and how. */
export interface GraphEdit {
  readonly kind: keyof typeof EDITS;
  readonly numbers: readonly number[];
}

/** Edits whose places fit every graph: a place beyond the end counts on from the begin. */
export function graphEdits(most: number): fc.Arbitrary<GraphEdit[]> {
  const kind = fc.constantFrom(...(Object.keys(EDITS) as GraphEdit['kind'][]));
  return fc.array(fc.record({ kind, numbers: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: most,
  });
}

/** The bytes of a model after some edits. */
export function edited(model: Uint8Array, edits: readonly GraphEdit[]): Uint8Array<ArrayBuffer> {
  const proto = decodeModel(model);
  for (const { kind, numbers } of edits) EDITS[kind](new Place(proto, numbers));
  return encodeModel(proto);
}

/** Where an edit happens. */
class Place {
  private taken = 0;

  constructor(
    readonly model: ModelProto,
    private readonly numbers: readonly number[],
  ) {}

  get graph(): GraphProto {
    return this.model.graph!;
  }

  /** A number from 0 to below `count`; the next one with every call. */
  below(count: number): number {
    return count === 0 ? 0 : this.numbers[this.taken++ % this.numbers.length] % count;
  }

  /** One of some, undefined where there are none. */
  of<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** Any node, those of subgraphs included. */
  node(): NodeProto | undefined {
    return this.of(nodesOf(this.graph));
  }

  /** Any name of a value. */
  value(): string {
    const { input, output, initializer } = this.graph;
    const named = [...input, ...output, ...initializer].map(({ name }) => name);
    return this.of([...named, ...nodesOf(this.graph).flatMap((node) => node.output), '', 'nowhere'])!;
  }
}

function nodesOf({ node }: GraphProto): NodeProto[] {
  const inside = node.flatMap(({ attribute }) => attribute.flatMap(({ g }) => (g ? nodesOf(g) : [])));
  return [...node, ...inside];
}

const OPS = [
  ...['Add', 'Mul', 'MatMul', 'Gemm', 'Conv', 'ConvTranspose', 'BatchNormalization', 'LayerNormalization', 'PRelu'],
  ...['Relu', 'Softmax', 'Reshape', 'Transpose', 'Gather', 'Concat', 'Shape', 'ConstantOfShape', 'Expand', 'Identity'],
  ...['LSTM', 'GRU', 'Dropout', 'Einsum', 'ReduceMean', 'Constant', 'If', 'Loop', 'Scan', 'Cast', 'Split', 'Slice'],
  ...['GroupNormalization', 'InstanceNormalization', 'Attention', 'QuantizeLinear', 'Where', 'Nowhere', ''],
];
const LENGTHS = [-1n, 0n, 1n, 2n, 3n, 7n, 10n, 64n, 1000n, 2n ** 31n, 2n ** 40n, -(2n ** 63n)];
const DATA_TYPES = [0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 16, 99];

/** Every edit changes its model in place. */
const EDITS = {
  'drop a node': (place: Place) => {
    place.graph.node.splice(place.below(place.graph.node.length), 1);
  },
  'repeat a node': (place: Place) => {
    const node = place.of(place.graph.node);
    if (node) place.graph.node.push({ ...node });
  },
  'repeat a node under another name': (place: Place) => {
    const node = place.of(place.graph.node);
    if (node) place.graph.node.push({ ...node, output: node.output.map((name) => `${name}/again`) });
  },
  'move a node': (place: Place) => {
    const { node } = place.graph;
    node.splice(place.below(node.length), 0, ...node.splice(place.below(node.length), 1));
  },
  'turn all nodes around': (place: Place) => {
    place.graph.node.reverse();
  },
  'change the operator': (place: Place) => {
    const node = place.node();
    if (node) node.opType = place.of(OPS)!;
  },
  'change the domain': (place: Place) => {
    const node = place.node();
    if (node) node.domain = place.of(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft', 'own'])!;
  },
  'rewire an input': (place: Place) => {
    const node = place.node();
    if (node) node.input[place.below(node.input.length + 1)] = place.value();
  },
  'drop an input': (place: Place) => {
    const node = place.node();
    node?.input.splice(place.below(node.input.length), 1);
  },
  'repeat an input': (place: Place) => {
    const node = place.node();
    if (node) node.input.push(...node.input.slice(place.below(node.input.length)));
  },
  'rename an output': (place: Place) => {
    const node = place.node();
    if (node) node.output[place.below(node.output.length + 1)] = place.value();
  },
  'drop the outputs': (place: Place) => {
    place.node()?.output.splice(place.below(2));
  },
  'drop an attribute': (place: Place) => {
    const node = place.node();
    node?.attribute.splice(place.below(node.attribute.length), 1);
  },
  'change an attribute': (place: Place) => {
    const attribute = place.of(place.node()?.attribute ?? []);
    if (!attribute) return;
    attribute.i = place.of(LENGTHS)!;
    attribute.ints = attribute.ints.map(() => place.of(LENGTHS)!);
    attribute.f = place.of([Number.NaN, Number.POSITIVE_INFINITY, -1, 0])!;
  },
  'change the length of a list': (place: Place) => {
    const attribute = place.of(place.node()?.attribute ?? []);
    if (attribute) attribute.ints = attribute.ints.slice(0, place.below(attribute.ints.length));
  },
  'change the type of an attribute': (place: Place) => {
    const attribute = place.of(place.node()?.attribute ?? []);
    if (attribute) attribute.type = place.below(15);
  },
  'take the attributes of another node': (place: Place) => {
    const node = place.node();
    if (node) node.attribute = place.node()!.attribute;
  },
  'drop a constant': (place: Place) => {
    place.graph.initializer.splice(place.below(place.graph.initializer.length), 1);
  },
  'turn a constant': (place: Place) => {
    place.of(place.graph.initializer)?.dims.reverse();
  },
  'give a constant other axes': (place: Place) => {
    const constant = place.of(place.graph.initializer);
    const size = constant?.dims.reduce((product, length) => product * length, 1n);
    if (constant) constant.dims = place.of([[], [size!], [1n, size!], [size!, 1n, 1n], [1n, 1n, 1n, 1n, size!]])!;
  },
  'give a constant another length': (place: Place) => {
    const dims = place.of(place.graph.initializer)?.dims;
    if (dims) dims[place.below(dims.length + 1)] = place.of(LENGTHS)!;
  },
  'empty a constant': (place: Place) => {
    const constant = place.of(place.graph.initializer);
    if (constant) Object.assign(constant, { dims: [0n], rawData: new Uint8Array() });
  },
  'change the type of a constant': (place: Place) => {
    const constant = place.of(place.graph.initializer);
    if (constant) constant.dataType = place.of(DATA_TYPES)!;
  },
  'rename a constant': (place: Place) => {
    const constant = place.of(place.graph.initializer);
    if (constant) constant.name = place.value();
  },
  'change an axis of an input': (place: Place) => {
    const type = place.of(place.graph.input)?.type?.value;
    if (type?.case !== 'tensorType') return;
    const axis = place.of(type.value.shape?.dim ?? []);
    if (axis) axis.value = { case: 'dimValue', value: place.of(LENGTHS)! };
    else type.value.elemType = place.of(DATA_TYPES)!;
  },
  'drop the shape of an input': (place: Place) => {
    const type = place.of(place.graph.input)?.type?.value;
    if (type?.case === 'tensorType') type.value.shape = undefined;
  },
  'drop an input of the model': (place: Place) => {
    place.graph.input.splice(place.below(place.graph.input.length), 1);
  },
  'look at another value': (place: Place) => {
    const output = place.of(place.graph.output);
    if (output) output.name = place.value();
  },
  'drop the outputs of the model': (place: Place) => {
    place.graph.output.splice(place.below(2));
  },
  'change the opset': (place: Place) => {
    const [opset] = place.model.opsetImport;
    if (opset) opset.version = BigInt(place.below(27));
  },
} satisfies Record<string, (place: Place) => void>;
