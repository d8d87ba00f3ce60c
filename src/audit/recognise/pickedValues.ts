import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import { type Order, simplified } from './order.ts';

/** Operators that move, pick or pad entries, and change none. */
const MOVING = new Set([
  'Reshape',
  'Flatten',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Slice',
  'Split',
  'Gather',
  'Pad',
  'DepthToSpace',
  'SpaceToDepth',
]);

/** Float32 numbers count no further. */
const MOST = 2 ** 24;

export interface Picked {
  /** The value that is no such pick itself. */
  readonly from: string;
  readonly order: Order;
}

/**
 * Which entries of which value every value consists of that is only reshaped, transposed, sliced …: found by running these
 * operators alone, on the places of the entries in place of the entries.
 */
export async function pickedValues(
  graph: ModelGraph,
  dims: ReadonlyMap<string, readonly number[]>,
  runtime: Runtime,
): Promise<Map<string, Picked>> {
  const { model } = graph;
  const moving = model.nodes.filter((node) => isMoving(graph, node));
  const from = new Map<string, string>();
  for (const { inputs, outputs } of moving) {
    for (const output of outputs) from.set(output, from.get(inputs[0]) ?? inputs[0]);
  }
  const wanted = [...from.keys()].filter((value) => {
    // What an If makes has no dims that are known.
    const shape = dims.get(from.get(value)!);
    return value !== '' && shape !== undefined && sizeOf(shape) < MOST;
  });
  if (wanted.length === 0) return new Map();
  const alone = withOutputs(onPlaces(graph, moving, dims), wanted);
  const feeds = alone.inputs.map(({ name }) => [name, places(dims.get(name)!)] as const);
  const found = await runtime.evaluate(writeModel(alone), Object.fromEntries(feeds), wanted);
  return new Map(
    wanted.map((value) => {
      const size = sizeOf(dims.get(from.get(value)!)!);
      return [
        value,
        {
          from: from.get(value)!,
          order: simplified(
            Int32Array.from(found[value].data as Float32Array, (n) => n - 1),
            size,
          ),
        },
      ];
    }),
  );
}

function isMoving(graph: ModelGraph, { op, inputs, attributes }: ModelNode): boolean {
  if (!MOVING.has(op) || !graph.isData(inputs[0])) return false;
  if (inputs.slice(1).some((input) => graph.isData(input))) return false;
  if (op !== 'Pad') return true;
  const mode = attributes.get('mode');
  const filled = inputs[2] ? graph.model.constants.get(inputs[2]) : undefined;
  const isZero = !inputs[2] || (filled?.size === 1 && Number(filled.values()[0]) === 0);
  return isZero && (mode?.type !== 'string' || mode.value === 'constant');
}

/** The operators that move, and those that compute shapes, on inputs in place of all other data. */
function onPlaces(
  graph: ModelGraph,
  moving: readonly ModelNode[],
  dims: ReadonlyMap<string, readonly number[]>,
): Model {
  const { model } = graph;
  const nodes = model.nodes.filter((node) => moving.includes(node) || graph.classOfNode(node) !== 'data');
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const bases = new Set(
    nodes.flatMap(({ inputs }) => inputs).filter((value) => graph.isData(value) && !made.has(value)),
  );
  const inputs = [...bases].map((name) => ({ name, type: 'float32', dims: dims.get(name) }));
  return { ...model, nodes, inputs };
}

/** 1, 2, 3 …, so that 0 is what padding adds. */
function places(dims: readonly number[]): AnyTensor {
  return { type: 'float32', dims, data: Float32Array.from({ length: sizeOf(dims) }, (_, i) => i + 1) };
}
