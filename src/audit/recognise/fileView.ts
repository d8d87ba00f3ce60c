import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import type { NumberArray } from '../../engine/onnx/read/tensors/elementTypes.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import { ModelGraph } from '../graph/modelGraph.ts';
import type { AuditPlan, Parameter } from '../plan/auditPlan.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import { lookAt } from '../run/lookAt.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import { type Picked, pickedValues } from './pickedValues.ts';

/** Stored numbers that say something of a layer are few: bounds, axes, exponents. */
const FEW = 16;

/** What is known of a user's model when it is read as our notation. */
export interface FileView {
  readonly plan: AuditPlan;
  readonly graph: ModelGraph;
  /** How many points went through. */
  readonly points: number;
  /** The axes of a value, that of the points included. */
  dims(value: string): readonly number[];
  /** A few numbers that the file alone decides. */
  numbers(value: string): readonly number[] | undefined;
  /** The value whose entries a value consists of, if it only moves, picks or pads them. */
  picked(value: string): Picked | undefined;
  /** The parameter that a node takes at a slot, whatever picks or repeats it before. */
  parameterAt(node: ModelNode, slot: number): Parameter | undefined;
}

/**
 * Runs a model on a few points to see what it does.
 * @param model that of the plan, which takes all these points at once
 * @param feeds by name of the input
 */
export async function viewOf(
  model: Model,
  plan: AuditPlan,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<FileView> {
  const { inputs, head } = plan;
  const graph = new ModelGraph(withOutputs(model, [head.scores]));
  const [{ name: data, batchAxis = 0 }] = inputs;
  const points = feeds[data].dims[batchAxis];
  const dims = new Map(await dimsOf(model, head.scores, feeds, points, runtime));
  for (const { name, dims: own } of graph.model.constants.values()) dims.set(name, own);
  for (const [name, tensor] of Object.entries(feeds)) dims.set(name, tensor.dims);
  const numbers = await fewNumbers(graph, dims, feeds, runtime);
  const picked = await pickedValues(graph, dims, runtime);
  const places = new Map(
    plan.parameters.flatMap((parameter) => parameter.uses.map(({ node, slot }) => [keyOf(node, slot), parameter])),
  );
  const parameterAt = (node: ModelNode, slot: number): Parameter | undefined => {
    const maker = graph.maker(node.inputs[slot]);
    const isPicked = maker !== undefined && !graph.isData(node.inputs[slot]);
    return places.get(keyOf(node, slot)) ?? (isPicked ? parameterAt(maker, 0) : undefined);
  };
  return {
    plan,
    graph,
    points,
    dims: (value) => dims.get(value) ?? [],
    numbers: (value) => numbers.get(value),
    picked: (value) => picked.get(value),
    parameterAt,
  };
}

/** The dims of all values that lead to one, that of the points included. */
export async function dimsOf(
  model: Model,
  value: string,
  feeds: Readonly<Record<string, AnyTensor>>,
  points: number,
  runtime: Runtime,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const inputs = Object.entries(feeds).map(([name, tensor]) => ({ name, tensor }));
  return (await lookAt(model, value, inputs, runtime)(0, points)).dims;
}

function keyOf({ outputs }: ModelNode, slot: number): string {
  return `${slot} ${outputs.find((output) => output !== '')}`;
}

/** The values of all small tensors that are no data. */
async function fewNumbers(
  graph: ModelGraph,
  dims: ReadonlyMap<string, readonly number[]>,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<Map<string, readonly number[]>> {
  const { model } = graph;
  const isFew = (value: string) => !graph.isData(value) && sizeOf(dims.get(value) ?? [FEW + 1]) <= FEW;
  const stored = [...model.constants.values()].filter(({ name, type }) => isFew(name) && type !== 'string');
  const found = new Map(stored.map(({ name, values }) => [name, Array.from(values() as NumberArray, Number)]));
  const computed = model.nodes.flatMap(({ outputs }) => outputs.filter((output) => output !== '' && isFew(output)));
  if (computed.length === 0) return found;
  const small = withOutputs(model, computed);
  const given = Object.fromEntries(small.inputs.map(({ name }) => [name, feeds[name]]));
  const values = await runtime.evaluate(writeModel(small), given, computed);
  for (const name of computed) found.set(name, Array.from(values[name].data, Number));
  return found;
}
