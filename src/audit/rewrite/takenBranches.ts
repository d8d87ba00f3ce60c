import type { Constant, Model, ModelAttribute, ModelNode, Subgraph } from '../../engine/onnx/read/model.ts';
import type { NumberArray } from '../../engine/onnx/read/tensors/elementTypes.ts';
import { ModelGraph } from '../graph/modelGraph.ts';
import type { GivenInput } from '../plan/auditPlan.ts';
import { evaluateConstants } from '../plan/evaluateConstants.ts';
import { numbersOf } from '../run/fit/numbersOf.ts';
import type { Runtime } from '../runtime.ts';
import { node, withNodes } from './parts.ts';

/**
 * A model in which the branch that is taken stands in the place of every If whose condition follows from the file and from
 * numbers that are given for inputs, such as a sampling rate. Other Ifs are left.
 */
export async function withTakenBranches(
  model: Model,
  given: ReadonlyMap<string, GivenInput>,
  runtime: Runtime,
): Promise<Model> {
  let found = model;
  // A branch may hold an If in turn.
  for (;;) {
    const graph = new ModelGraph(withNumbers(found, given));
    const known = found.nodes.filter(({ op, inputs }) => op === 'If' && graph.isConstant(inputs[0]));
    if (known.length === 0) return found;
    const conditions = await evaluateConstants(
      graph,
      known.map(({ inputs }) => inputs[0]),
      runtime,
    );
    const taken = new Set([...found.constants.keys(), ...found.inputs.map(({ name }) => name)]);
    for (const { outputs } of found.nodes) for (const output of outputs) taken.add(output);
    const nodes = found.nodes.flatMap((before) => {
      const condition = known.includes(before) ? conditions.get(before.inputs[0]) : undefined;
      return condition ? inPlaceOf(before, Number(condition.values()[0]) !== 0, taken) : [before];
    });
    found = withNodes(found, nodes);
  }
}

/** The model with inputs of fixed lengths as the constants that are given for them. */
function withNumbers(model: Model, given: ReadonlyMap<string, GivenInput>): Model {
  const constants = model.inputs.flatMap(({ name, type, dims }): Constant[] => {
    const number = given.get(name);
    if (typeof number !== 'number' || !dims?.every((length) => typeof length === 'number')) return [];
    const size = dims.reduce((product, length) => product * length, 1);
    const values = () => {
      const numbers = numbersOf(type, size, name);
      const isBig = numbers instanceof BigInt64Array || numbers instanceof BigUint64Array;
      return numbers.fill((isBig ? BigInt(Math.round(number)) : number) as never) as NumberArray;
    };
    return [{ name, type, dims, size, values }];
  });
  const names = new Set(constants.map(({ name }) => name));
  const inputs = model.inputs.filter(({ name }) => !names.has(name));
  return { ...withNodes(model, model.nodes, constants), inputs };
}

/** The nodes of the branch that is taken. Values of the branch get names that the main graph does not have. */
function inPlaceOf(before: ModelNode, isThen: boolean, taken: Set<string>): ModelNode[] {
  const branch = before.attributes.get(isThen ? 'then_branch' : 'else_branch');
  if (branch?.type !== 'graph') return [before];
  const { nodes, outputs } = branch.value;
  const names = new Map<string, string>();
  for (const made of nodes.flatMap((inner) => inner.outputs)) {
    if (made === '') continue;
    let name = made;
    while (taken.has(name)) name = `${before.outputs[0]}/${name}`;
    taken.add(name);
    names.set(made, name);
  }
  const passed = outputs.flatMap(({ name }, place) => {
    const output = before.outputs[place];
    return output ? [node('Identity', [names.get(name) ?? name], [output])] : [];
  });
  return [...nodes.map((inner) => renamed(inner, names)), ...passed];
}

function renamed(before: ModelNode, names: ReadonlyMap<string, string>): ModelNode {
  const named = (name: string) => names.get(name) ?? name;
  const attributes = [...before.attributes].map(
    ([name, attribute]) => [name, renamedInside(attribute, names)] as const,
  );
  return {
    ...before,
    inputs: before.inputs.map(named),
    outputs: before.outputs.map(named),
    attributes: new Map(attributes),
  };
}

function renamedInside(attribute: ModelAttribute, names: ReadonlyMap<string, string>): ModelAttribute {
  if (attribute.type === 'graph') return { type: 'graph', value: renamedGraph(attribute.value, names) };
  if (attribute.type !== 'graphs') return attribute;
  return { type: 'graphs', value: attribute.value.map((graph) => renamedGraph(graph, names)) };
}

/** Values that a graph makes itself hide those of the graphs around it. */
function renamedGraph({ inputs, outputs, nodes }: Subgraph, around: ReadonlyMap<string, string>): Subgraph {
  const own = new Set([...inputs.map(({ name }) => name), ...nodes.flatMap((inner) => inner.outputs)]);
  const names = new Map([...around].filter(([name]) => !own.has(name)));
  return {
    inputs,
    outputs: outputs.map((output) => ({ ...output, name: names.get(output.name) ?? output.name })),
    nodes: nodes.map((inner) => renamed(inner, names)),
  };
}
