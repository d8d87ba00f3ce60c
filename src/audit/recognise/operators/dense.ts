import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { dense } from '../../../network/layers/dense.ts';
import { wholeAttribute } from '../../graph/attributes.ts';
import { rowsOf } from '../arranged.ts';
import { floatAttribute } from '../attributes.ts';
import { ofRows } from '../order.ts';
import { Nameless, reading } from '../piece.ts';
import type { Operator, Reader } from '../reader.ts';
import { asStored, exchanged, NOWHERE, repeatedTo, rowsMoved, type Source, scaled } from '../source.ts';
import { afterAttention, betweenTokens } from './attention.ts';
import { storedAt } from './stored.ts';

/** Gemm and MatMul: dense on points or tokens; or a step of attention, which multiplies data by data. */
export const matrixProduct: Operator = (reader, node) => {
  const { file } = reader;
  const [x, matrix] = node.inputs;
  if (file.graph.isData(matrix) && file.graph.isData(x)) return betweenTokens(reader, node);
  if (!file.graph.isData(x) || wholeAttribute(node, 'transA', 0) !== 0) {
    throw new Nameless('it multiplies the data from the left, across points or features');
  }
  const { piece, rows, columns } = rowsOf(reader, x);
  const [weights, biases, units] = weightsOf(reader, node);
  const value = node.outputs[0];
  const order = ofRows(rows, units);
  if (piece.does.kind === 'attention') return reading(afterAttention(reader, value, piece, weights, biases), order);
  const sources = [rowsMoved(weights, columns, units), biases];
  return reading(reader.layer(value, dense(units), piece, sources), order);
};

/** The weights as [fan-in, units], the biases, and the number of units. */
function weightsOf(reader: Reader, node: ModelNode): readonly [weights: Source, biases: Source, units: number] {
  const dims = reader.file.dims(node.inputs[1]);
  if (dims.length !== 2) throw new Nameless('its weights are no matrix');
  const [rows, columns] = dims;
  const of = storedAt(reader, node, 1);
  const isTransposed = wholeAttribute(node, 'transB', 0) !== 0;
  const weights = isTransposed ? exchanged(of, rows, columns) : asStored(of);
  const units = isTransposed ? rows : columns;
  const hasBiases = node.inputs[2] !== undefined && node.inputs[2] !== '';
  const biases = hasBiases ? repeatedTo(asStored(storedAt(reader, node, 2)), units) : NOWHERE;
  return [scaled(weights, floatAttribute(node, 'alpha', 1)), scaled(biases, floatAttribute(node, 'beta', 1)), units];
}
