import { batchNorm } from '../../../network/layers/norms/batchNorm.ts';
import { groupNorm, instanceNorm } from '../../../network/layers/norms/groupNorm.ts';
import { layerNorm } from '../../../network/layers/norms/layerNorm.ts';
import { rmsNorm } from '../../../network/layers/norms/rmsNorm.ts';
import { wholeAttribute } from '../../graph/attributes.ts';
import { arranged, imageOf, inOurOrder } from '../arranged.ts';
import { epsilonOf } from '../attributes.ts';
import { Nameless, reading } from '../piece.ts';
import type { Operator } from '../reader.ts';

/** The default is left out. */
function withEpsilon(eps: number): { readonly eps?: number } {
  return eps === 1e-5 ? {} : { eps };
}

/** With statistics of the batch, which training begins with, whatever the file is exported for. */
export const batchNormalization: Operator = (reader, node) => {
  const piece = inOurOrder(reader, node.inputs[0]);
  if (piece.shape.length === 2) throw new Nameless('a batch norm of tokens, whose features are not last');
  return reading(reader.layer(node.outputs[0], batchNorm(withEpsilon(epsilonOf(node))), piece));
};

/** LayerNormalization and RMSNormalization over the features of a vector or of a token, or over a whole image. */
export const layerNormalization: Operator = (reader, node) => {
  const [x] = node.inputs;
  const { piece, order } = arranged(reader, x);
  const rank = reader.file.dims(x).length;
  const axis = (wholeAttribute(node, 'axis', -1) + rank) % rank;
  if (axis !== (piece.shape.length === 3 ? 1 : rank - 1))
    throw new Nameless('a norm over other axes than the features');
  const layer = node.op === 'LayerNormalization' ? layerNorm : rmsNorm;
  return reading(reader.layer(node.outputs[0], layer(withEpsilon(epsilonOf(node))), piece), order);
};

/** PyTorch writes groupNorm as instanceNorm of channels that are groups. */
export const instanceNormalization: Operator = (reader, node) => {
  const [x] = node.inputs;
  const piece = inOurOrder(reader, x);
  const dims = reader.file.dims(x);
  const given = withEpsilon(epsilonOf(node));
  const layer = dims.length === 4 ? instanceNorm(given) : groupNorm(dims[1], given);
  return reading(reader.layer(node.outputs[0], layer, piece));
};

export const groupNormalization: Operator = (reader, node) => {
  const piece = imageOf(reader, node.inputs[0]);
  const groups = wholeAttribute(node, 'num_groups', 1);
  return reading(reader.layer(node.outputs[0], groupNorm(groups, withEpsilon(epsilonOf(node))), piece));
};
