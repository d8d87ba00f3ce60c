import type { Model, ModelNode, Value } from '../../engine/onnx/read/model.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { node, withInputs, withNodes } from './parts.ts';

/**
 * A model that takes its parameters as inputs, each one of its own: one session then serves all draws. Every use takes the input in the place of what the file feeds in, so that transposes, casts and weight norms of
 * stored values are not needed any more.
 *
 * Inputs are float32; a use that stores doubles gets them by a cast.
 */
export function parametersAsInputs(model: Model, parameters: readonly Parameter[]): Model {
  const replaced = new Map<string, Map<number, string>>();
  const casts: ModelNode[] = [];
  for (const { name, uses } of parameters) {
    const single = inputOf(name);
    for (const { node: user, slot } of uses) {
      const isDouble = model.constants.get(user.inputs[slot])?.type === 'float64';
      const double = `${single}/double`;
      if (isDouble && !casts.some(({ name }) => name === double))
        casts.push(node('Cast', [single], [double], { to: 11 }));
      const slots = replaced.get(keyOf(user)) ?? new Map<number, string>();
      replaced.set(keyOf(user), slots.set(slot, isDouble ? double : single));
    }
  }
  const nodes = model.nodes.map((user) => {
    const slots = replaced.get(keyOf(user));
    return slots
      ? withInputs(
          user,
          user.inputs.map((input, slot) => slots.get(slot) ?? input),
        )
      : user;
  });
  const inputs = parameters.map(({ name, dims }): Value => ({ name: inputOf(name), type: 'float32', dims }));
  return { ...withNodes(model, [...casts, ...nodes]), inputs: [...model.inputs, ...inputs] };
}

/** The name of the input of a parameter. Values of the file may be called as the parameter itself. */
export function inputOf(parameter: string): string {
  return `drawn/${parameter}`;
}

/** What a node is known by, whatever is rewritten around it: the first value that it makes. */
function keyOf({ outputs }: ModelNode): string {
  return outputs.find((output) => output !== '') ?? '';
}
