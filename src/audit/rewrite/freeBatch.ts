import type { Constant, Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import { wholeAttribute } from '../graph/attributes.ts';
import type { PlannedInput } from '../plan/auditPlan.ts';
import { integers, node, withInputs, withNodes } from './parts.ts';
import { valuesOfPoints } from './valuesOfPoints.ts';

/** The name of the free length: no other length of a model is called so. */
const POINTS = 'firstguess/points';

/**
 * A model that takes any number of points at once, although it may have been exported for one, or for another fixed number b.
 *
 * - Inputs have a free length on the axis of the points.
 * - A Reshape of data to constant lengths that begin with b takes the number of points in their place.
 * - What is joined to data with a length of 1 where the points are, such as a class token, is repeated for each point.
 * - Recurrent layers begin without the zeros that are stored for b points: without any they begin with zeros, too.
 *
 * Whether this was enough is for `verifyBatch` to say.
 *
 * @param model with its parameters as inputs, or as the file has it
 * @param inputs those of the plan, which are no parameters
 */
export function freeBatch(model: Model, inputs: readonly PlannedInput[]): Model {
  const axes = new Map(inputs.map(({ name, batchAxis }) => [name, batchAxis]));
  const batch = fixedBatch(inputs);
  const ofPoints = valuesOfPoints(model, inputs);
  const lengths = lengthsOf(model);
  const added: Constant[] = [];
  const nodes = model.nodes.flatMap((before): ModelNode[] => {
    if (!before.outputs.some((output) => ofPoints.has(output))) return [before];
    if (before.op === 'Reshape' && ofPoints.has(before.inputs[0])) return [freeReshape(model, before, batch, added)];
    if (before.op === 'Concat') return repeatForPoints(before, ofPoints, lengths, added);
    if (['LSTM', 'GRU', 'RNN'].includes(before.op)) return [withoutZeroStates(model, before)];
    return [before];
  });
  return {
    ...withNodes(model, nodes, added),
    inputs: model.inputs.map((input) => withFreeAxis(input, axes.get(input.name))),
  };
}

/** How many points the model was exported for; undefined where any number may go through. */
export function fixedBatch(inputs: readonly PlannedInput[]): number | undefined {
  const lengths = inputs.map(({ dims, batchAxis }) => (batchAxis === undefined ? null : dims[batchAxis]));
  return lengths.find((length) => typeof length === 'number');
}

function withFreeAxis(input: Value, axis: number | undefined): Value {
  return axis === undefined || !input.dims ? input : { ...input, dims: input.dims.with(axis, POINTS) };
}

/** The dims of constants, and of inputs whose lengths are all fixed. */
function lengthsOf({ constants, inputs }: Model): Map<string, readonly number[]> {
  const fixed = inputs.flatMap(({ name, dims }) =>
    dims?.every((length) => typeof length === 'number') ? [[name, dims as readonly number[]] as const] : [],
  );
  return new Map([...[...constants].map(([name, { dims }]) => [name, dims] as const), ...fixed]);
}

/** [b, …] → [0, …], which copies the length of what comes in, where −1 is taken; else [−1, …]. */
function freeReshape(model: Model, before: ModelNode, batch: number | undefined, added: Constant[]): ModelNode {
  const constant = model.constants.get(before.inputs[1]);
  if (!constant || batch === undefined || wholeAttribute(before, 'allowzero', 0) !== 0) return before;
  const [first, ...rest] = Array.from(constant.values(), Number);
  if (first !== batch || rest.length === 0) return before;
  const shape = integers(`${before.outputs[0]}/freeShape`, [rest.includes(-1) ? 0 : -1, ...rest]);
  added.push(shape);
  return withInputs(before, before.inputs.with(1, shape.name));
}

/** A Concat behind the nodes that repeat what has a length of 1 in place of the points: Expand to [N, 1, …]. */
function repeatForPoints(
  before: ModelNode,
  ofPoints: ReadonlySet<string>,
  lengths: ReadonlyMap<string, readonly number[]>,
  added: Constant[],
): ModelNode[] {
  const data = before.inputs.find((input) => ofPoints.has(input));
  const isShared = (input: string) => !ofPoints.has(input) && lengths.get(input)?.[0] === 1;
  if (data === undefined || wholeAttribute(before, 'axis', 0) === 0 || !before.inputs.some(isShared)) return [before];
  const name = (what: string) => `${before.outputs[0]}/${what}`;
  const nodes = [
    node('Shape', [data], [name('shape')]),
    node('Gather', [name('shape'), name('first')], [name('points')]),
  ];
  added.push(integers(name('first'), [0]));
  const inputs = before.inputs.map((input, slot) => {
    if (!isShared(input)) return input;
    const ones = integers(name(`ones${slot}`), new Array(lengths.get(input)!.length - 1).fill(1));
    added.push(ones);
    nodes.push(node('Concat', [name('points'), ones.name], [name(`lengths${slot}`)], { axis: 0 }));
    nodes.push(node('Expand', [input, name(`lengths${slot}`)], [name(`repeated${slot}`)]));
    return name(`repeated${slot}`);
  });
  return [...nodes, withInputs(before, inputs)];
}

/** Slots 5 and 6 hold the states that a recurrent layer begins with. */
function withoutZeroStates(model: Model, before: ModelNode): ModelNode {
  const isZero = (input: string, slot: number) => slot >= 5 && slot <= 6 && isAllZero(model.constants.get(input));
  if (!before.inputs.some(isZero)) return before;
  return withInputs(
    before,
    before.inputs.map((input, slot) => (isZero(input, slot) ? '' : input)),
  );
}

function isAllZero(constant: Constant | undefined): boolean {
  if (!constant) return false;
  const numbers = constant.fill === undefined ? constant.values() : [constant.fill];
  return Array.from(numbers, Number).every((value) => value === 0);
}
