import type { ModelNode } from '../../engine/onnx/read/model.ts';
import type { ModelGraph, Taker } from './modelGraph.ts';

/** Operators whose output holds the numbers of their first input in another shape or type. */
export const RESHAPING: ReadonlySet<string> = new Set([
  'Identity',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Cast',
  'CastLike',
  'Dropout',
]);

/** Operators whose output holds some numbers of their first input, or each several times. */
export const PICKING: ReadonlySet<string> = new Set([...RESHAPING, 'Expand', 'Tile', 'Slice', 'Gather', 'Split']);

/** Chains of more nodes than this are not followed: no exporter writes them. */
const LONGEST_CHAIN = 32;

/**
 * Follows a value back to where its numbers are made.
 * @param next the value before, or undefined where the way ends
 * @returns the first value that leads no further
 */
export function backFrom(value: string, next: (value: string) => string | undefined): string {
  let at = value;
  for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
    const before = next(at);
    if (before === undefined) return at;
    at = before;
  }
  return at;
}

/** The value before the operators of a set that only pass it on. */
export function beforePassing(graph: ModelGraph, value: string, passing: ReadonlySet<string>): string {
  return backFrom(value, (at) => {
    const maker = graph.maker(at);
    return maker && passing.has(maker.op) ? maker.inputs[0] : undefined;
  });
}

/** The first node after a value that does more with it than pass it on, by the first way where there are several. */
export function afterPassing(graph: ModelGraph, value: string, passing: ReadonlySet<string>): ModelNode | undefined {
  let at: string | undefined = value;
  for (let steps = 0; steps < LONGEST_CHAIN && at !== undefined; steps++) {
    const taker: Taker | undefined = graph.takers(at).find(({ node }) => isOnTheWay(graph, node));
    if (!taker || !passing.has(taker.node.op)) return taker?.node;
    [at] = taker.node.outputs;
  }
  return undefined;
}

/** Whether a node makes numbers of numbers, not only says something of them. */
function isOnTheWay(graph: ModelGraph, node: ModelNode): boolean {
  return graph.classOfNode(node) === 'data' && node.op !== 'IsNaN';
}
