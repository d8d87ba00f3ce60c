import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { gru } from '../../../network/layers/recurrent/gru.ts';
import { lstm } from '../../../network/layers/recurrent/lstm.ts';
import { textAttribute, wholeAttribute } from '../../graph/attributes.ts';
import { rowsOf } from '../arranged.ts';
import { type Order, sameOrder, simplified, transposed } from '../order.ts';
import { Nameless, type Piece, type Reading, reading } from '../piece.ts';
import type { Operator, Reader } from '../reader.ts';
import { asStored, NOWHERE } from '../source.ts';
import { storedAt } from './stored.ts';

/** LSTM and GRU from a state of zeros: the states after every token, and the last one. */
export const recurrence: Operator = (reader, node) => {
  const { points } = reader.file;
  refuseOthers(reader, node);
  const { piece: from, rows, columns } = rowsOf(reader, node.inputs[0]);
  const [tokens] = from.shape;
  const tokensFirst = simplified(transposed([points, tokens], [1, 0]));
  if (from.shape.length !== 2 || columns || !sameOrder(rows, tokensFirst))
    throw new Nameless('its tokens are no axis of their own');
  const units = wholeAttribute(node, 'hidden_size', 0);
  const directions = textAttribute(node, 'direction') === 'bidirectional' ? 2 : 1;
  const build = node.op === 'LSTM' ? lstm : gru;
  const layer = build(units, directions === 2 ? { bidirectional: 'true' } : {});
  const biases = node.inputs[3] ? asStored(storedAt(reader, node, 3)) : NOWHERE;
  const piece: Piece = {
    value: node.outputs.find((output) => output !== '')!,
    does: { kind: 'layer', layer },
    from: [from],
    shape: layer.definition.shape(from.shape, layer.args),
    sources: [asStored(storedAt(reader, node, 1)), asStored(storedAt(reader, node, 2)), biases],
  };
  return statesOf(piece, points, directions, units);
};

/** Of the file: states [tokens, directions, points, units], and last states [directions, points, units]. */
function statesOf(piece: Piece, points: number, directions: number, units: number): readonly Reading[] {
  const [tokens] = piece.shape;
  const all = transposed([points, tokens, directions, units], [1, 2, 0, 3]);
  const one = points * units;
  // The second direction ends at the first token.
  const last: Order = Int32Array.from({ length: directions * one }, (_, i) => {
    const direction = Math.floor(i / one);
    const token = direction === 0 ? tokens - 1 : 0;
    return all[(token * directions + direction) * one + (i % one)];
  });
  return [reading(piece, simplified(all)), reading(piece, last)];
}

function refuseOthers({ file }: Reader, node: ModelNode): void {
  if (textAttribute(node, 'direction') === 'reverse')
    throw new Nameless('the notation has no word for tokens read backwards alone');
  if (node.op === 'GRU' && wholeAttribute(node, 'linear_before_reset', 0) === 0) {
    throw new Nameless('the notation has the reset gate after the matrix only');
  }
  if (wholeAttribute(node, 'layout', 0) !== 0 || node.attributes.has('activations') || node.attributes.has('clip')) {
    throw new Nameless('the notation has recurrent layers in their usual form only');
  }
  const states = new Set(file.plan.inputs.filter(({ takes }) => takes === 'state').map(({ name }) => name));
  const [lengths, ...initial] = node.inputs.slice(4);
  if (lengths || initial.some((state) => file.graph.isData(state) && !states.has(state))) {
    throw new Nameless('it begins with a state that is computed, or takes lengths of sequences');
  }
}
