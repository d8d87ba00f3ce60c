import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { positionalEmbedding } from '../../../network/layers/tokens/positionalEmbedding.ts';
import type { Parameter } from '../../plan/auditPlan.ts';
import { inOurOrder } from '../arranged.ts';
import { Nameless, type Piece, type Reading, reading } from '../piece.ts';
import type { Reader } from '../reader.ts';
import { asStored, NOWHERE, repeatedTo } from '../source.ts';

/**
 * What adds or multiplies a stored tensor: the bias of the layer before, scale and shift of the norm before, which begin as 1
 * and 0, or embeddings of positions. Undefined for a single number, which is part of a formula.
 */
export function byStored(reader: Reader, node: ModelNode, data: string): Reading | undefined {
  if (!['Add', 'Sub', 'Mul', 'Div', 'Sum'].includes(node.op) || node.inputs.length !== 2) return undefined;
  const slot = node.inputs[0] === data ? 1 : 0;
  const parameter = reader.file.parameterAt(node, slot);
  const role = parameter?.role;
  if (role === 'normScale' || role === 'normShift') return reader.of(data);
  if (parameter && node.op === 'Add') {
    const added = withBias(reader, node, data, parameter);
    if (added) return added;
    if (role === 'position') return reading(embedded(reader, node, data, parameter));
  }
  if (sizeOf(reader.file.dims(node.inputs[slot])) === 1) return undefined;
  if (role === undefined && reader.of(data).piece.does.kind === 'input') {
    throw new Nameless('preprocessing by stored tensors has no word; audit data that are already preprocessed');
  }
  throw new Nameless(`a stored ${role ?? 'tensor'} that is no bias, norm or position`);
}

/** The layer before with its biases, which the file adds on their own. */
function withBias(reader: Reader, node: ModelNode, data: string, parameter: Parameter): Reading | undefined {
  const { piece, formula, order } = reader.of(data);
  const units = piece.shape.length === 3 ? piece.shape[0] : (piece.shape.at(-1) ?? 1);
  const size = sizeOf(parameter.dims);
  const waits = formula === 'x' && piece.sources.length > 1 && piece.sources.at(-1) === NOWHERE;
  if (!waits || (size !== units && size !== 1)) return undefined;
  const biases = repeatedTo(asStored(parameter), units);
  return reading({ ...piece, value: node.outputs[0], sources: piece.sources.with(-1, biases) }, order);
}

function embedded(reader: Reader, node: ModelNode, data: string, parameter: Parameter): Piece {
  const tokens = inOurOrder(reader, data);
  if (sizeOf(parameter.dims) !== sizeOf(tokens.shape)) throw new Nameless('embeddings of more positions than tokens');
  return reader.layer(node.outputs[0], positionalEmbedding(), tokens, [asStored(parameter)]);
}
