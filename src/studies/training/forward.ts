import { UserError } from '../../errors.ts';
import type { Autodiff, Value } from './autodiff.ts';
import { OPERATIONS } from './operations.ts';
import type { Trainable } from './trainable.ts';

/** @throws UserError `bad-argument` for a layer with an operator that cannot be differentiated here */
export function checkOperations({ nodes, layerOf }: Trainable): void {
  const missing = nodes.find(({ op }) => !(op in OPERATIONS));
  if (!missing) return;
  throw new UserError(
    'bad-argument',
    `${layerOf(missing)} cannot be trained here: its operator ${missing.op} has no gradient`,
    [],
    'leave the layer out, or add the operator to src/studies/training/operations.ts',
  );
}

/**
 * Scores [points, units] of points, as operations that can be differentiated and compiled.
 *
 * @param parameters in the order of the network's, kept
 * @param points [points, …shape], kept
 */
export function forward(
  autodiff: Autodiff,
  { input, nodes, constants, parameters, scores }: Trainable,
  values: readonly Value[],
  points: Value,
): Value {
  const { numpy } = autodiff;
  const known = new Map<string, Value>([[input.name, points.ref]]);
  parameters.forEach(({ name }, index) => {
    known.set(name, values[index].ref);
  });
  const integers = new Map<string, readonly number[]>();
  for (const { name, dims, values: numbers } of constants) {
    if (numbers instanceof BigInt64Array) integers.set(name, Array.from(numbers, Number));
    else known.set(name, numpy.array([...numbers]).reshape([...dims]));
  }
  for (const { op, inputs, output, attributes } of nodes) {
    const operands = inputs.filter((name) => !integers.has(name)).map((name) => known.get(name)!.ref);
    const numbers = inputs.flatMap((name) => integers.get(name) ?? []);
    known.set(output, OPERATIONS[op](operands, { autodiff, attributes, integers: numbers }));
  }
  const result = known.get(scores.name)!.ref;
  for (const value of known.values()) value.dispose();
  return result;
}
