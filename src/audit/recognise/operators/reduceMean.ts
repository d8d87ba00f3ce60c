import { globalAvgPool } from '../../../network/layers/convolution/globalAvgPool.ts';
import { meanTokens } from '../../../network/layers/tokens/meanTokens.ts';
import { wholesAttribute } from '../../graph/attributes.ts';
import { arranged } from '../arranged.ts';
import { Nameless, reading } from '../piece.ts';
import type { Operator } from '../reader.ts';
import { meanOfFeatures } from './decomposedNorm.ts';

/** globalAvgPool over pixels, meanTokens over tokens; over features a part of a norm. */
export const reduceMean: Operator = (reader, node) => {
  const [x, given] = node.inputs;
  const dims = reader.file.dims(x);
  // What an If makes has no dims that are known.
  if (dims.length === 0) throw new Nameless(`a mean of ${x} is not read, as its dims are not known`);
  const stated = wholesAttribute(node, 'axes') ?? (given ? reader.file.numbers(given) : undefined);
  const axes = (stated ?? dims.map((_, axis) => axis))
    .map((axis) => (axis + dims.length) % dims.length)
    .sort((a, b) => a - b);
  const { shape } = reader.of(x).piece;
  const features = shape.length === 3 ? [1, 2, 3] : [dims.length - 1];
  if (String(axes) === String(features)) return meanOfFeatures(reader, node);
  const { piece } = arranged(reader, x);
  const [value] = node.outputs;
  if (piece.shape.length === 3 && String(axes) === '2,3') return reading(reader.layer(value, globalAvgPool(), piece));
  const isTokens =
    piece.shape.length === 2 && dims.length === 3 && axes.length === 1 && dims[axes[0]] === piece.shape[0];
  if (isTokens) return reading(reader.layer(value, meanTokens(), piece));
  throw new Nameless(`the notation has no word for a mean over axes ${axes.join(', ')}`);
};
