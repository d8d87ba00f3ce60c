import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { node } from '../rewrite/parts.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';

/** Operators whose outputs have no shape. */
const NO_TENSORS = /^(Sequence|SplitToSequence|Optional)/;

/**
 * The dims of the values that lead to some of them, by running the model once. Only the dims leave the engine.
 *
 * @param names of the values that are wanted
 * @param feeds a few points
 */
export async function shapesOf(
  model: Model,
  names: readonly string[],
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<Map<string, readonly number[]>> {
  const needed = withOutputs(model, names);
  const values = needed.nodes
    .filter(({ op }) => !NO_TENSORS.test(op))
    .flatMap(({ outputs }) => outputs.filter((output) => output !== ''));
  const shape = (value: string) => `${value}/dims`;
  const nodes = [...needed.nodes, ...values.map((value) => node('Shape', [value], [shape(value)]))];
  const outputs = values.map(shape);
  const bytes = writeModel(withOutputs({ ...needed, nodes }, outputs));
  const found = await runtime.evaluate(bytes, taken(needed, feeds), outputs);
  return new Map(values.map((value) => [value, Array.from(found[shape(value)].data, Number)]));
}

/** What a model takes of the feeds: engines refuse the others. */
export function taken<T>({ inputs }: Pick<Model, 'inputs'>, feeds: Readonly<Record<string, T>>): Record<string, T> {
  const names = new Set(inputs.map(({ name }) => name));
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));
}
