import type { ModelNode } from '../../engine/onnx/read/model.ts';
import { weightSlot } from './linear.ts';
import type { ModelGraph } from './modelGraph.ts';
import { afterPassing, backFrom, PICKING } from './passing.ts';

/** What a linear operator does for attention. */
export interface AttentionPart {
  readonly kind: 'attention' | 'attentionOutput';
  /** Queries, keys and values that it gives: 3 where they are packed into one matrix. */
  readonly projections: number;
}

/** softmax(Q Kᵀ) V, as a softmax between two products or as one operator. */
interface Block {
  /** Queries, keys and values. */
  readonly sources: readonly string[];
  readonly result: string;
  /** Data added to the scores, such as a mask. */
  readonly added: readonly string[];
}

const BETWEEN = new Set(['Add', 'Mul', 'Div', 'Where', 'Reshape', 'Cast', 'Max', 'Identity']);
const AFTER_SOFTMAX = new Set(['Dropout', 'Reshape', 'Cast', 'Identity', 'Where', 'Mul']);

/** The linear operators that give queries, keys and values, and those that take what attention gives. */
export function attentionParts(graph: ModelGraph): ReadonlyMap<ModelNode, AttentionPart> {
  const parts = new Map<ModelNode, AttentionPart>();
  for (const { sources, result } of attentionBlocks(graph)) {
    for (const value of sources) {
      const projection = projectionBehind(graph, value);
      if (!projection) continue;
      parts.set(projection, { kind: 'attention', projections: (parts.get(projection)?.projections ?? 0) + 1 });
    }
    const output = afterPassing(graph, result, PICKING);
    if (output && weightSlot(graph, output) !== undefined) {
      parts.set(output, { kind: 'attentionOutput', projections: 1 });
    }
  }
  return parts;
}

/** Values added to the scores of attention, from which its masks come. */
export function addedToScores(graph: ModelGraph): string[] {
  return attentionBlocks(graph).flatMap(({ added }) => added);
}

function attentionBlocks(graph: ModelGraph): Block[] {
  return graph.model.nodes.flatMap((node) => {
    if (graph.classOfNode(node) !== 'data') return [];
    const block = node.op === 'Softmax' ? blockAround(graph, node) : wholeBlock(graph, node);
    return block ? [block] : [];
  });
}

const WHOLE = new Set(['Attention', 'MultiHeadAttention', 'GroupQueryAttention']);

/** One operator; that of com.microsoft called Attention has weights of its own for queries, keys and values. */
function wholeBlock(graph: ModelGraph, { op, domain, inputs, outputs }: ModelNode): Block | undefined {
  if (!WHOLE.has(op)) return undefined;
  const sources = op === 'Attention' && domain !== '' ? [] : inputs.slice(0, 3);
  return { sources, result: outputs[0], added: inputs.slice(3, 6).filter((value) => graph.isData(value)) };
}

function blockAround(graph: ModelGraph, softmax: ModelNode): Block | undefined {
  const added: string[] = [];
  const before = backFrom(softmax.inputs[0], (value) => {
    const maker = graph.maker(value);
    if (!maker || !BETWEEN.has(maker.op)) return undefined;
    const [main, ...others] = fromProducts(graph, graph.dataInputs(maker));
    added.push(...others);
    return main;
  });
  const scores = graph.maker(before);
  const weighted = afterPassing(graph, softmax.outputs[0], AFTER_SOFTMAX);
  if (!scores || !weighted || !isProductOfData(graph, scores) || !isProductOfData(graph, weighted)) return undefined;
  const sources = [...scores.inputs.slice(0, 2), weighted.inputs[1]];
  return { sources, result: weighted.outputs[0], added };
}

/** The operand that comes from a product, or else from further operations, before the others. */
function fromProducts(graph: ModelGraph, values: readonly string[]): string[] {
  const rank = (value: string) => {
    const source = backFrom(value, (at) => {
      const maker = graph.maker(at);
      return maker && BETWEEN.has(maker.op) ? graph.dataInputs(maker)[0] : undefined;
    });
    const maker = graph.maker(source);
    return maker && isProductOfData(graph, maker) ? 0 : 1;
  };
  return [...values].sort((a, b) => rank(a) - rank(b));
}

function isProductOfData(graph: ModelGraph, node: ModelNode): boolean {
  return ['MatMul', 'FusedMatMul', 'Einsum'].includes(node.op) && graph.dataInputs(node).length === 2;
}

const OF_PROJECTIONS = new Set([...PICKING, 'Add', 'Mul', 'Div', 'Concat']);

/** The linear operator whose output becomes queries, keys or values, by biases, scales and other shapes only. */
function projectionBehind(graph: ModelGraph, value: string): ModelNode | undefined {
  const source = backFrom(value, (at) => {
    const maker = graph.maker(at);
    return maker && OF_PROJECTIONS.has(maker.op) ? graph.dataInputs(maker)[0] : undefined;
  });
  const maker = graph.maker(source);
  return maker && weightSlot(graph, maker) !== undefined ? maker : undefined;
}
