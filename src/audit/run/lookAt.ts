import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import { node } from '../rewrite/parts.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import type { AuditInput } from './auditAssignment.ts';
import { pointsOf } from './slices.ts';

/** Operators whose outputs may be sequences, which have no shape. */
const NO_TENSORS = /^(Sequence(?!At|Length)|SplitToSequence|Optional|Loop|If|Scan)/;

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
  const needed = withOutputs(model, [scores]);
  const values = needed.nodes
    // What takes nothing is a constant that the engine makes.
    .filter(({ op, inputs: taken }) => taken.length > 0 && !NO_TENSORS.test(op))
    .flatMap(({ outputs }) => outputs.filter((output) => output !== ''));
  const shape = (value: string) => `${value}/dims`;
  const nodes = [...needed.nodes, ...values.map((value) => node('Shape', [value], [shape(value)]))];
  const outputs = [scores, ...values.map(shape)];
  const bytes = writeModel(withOutputs({ ...needed, nodes }, outputs));
  const taken = new Set(needed.inputs.map(({ name }) => name));
  const fed = inputs.filter(({ name }) => taken.has(name));
  return async (from, count) => {
    const found = await runtime.evaluate(bytes, pointsOf(fed, from, count), outputs);
    const dims = values.map((value) => [value, Array.from(found[shape(value)].data, Number)] as const);
    return new Seen(count, found[scores], new Map(dims));
  };
}
