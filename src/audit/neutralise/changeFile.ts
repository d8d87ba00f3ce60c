import type { Constant, ModelNode } from '../../engine/onnx/read/model.ts';
import { titleOf } from '../../engine/onnx/read/problems.ts';
import { editGraph, type GraphEdit } from '../../engine/onnx/write/editGraph.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { OutputChange } from '../../neutralise/outputChange.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import { node, opsetOf } from '../rewrite/parts.ts';
import type { AuditScores } from '../run/auditAssignment.ts';

/** A file with changed outputs. */
export interface ChangedFile {
  readonly bytes: Uint8Array;
  /** "the bias of node "fc" (Gemm)", or the nodes that came to it. */
  readonly where: string;
}

/** Since this version Add and Mul take tensors of different shapes. */
const OPSET_OF_BROADCASTING = 7;

/**
 * Writes a change of the outputs into a model file: into the bias of the last linear operator, where it has one that nothing
 * else takes, else as nodes behind the logits. Whatever takes the logits then takes the changed ones. All other bytes of the
 * file stay the same.
 *
 * @param bytes of the file
 * @param change one number a unit
 * @param layout of the logits; `rank` is the number of their axes
 * @throws UserError `bad-model` for logits that are an input, and for files from before Add took different shapes
 */
export function changeFile(
  bytes: Uint8Array,
  graph: ModelGraph,
  { layout, rank }: { readonly layout: AuditScores; readonly rank: number },
  change: OutputChange,
): ChangedFile {
  const bias = change.scale ? undefined : ownBias(graph, layout, rank);
  if (bias) {
    const where = `the bias of ${titleOf(bias.node)}`;
    return { bytes: editGraph(bytes, { constant: added(bias.constant, change.shift) }), where };
  }
  return { bytes: editGraph(bytes, { behind: nodesBehind(graph, layout, rank, change) }), where: nodesInWords(change) };
}

interface OwnBias {
  readonly node: ModelNode;
  readonly constant: Constant;
}

/** The bias that is added last, one number a unit, which no other node takes. */
function ownBias(graph: ModelGraph, { name, units, axis }: AuditScores, rank: number): OwnBias | undefined {
  const maker = graph.maker(name);
  const slot = maker && biasSlot(graph, maker);
  const constant = slot === undefined ? undefined : graph.model.constants.get(maker!.inputs[slot]);
  if (!maker || !constant || constant.type !== 'float32' || constant.size !== units) return undefined;
  if (graph.takers(constant.name).length !== 1 || graph.model.outputs.some((output) => output.name === constant.name)) {
    return undefined;
  }
  // Of a convolution the bias has the axis of the channels; others are matched from the last axis.
  const place = maker.op === 'Conv' ? axis - 1 : constant.dims.length - rank + axis;
  return units === 1 || (place >= 0 && constant.dims[place] === units) ? { node: maker, constant } : undefined;
}

function biasSlot(graph: ModelGraph, { op, inputs, attributes }: ModelNode): number | undefined {
  if (op === 'Conv' && inputs.length > 2) return 2;
  if (op === 'Gemm' && inputs.length > 2) {
    const beta = attributes.get('beta');
    return beta === undefined || (beta.type === 'float' && beta.value === 1) ? 2 : undefined;
  }
  if (op !== 'Add') return undefined;
  const slot = inputs.findIndex((input) => graph.isConstant(input));
  const other = slot < 0 ? undefined : graph.maker(inputs[1 - slot]);
  return other && /^(MatMul|Gemm|Conv)$/.test(other.op) ? slot : undefined;
}

function added(constant: Constant, shift: Float64Array): Constant {
  const values = Float32Array.from(constant.values() as Float32Array, (value, k) => value + shift[k]);
  return { name: constant.name, type: 'float32', dims: constant.dims, size: constant.size, values: () => values };
}

function nodesBehind(
  graph: ModelGraph,
  { name, axis, units }: AuditScores,
  rank: number,
  { scale, shift }: OutputChange,
): NonNullable<GraphEdit['behind']> {
  const { model } = graph;
  if (!graph.maker(name)) {
    throw new UserError('bad-model', `${model.file} makes no logits: ${name} is an input`, [], 'name another --output');
  }
  if (opsetOf(model) < OPSET_OF_BROADCASTING) {
    const message = `${model.file} is of opset ${opsetOf(model)}, in which Add does not take a number for each class`;
    throw new UserError('bad-model', message, [], `export it with opset ${OPSET_OF_BROADCASTING} or later`);
  }
  const dims = units === 1 ? [1] : [units, ...new Array<number>(rank - 1 - axis).fill(1)];
  const fresh = (what: string) => freshName(graph, `${name}/${what}`);
  const constant = (numbers: Float64Array, called: string) => constantNode(called, dims, numbers);
  const renamed = fresh('before');
  const biases = fresh('biases');
  if (!scale) {
    return { value: name, renamed, nodes: [constant(shift, biases), node('Add', [renamed, biases], [name])] };
  }
  const [scales, scaled] = [fresh('scales'), fresh('scaled')];
  const nodes = [
    constant(scale, scales),
    node('Mul', [renamed, scales], [scaled]),
    constant(shift, biases),
    node('Add', [scaled, biases], [name]),
  ];
  return { value: name, renamed, nodes };
}

/** A constant as a node, which files of all versions may hold. */
function constantNode(name: string, dims: readonly number[], numbers: Float64Array): ModelNode {
  const values = Float32Array.from(numbers);
  const value: Constant = { name, type: 'float32', dims, size: sizeOf(dims), values: () => values };
  return { ...node('Constant', [], [name]), attributes: new Map([['value', { type: 'tensor', value }]]) };
}

function freshName(graph: ModelGraph, wanted: string): string {
  const isTaken = (name: string) =>
    graph.maker(name) !== undefined || graph.takers(name).length > 0 || graph.model.constants.has(name);
  let name = wanted;
  for (let copy = 2; isTaken(name); copy++) name = `${wanted}_${copy}`;
  return name;
}

function nodesInWords({ scale }: OutputChange): string {
  return scale ? 'nodes Mul and Add behind the logits' : 'a node Add behind the logits';
}
