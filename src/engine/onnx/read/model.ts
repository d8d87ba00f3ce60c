import type { NumberArray } from './tensors/elementTypes.ts';

/**
 * A model as plain data, independent of the file it comes from. Its nodes are in order: each comes after those whose
 * outputs it takes. Every constant, whether initialiser or node, of the main graph or of a subgraph, is in `constants`.
 */
export interface Model extends Subgraph {
  /** For messages: the path, or "the model". */
  readonly file: string;
  /** The program that wrote the file, with its version, '' if it does not say. */
  readonly producer: string;
  readonly irVersion: number;
  /** The version of the operators by domain; the domain of ONNX itself is ''. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly constants: ReadonlyMap<string, Constant>;
  /** Operators that the model defines itself, as domain.name. */
  readonly functions: ReadonlySet<string>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** A graph inside a node, such as a branch of If: it may take any value that the graphs around it know. */
export interface Subgraph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly ModelNode[];
}

/** An input or output of a graph. */
export interface Value {
  readonly name: string;
  /** The type of the elements, or "sequence", "map", "optional" or "sparse tensor"; "unknown" if the file does not say. */
  readonly type: string;
  /** Axis by axis a length, the name of a length, or null for any length; undefined if even the number is open. */
  readonly dims?: readonly (number | string | null)[];
}

export interface ModelNode {
  readonly name: string;
  readonly op: string;
  readonly domain: string;
  /** Names of values; '' for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, ModelAttribute>;
}

export type ModelAttribute =
  | { readonly type: 'float'; readonly value: number }
  /** A bigint, because some exporters write 2⁶³ − 1 for "to the end". */
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'tensor'; readonly value: Constant }
  | { readonly type: 'graph'; readonly value: Subgraph }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'ints'; readonly value: readonly bigint[] }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensors'; readonly value: readonly Constant[] }
  | { readonly type: 'graphs'; readonly value: readonly Subgraph[] }
  /** A sparse tensor, a type, or one that the file does not state. */
  | { readonly type: 'other' };

/** A stored tensor. Its values stay where they lie until they are asked for. */
export interface Constant {
  readonly name: string;
  /** The type of the elements as stored, such as "float16". */
  readonly type: string;
  readonly dims: readonly number[];
  /** Number of elements: the product of the dims. */
  readonly size: number;
  /** The value of every element, where the model states only this one. */
  readonly fill?: number | bigint;
  /**
   * Reads the values anew: float16 and bfloat16 as float32, bool as 0 and 1.
   * @throws UserError `bad-model` for elements that are no numbers, and for values in another file that cannot be read
   */
  values(): NumberArray;
}

/** The graphs inside a node. */
export function subgraphsOf({ attributes }: ModelNode): Subgraph[] {
  return [...attributes.values()].flatMap((attribute) => {
    if (attribute.type === 'graph') return [attribute.value];
    return attribute.type === 'graphs' ? attribute.value : [];
  });
}

/** All nodes of a graph, those of its subgraphs included. */
export function allNodes({ nodes }: Subgraph): ModelNode[] {
  return nodes.flatMap((node) => [node, ...subgraphsOf(node).flatMap(allNodes)]);
}
