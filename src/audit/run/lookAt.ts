import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import { node } from '../rewrite/parts.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import type { AuditInput } from './auditAssignment.ts';
import { pointsOf } from './slices.ts';

/** Operators whose outputs have no shape. */
const NO_TENSORS = /^(Sequence|SplitToSequence|Optional)/;

/** What a model made of some points. */
export class Seen {
  constructor(
    readonly points: number,
    readonly scores: AnyTensor,
    /** By name, of the values on the way to the scores. */
    readonly dims: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** How many numbers of one point a value has; undefined of values that are not known. */
  numbersOf(value: string): number | undefined {
    const dims = this.dims.get(value);
    return dims && sizeOf(dims) / this.points;
  }
}

/**
 * Has a runtime look at what a model makes of points: the scores, and the dims of all values before. The values themselves do
 * not leave the engine.
 *
 * @param scores name of the value
 * @returns looks at `count` points from number `from` on
 * @throws UserError of the runtime where the model does not take them
 */
export function lookAt(
  model: Model,
  scores: string,
  inputs: readonly AuditInput[],
  runtime: Runtime,
): (from: number, count: number) => Promise<Seen> {
  const look = looking(model, scores, runtime);
  return async (from, count) => {
    const { found, dims } = await look(pointsOf(inputs, from, count));
    return new Seen(count, found[scores], dims);
  };
}

/** The dims of all values on the way to the scores, by name. */
export async function dimsOf(
  model: Model,
  scores: string,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<ReadonlyMap<string, readonly number[]>> {
  return (await looking(model, scores, runtime)(feeds)).dims;
}

function looking(model: Model, scores: string, runtime: Runtime) {
  const needed = withOutputs(model, [scores]);
  const values = needed.nodes
    .filter(({ op }) => !NO_TENSORS.test(op))
    .flatMap(({ outputs }) => outputs.filter((output) => output !== ''));
  const shape = (value: string) => `${value}/dims`;
  const nodes = [...needed.nodes, ...values.map((value) => node('Shape', [value], [shape(value)]))];
  const outputs = [scores, ...values.map(shape)];
  const bytes = writeModel(withOutputs({ ...needed, nodes }, outputs));
  return async (feeds: Readonly<Record<string, AnyTensor>>) => {
    const found = await runtime.evaluate(bytes, taken(needed, feeds), outputs);
    const dims = new Map(values.map((value) => [value, Array.from(found[shape(value)].data, Number)] as const));
    return { found, dims };
  };
}

/** What a model takes of the feeds: engines refuse the others. */
export function taken<T>({ inputs }: Pick<Model, 'inputs'>, feeds: Readonly<Record<string, T>>): Record<string, T> {
  const names = new Set(inputs.map(({ name }) => name));
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));
}
