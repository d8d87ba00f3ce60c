import { tokenEmbedding } from '../../../network/layers/tokens/tokenEmbedding.ts';
import { wholeAttribute } from '../../graph/attributes.ts';
import { inOurOrder } from '../arranged.ts';
import { Nameless, reading } from '../piece.ts';
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
