import type { Constant, Model, ModelNode } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { integers, node } from '../../rewrite/parts.ts';

type Attributes = Parameters<typeof node>[3];

/** A node by its operator, what it takes, what it makes, and its attributes. */
type Line = readonly [op: string, inputs: string, output: string, attributes?: Attributes];

/**
 * A model written by hand: its input is x, its output what the last node makes.
 * @param dims of a point
 * @param constants by name: numbers, lists of whole numbers, or the dims of weights, which are filled with small numbers
 */
export function smallModel(
  dims: readonly number[],
  lines: readonly Line[],
  constants: Readonly<
    Record<string, number | { readonly whole: readonly number[] } | { readonly dims: readonly number[] }>
  > = {},
): Model {
  const nodes: ModelNode[] = lines.map(([op, inputs, output, attributes]) => {
    return node(op, inputs.split(' '), output.split(' '), attributes);
  });
  const stored = Object.entries(constants).map(([name, value]): [string, Constant] => [name, constantOf(name, value)]);
  const [output] = nodes.at(-1)!.outputs;
  return {
    file: 'small.onnx',
    producer: '',
    irVersion: 8,
    opsets: new Map([['', 17]]),
    constants: new Map(stored),
    functions: new Set(),
    metadata: new Map(),
    inputs: [{ name: 'x', type: 'float32', dims: ['N', ...dims] }],
    outputs: [{ name: output, type: 'float32' }],
    nodes,
  };
}

function constantOf(
  name: string,
  value: number | { readonly whole: readonly number[] } | { readonly dims: readonly number[] },
): Constant {
  if (typeof value === 'number') return floats(name, [], Float32Array.of(value));
  if ('whole' in value) return integers(name, value.whole);
  const { dims } = value;
  return floats(
    name,
    dims,
    Float32Array.from({ length: sizeOf(dims) }, (_, i) => Math.sin(1 + 7 * i + i * i) / 3),
  );
}

function floats(name: string, dims: readonly number[], values: Float32Array): Constant {
  return { name, type: 'float32', dims, size: values.length, values: () => values };
}
