import { classToken } from '../../../network/layers/tokens/classToken.ts';
import { tokenEmbedding } from '../../../network/layers/tokens/tokenEmbedding.ts';
import { wholeAttribute } from '../../graph/attributes.ts';
import { inOurOrder } from '../arranged.ts';
import { Nameless, type Piece, reading } from '../piece.ts';
import type { Operator } from '../reader.ts';
import { asStored } from '../source.ts';
import { storedAt } from './stored.ts';

/** Rows of a stored table by ids, which are the data. */
export const gather: Operator = (reader, node) => {
  const [table, ids] = node.inputs;
  const { graph } = reader.file;
  if (graph.isData(table) || !graph.isData(ids) || wholeAttribute(node, 'axis', 0) !== 0) {
    throw new Nameless('it picks by numbers that are computed');
  }
  const [vocabulary, dim] = reader.file.dims(table);
  const layer = tokenEmbedding(vocabulary, dim);
  return reading(reader.layer(node.outputs[0], layer, inOurOrder(reader, ids), [asStored(storedAt(reader, node, 0))]));
};

/** Branches beside one another; or a class token before the others. */
export const concatenation: Operator = (reader, node) => {
  const { graph } = reader.file;
  const [value] = node.outputs;
  const rank = reader.file.dims(value).length;
  const axis = (wholeAttribute(node, 'axis', 1) + rank) % rank;
  const branches = node.inputs.filter((input) => graph.isData(input));
  if (branches.length === 1 && node.inputs.length === 1) return reader.of(branches[0]);
  if (branches.length === 1 && node.inputs.length === 2 && node.inputs[1] === branches[0] && rank === 3 && axis === 1) {
    return reading(
      reader.layer(value, classToken(), inOurOrder(reader, branches[0]), [asStored(storedAt(reader, node, 0))]),
    );
  }
  if (branches.length < node.inputs.length) throw new Nameless('it sets stored numbers beside the data');
  const from = branches.map((branch) => inOurOrder(reader, branch));
  const features = from[0].shape.length === 2 ? 1 : 0;
  if (axis !== features + 1 || from.some(({ shape }) => shape.length !== from[0].shape.length)) {
    throw new Nameless('it sets branches beside one another along another axis than the features');
  }
  const width = from.reduce((sum, { shape }) => sum + shape[features], 0);
  const piece: Piece = {
    value,
    does: { kind: 'concat' },
    from,
    shape: from[0].shape.with(features, width),
    sources: [],
  };
  return reading(piece);
};
