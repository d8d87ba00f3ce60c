import { type Model, type ModelNode, subgraphsOf } from '../../engine/onnx/read/model.ts';

/**
 * What a value depends on: on nothing but the file; on the shapes of the inputs as well, as a class token that is repeated
 * for every point; or on the inputs themselves.
 */
export type ValueClass = 'constant' | 'shape' | 'data';

const RANDOM = /^(Random\w+|Bernoulli|Multinomial)$/;

/** The class of every value of the main graph. */
export function valueClasses({ inputs, constants, nodes }: Model): ReadonlyMap<string, ValueClass> {
  const classes = new Map<string, ValueClass>();
  for (const { name } of inputs) classes.set(name, 'data');
  for (const name of constants.keys()) classes.set(name, 'constant');
  for (const node of nodes) {
    const made = classOfNode(node, classes);
    for (const output of node.outputs) classes.set(output, made);
  }
  return classes;
}

function classOfNode(node: ModelNode, classes: ReadonlyMap<string, ValueClass>): ValueClass {
  if (RANDOM.test(node.op)) return 'data';
  const taken = new Set(valuesTaken(node).map((value) => classes.get(value)));
  if (taken.has('data')) return node.op === 'Shape' || node.op === 'Size' ? 'shape' : 'data';
  return taken.has('shape') ? 'shape' : 'constant';
}

/** Those of its own slots, and those that its subgraphs take from around them. */
export function valuesTaken(node: ModelNode): string[] {
  const inside = subgraphsOf(node).flatMap(({ nodes, outputs }) => [
    ...nodes.flatMap(valuesTaken),
    ...outputs.map(({ name }) => name),
  ]);
  return [...node.inputs, ...inside].filter((value) => value !== '');
}
