import { type ModelAttribute, type ModelNode, type Subgraph, subgraphsOf } from '../model.ts';
import { badModel, EXPORT_AGAIN, quoted, titleOf } from '../problems.ts';
import { freeNames } from './freeNames.ts';

/** The values that a graph may use, besides those that its nodes make. */
interface Known {
  has(name: string): boolean;
}

/**
 * The graph with its nodes in order: each after those whose outputs it or its subgraphs take, else as in the file.
 * @param known names of constants and of the values of the graphs around
 * @throws UserError `bad-model` for cycles, for values that two nodes make or none, naming the node
 */
export function inOrder(graph: Subgraph, known: Known, file: string): Subgraph {
  const makers = makersOf(graph, file);
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const available = { has: (name: string) => makers.has(name) || inputs.has(name) || known.has(name) };
  for (const node of graph.nodes) {
    const missing = node.inputs.find((name) => name !== '' && !available.has(name));
    if (missing !== undefined) {
      const message = `${titleOf(node)} takes ${quoted(missing)}, which no node makes and no input or constant is`;
      throw badModel(file, message, EXPORT_AGAIN);
    }
  }
  const output = graph.outputs.find(({ name }) => !available.has(name));
  if (output) throw badModel(file, `the output ${quoted(output.name)} is made by no node`, EXPORT_AGAIN);
  const nodes = sorted(graph.nodes, makers, file);
  return { ...graph, nodes: nodes.map((node) => withSubgraphsInOrder(node, available, file)) };
}

/** Which node makes a value. In a subgraph it may hide a value of the graphs around. */
function makersOf({ nodes, inputs }: Subgraph, file: string): Map<string, number> {
  const given = new Set(inputs.map(({ name }) => name));
  if (given.size < inputs.length) throw badModel(file, 'two inputs of a graph have one name', EXPORT_AGAIN);
  const makers = new Map<string, number>();
  for (const [index, node] of nodes.entries()) {
    for (const name of node.outputs) {
      if (name === '') continue;
      const other = makers.get(name);
      if (other === undefined && !given.has(name)) makers.set(name, index);
      else {
        const by = other === undefined ? 'is an input' : `${titleOf(nodes[other])} makes, too`;
        throw badModel(file, `${titleOf(node)} makes ${quoted(name)}, which ${by}`, EXPORT_AGAIN);
      }
    }
  }
  return makers;
}

/** Depth first, without recursion: chains of nodes are longer than the stack is deep. */
function sorted(nodes: readonly ModelNode[], makers: ReadonlyMap<string, number>, file: string): ModelNode[] {
  const needs = nodes.map((node) => [...new Set(makersOfNeeds(node, makers))]);
  const order: ModelNode[] = [];
  const state = new Uint8Array(nodes.length);
  const [OPEN, DONE] = [1, 2];
  for (const start of nodes.keys()) {
    if (state[start] === DONE) continue;
    const path = [{ index: start, next: 0 }];
    state[start] = OPEN;
    while (path.length > 0) {
      const step = path[path.length - 1];
      const need = needs[step.index][step.next++];
      if (need === undefined) {
        state[step.index] = DONE;
        order.push(nodes[step.index]);
        path.pop();
      } else if (state[need] === OPEN) {
        const cycle = path.slice(path.findIndex(({ index }) => index === need));
        throw circle(
          cycle.map(({ index }) => nodes[index]),
          file,
        );
      } else if (state[need] !== DONE) {
        state[need] = OPEN;
        path.push({ index: need, next: 0 });
      }
    }
  }
  return order;
}

function makersOfNeeds(node: ModelNode, makers: ReadonlyMap<string, number>): number[] {
  const names = [...node.inputs, ...subgraphsOf(node).flatMap((subgraph) => [...freeNames(subgraph)])];
  return names.flatMap((name) => makers.get(name) ?? []);
}

/** As many nodes of a cycle are named. */
const MOST_NAMED = 6;

/** @param cycle nodes each of which takes what the next one makes, and the last one what the first makes */
function circle([first, ...others]: readonly ModelNode[], file: string) {
  const cycle = [first, ...others.reverse()];
  const named = cycle.slice(0, MOST_NAMED).map(titleOf);
  const rest = cycle.length > MOST_NAMED ? ' → …' : ` → ${named[0]}`;
  return badModel(file, `${named[0]} needs its own output: ${named.join(' → ')}${rest}`, EXPORT_AGAIN);
}

function withSubgraphsInOrder(node: ModelNode, known: Known, file: string): ModelNode {
  if (subgraphsOf(node).length === 0) return node;
  const attributes = [...node.attributes].map(([name, attribute]): [string, ModelAttribute] => {
    if (attribute.type === 'graph') return [name, { type: 'graph', value: inOrder(attribute.value, known, file) }];
    if (attribute.type !== 'graphs') return [name, attribute];
    return [name, { type: 'graphs', value: attribute.value.map((subgraph) => inOrder(subgraph, known, file)) }];
  });
  return { ...node, attributes: new Map(attributes) };
}
