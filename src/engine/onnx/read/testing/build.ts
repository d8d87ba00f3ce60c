import { AttributeType, DataLocation, DataType, encodeModel, type ModelInit } from '../../proto.ts';

/** What stands for a message, without the message itself. */
type Plain<T> = Exclude<T, { readonly $typeName: string }>;

/** Parts of models as the library takes them. */
type GraphInit = Plain<NonNullable<Plain<ModelInit>['graph']>>;
type NodeInit = Plain<NonNullable<GraphInit['node']>[number]>;
type TensorInit = Plain<NonNullable<GraphInit['initializer']>[number]>;
type AttributeInit = Plain<NonNullable<NodeInit['attribute']>[number]>;
type InfoInit = Plain<NonNullable<GraphInit['input']>[number]>;

export function node(opType: string, input: string[], output: string[], rest: NodeInit = {}): NodeInit {
  return { opType, input, output, ...rest };
}

/** A float32 tensor of raw bytes, all 0.5, unless `rest` says otherwise. */
export function tensor(name: string, dims: readonly (number | bigint)[], rest: TensorInit = {}): TensorInit {
  const size = dims.reduce<number>((product, dim) => product * Number(dim), 1);
  const rawData = rest.dataType === undefined && rest.dataLocation === undefined ? halves(size) : undefined;
  return { name, dims: dims.map(BigInt), dataType: DataType.FLOAT, rawData, ...rest };
}

export function integers(name: string, dims: readonly number[], ...int64Data: (number | bigint)[]): TensorInit {
  return tensor(name, dims, { dataType: DataType.INT64, int64Data: int64Data.map(BigInt) });
}

/** A tensor whose values lie in another file. */
export function elsewhere(name: string, dims: readonly number[], entries: Record<string, string>): TensorInit {
  const externalData = Object.entries(entries).map(([key, value]) => ({ key, value }));
  return tensor(name, dims, { dataLocation: DataLocation.EXTERNAL, externalData });
}

export function info(name: string, dims?: readonly (number | string)[]): InfoInit {
  const dim = dims?.map((size) =>
    typeof size === 'string'
      ? { value: { case: 'dimParam' as const, value: size } }
      : { value: { case: 'dimValue' as const, value: BigInt(size) } },
  );
  const value = { elemType: DataType.FLOAT, shape: dim && { dim } };
  return { name, type: { value: { case: 'tensorType', value } } };
}

export function subgraph(name: string, g: GraphInit): AttributeInit {
  return { name, type: AttributeType.GRAPH, g };
}

/** A graph from x [N, 4] to y. */
export function graph(nodes: NodeInit[], initializer: TensorInit[] = [], rest: GraphInit = {}): GraphInit {
  return { node: nodes, initializer, input: [info('x', ['N', 4])], output: [info('y')], ...rest };
}

export function model(graph: GraphInit | undefined, rest: Plain<ModelInit> = {}): Uint8Array<ArrayBuffer> {
  return encodeModel({ irVersion: 8n, opsetImport: [{ domain: '', version: 17n }], graph, ...rest });
}

/** x [N, 4] times w [4, 3]. */
export function soundModel(): Uint8Array<ArrayBuffer> {
  return model(graph([node('MatMul', ['x', 'w'], ['y'], { name: 'layer' })], [tensor('w', [4, 3])]));
}

function halves(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Float32Array(Math.max(0, Math.min(size, 1000))).fill(0.5).buffer);
}
