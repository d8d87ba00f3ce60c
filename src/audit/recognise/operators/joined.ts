import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { arranged } from '../arranged.ts';
import { sameOrder } from '../order.ts';
import { Nameless, type Piece, type Reading } from '../piece.ts';
import type { Reader } from '../reader.ts';
import { centredBy, normalisedBy } from './decomposedNorm.ts';

/** An operator on entries of several values. */
export function joined(reader: Reader, node: ModelNode, data: readonly string[]): Reading {
  const norm = centredBy(reader, node) ?? normalisedBy(reader, node);
  if (norm) return norm;
  if (data.length < node.inputs.length) throw new Nameless('it joins branches with stored numbers');
  if (node.op === 'Mul') return multiplied(reader, node);
  if (node.op !== 'Add' && node.op !== 'Sum')
    throw new Nameless('the notation joins branches by sums and by concat only');
  const [first, ...others] = data.map((value) => arranged(reader, value));
  return others.reduce((sum, branch) => added(reader, node, sum, branch), first);
}

/** A gate: a value times factors of its shape, or one for each channel or feature. */
function multiplied(reader: Reader, node: ModelNode): Reading {
  const [value] = node.outputs;
  const [one, other] = node.inputs.map((input) => arranged(reader, input));
  const isWhole = String(reader.file.dims(value)) === String(reader.file.dims(node.inputs[0]));
  const [whole, factor] = isWhole ? [one, other] : [other, one];
  const isAlike = String(whole.piece.shape) === String(factor.piece.shape);
  if (!sameOrder(whole.order, isAlike ? factor.order : undefined)) {
    throw new Nameless('it multiplies branches that are arranged in different ways');
  }
  const from = [whole.piece, factor.piece];
  const piece: Piece = { value, does: { kind: 'product' }, from, shape: whole.piece.shape, sources: [] };
  return { piece, formula: 'x', order: whole.order };
}

function added(reader: Reader, node: ModelNode, one: Reading, other: Reading): Reading {
  if (String(one.piece.shape) !== String(other.piece.shape)) throw new Nameless('it adds branches of different shapes');
  if (!sameOrder(one.order, other.order)) throw new Nameless('it adds branches that are arranged in different ways');
  const [value] = node.outputs;
  const isWhole = String(reader.file.dims(value)) === String(reader.file.dims(node.inputs[0]));
  if (!isWhole) throw new Nameless('it adds branches of different shapes');
  const from = [one.piece, other.piece];
  const piece: Piece = { value, does: { kind: 'sum' }, from, shape: one.piece.shape, sources: [] };
  return { piece, formula: 'x', order: one.order };
}
