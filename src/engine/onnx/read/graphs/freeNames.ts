import { type Subgraph, subgraphsOf } from '../model.ts';

/** The values that a graph takes from the graphs around it. */
export function freeNames({ inputs, outputs, nodes }: Subgraph): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of nodes) {
    for (const name of node.inputs) if (name !== '') used.add(name);
    for (const subgraph of subgraphsOf(node)) for (const name of freeNames(subgraph)) used.add(name);
  }
  for (const { name } of outputs) used.add(name);
  for (const { name } of inputs) used.delete(name);
  for (const node of nodes) for (const name of node.outputs) used.delete(name);
  return used;
}
