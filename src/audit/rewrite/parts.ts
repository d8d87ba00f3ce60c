import type { Constant, Model, ModelAttribute, ModelNode } from '../../engine/onnx/read/model.ts';

/** Whole numbers, or a list of them; a text; or a number that is no whole one by its type. */
type Attribute = number | readonly number[] | string | { readonly float: number };

/** A node of ONNX's own operators, named after its first output. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): ModelNode {
  const entries = Object.entries(attributes).map(([name, value]) => [name, attribute(value)] as const);
  return { name: outputs[0], op, domain: '', inputs, outputs, attributes: new Map(entries) };
}

/** A constant of one axis, as shapes and axes are. */
export function integers(name: string, values: readonly number[]): Constant {
  const numbers = BigInt64Array.from(values, BigInt);
  return { name, type: 'int64', dims: [values.length], size: values.length, values: () => numbers };
}

/** A float32 constant, all of whose entries are the same. */
export function repeated(name: string, dims: readonly number[], value: number): Constant {
  const size = dims.reduce((product, length) => product * length, 1);
  return { name, type: 'float32', dims, size, values: () => new Float32Array(size).fill(value) };
}

/** A node that takes other values. */
export function withInputs(of: ModelNode, inputs: readonly string[]): ModelNode {
  return { ...of, inputs };
}

/** A model with other nodes, and constants of theirs beside its own. */
export function withNodes(model: Model, nodes: readonly ModelNode[], added: readonly Constant[] = []): Model {
  const constants = new Map([...model.constants, ...added.map((constant) => [constant.name, constant] as const)]);
  return { ...model, nodes, constants };
}

/** The version of ONNX's own operators. */
export function opsetOf({ opsets }: Model): number {
  return opsets.get('') ?? 1;
}

function attribute(value: Attribute): ModelAttribute {
  if (typeof value === 'number') return { type: 'int', value: BigInt(value) };
  if (typeof value === 'string') return { type: 'string', value };
  if ('float' in value) return { type: 'float', value: value.float };
  return { type: 'ints', value: value.map(BigInt) };
}
