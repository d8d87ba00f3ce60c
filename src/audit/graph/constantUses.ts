import { allNodes, type ModelNode, subgraphsOf } from '../../engine/onnx/read/model.ts';
import type { ModelGraph, Taker } from './modelGraph.ts';
import { PICKING } from './passing.ts';

/** A place where the network takes a value that the file alone decides. */
export interface ConstantUse extends Taker {
  readonly value: string;
  /**
   * Where it meets the data: the taker itself, or what comes after the taker has picked of it or repeated it, as a class
   * token is repeated for each point.
   */
  readonly meets: Taker;
  /** The operator around, of a use in a subgraph: "Loop". */
  readonly inside?: string;
}

/** All uses of constants, in the order of the graph. */
export function constantUses(graph: ModelGraph): ConstantUse[] {
  return graph.model.nodes.flatMap((node) => {
    if (graph.classOfNode(node) === 'constant') return [];
    const own = node.inputs.flatMap((value, slot) => {
      if (!graph.isConstant(value)) return [];
      const meets = whereItMeetsData(graph, { node, slot });
      return meets ? [{ node, slot, value, meets }] : [];
    });
    return [...own, ...usesInside(graph, node)];
  });
}

function whereItMeetsData(graph: ModelGraph, taker: Taker): Taker | undefined {
  let at: Taker | undefined = taker;
  while (at && graph.classOfNode(at.node) !== 'data') {
    if (at.slot !== 0 || !PICKING.has(at.node.op)) return undefined;
    at = at.node.outputs.flatMap((output) => graph.takers(output))[0];
  }
  return at;
}

function usesInside(graph: ModelGraph, owner: ModelNode): ConstantUse[] {
  return subgraphsOf(owner)
    .flatMap(allNodes)
    .flatMap((node) =>
      node.inputs.flatMap((value, slot) => {
        const taker = { node, slot };
        return graph.isConstant(value) ? [{ ...taker, value, meets: taker, inside: owner.op }] : [];
      }),
    );
}
