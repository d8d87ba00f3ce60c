import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { joined } from '../joined.ts';
import { encodeModel, type ModelInit } from '../proto.ts';
import type { Constant, ModelNode } from '../read/model.ts';
import { nodeOf, tensorOf } from './writeModel.ts';

/** A few changes of a graph. */
export interface GraphEdit {
  /** A stored tensor in place of the one that has its name. */
  readonly constant?: Constant;
  /** The node that makes a value makes one of another name instead, and these nodes come right behind it. */
  readonly behind?: { readonly value: string; readonly renamed: string; readonly nodes: readonly ModelNode[] };
  /** Values that become outputs as well. */
  readonly outputs?: readonly string[];
}

/** Fields of onnx.proto. */
const MODEL = { graph: 7 };
const GRAPH = { node: 1, initialiser: 5 };
const NODE = { output: 2 };
const TENSOR = { name: 8, externalData: 13 };

/**
 * An ONNX file with a few changes in its graph. Everything else keeps its bytes and its place: messages are copied and not
 * decoded, so that comments, shapes and values in files beside the model stay what they are.
 *
 * @param bytes of a file that was read before
 */
export function editGraph(bytes: Uint8Array, edit: GraphEdit): Uint8Array {
  return rewritten(bytes, ({ number, content }) =>
    number === MODEL.graph ? [field(MODEL.graph, editedGraph(content, edit))] : undefined,
  );
}

function editedGraph(graph: Uint8Array, { constant, behind, outputs = [] }: GraphEdit): Uint8Array {
  const edited = rewritten(graph, ({ number, content }) => {
    if (constant && number === GRAPH.initialiser && textOf(content, TENSOR.name) === constant.name) {
      return [graphFields({ initializer: [tensorOf(constant, 'the model')] })];
    }
    if (!behind || number !== GRAPH.node) return undefined;
    const node = withOutputRenamed(content, behind.value, behind.renamed);
    const added = behind.nodes.map((one) => nodeOf(one, 'the model'));
    return node && [field(GRAPH.node, node), graphFields({ node: added })];
  });
  return joined([edited, graphFields({ output: outputs.map((name) => ({ name })) })]);
}

/** The node with another name for an output; undefined where it does not make the value. */
function withOutputRenamed(node: Uint8Array, value: string, renamed: string): Uint8Array | undefined {
  let found = false;
  const changed = rewritten(node, ({ number, content }) => {
    if (number !== NODE.output || textIn(content) !== value) return undefined;
    found = true;
    return [field(NODE.output, new TextEncoder().encode(renamed))];
  });
  return found ? changed : undefined;
}

/** Fields of a graph as bytes, without what stands around a graph. */
function graphFields(graph: NonNullable<ModelInit['graph']>): Uint8Array {
  const [{ content }] = fieldsOf(encodeModel({ graph }));
  return content;
}

interface Field {
  readonly number: number;
  /** Of texts, bytes and messages; else empty. */
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly whole: Uint8Array;
}

function fieldsOf(message: Uint8Array): Field[] {
  const reader = new BinaryReader(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [number, wire] = reader.tag();
    let content: Uint8Array = new Uint8Array();
    if (wire === WireType.LengthDelimited) content = reader.bytes();
    else reader.skip(wire, number);
    fields.push({ number, content, whole: message.subarray(from, reader.pos) });
  }
  return fields;
}

/** A message in which some fields are replaced. @param replace gives what takes the place of a field; undefined: the field */
function rewritten(message: Uint8Array, replace: (field: Field) => readonly Uint8Array[] | undefined): Uint8Array {
  return joined(fieldsOf(message).flatMap((one) => replace(one) ?? [one.whole]));
}

function field(number: number, content: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(content).finish();
}

function textOf(message: Uint8Array, number: number): string | undefined {
  const found = fieldsOf(message).findLast((one) => one.number === number);
  return found && textIn(found.content);
}

function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Whether a file keeps values in files beside it. */
export function hasValuesBeside(bytes: Uint8Array): boolean {
  const graphs = fieldsOf(bytes).filter(({ number }) => number === MODEL.graph);
  const tensors = graphs
    .flatMap(({ content }) => fieldsOf(content))
    .filter(({ number }) => number === GRAPH.initialiser);
  return tensors.some(({ content }) => fieldsOf(content).some(({ number }) => number === TENSOR.externalData));
}
