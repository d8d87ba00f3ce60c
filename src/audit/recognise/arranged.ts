import { type Shape, sizeOf } from '../../graph/graph.ts';
import { argumentsOf, type Layer } from '../../network/layer.ts';
import { conv } from '../../network/layers/convolution/conv.ts';
import { pad } from '../../network/layers/convolution/pad.ts';
import { flatten } from '../../network/layers/flatten.ts';
import { patchEmbedding } from '../../network/layers/tokens/patchEmbedding.ts';
import { selectToken } from '../../network/layers/tokens/selectToken.ts';
import { transpose } from '../../network/layers/tokens/transpose.ts';
import { sidesOf } from './extents.ts';
import { type Order, type RowsAndColumns, rowsAndColumns, sameOrder, simplified, transposed } from './order.ts';
import { layerOf, Nameless, type Piece, type Reading, reading } from './piece.ts';
import type { Reader } from './reader.ts';

/**
 * A value as what a piece makes, and where the file has moved or picked entries, after the layer that does so in our notation:
 * flatten, selectToken, transpose, pad, or a patchEmbedding in place of the convolution before.
 */
export function arranged(reader: Reader, value: string): Reading {
  const settled = reader.settle(value);
  const { piece, order } = settled;
  const { points } = reader.file;
  const dims = reader.file.dims(value);
  const { shape } = piece;
  const width = dims.at(-1) ?? 1;
  const perPoint = sizeOf(dims) / points;
  const then = (layer: Layer, left?: Order): Reading =>
    reading(
      reader.once(`${value} ${layer.definition.name}`, () => reader.layer(value, layer, piece)),
      left,
    );

  if (shape.length > 1 && dims.length === 2 && width === sizeOf(shape) && perPoint === width)
    return then(flatten(), order);
  if (shape.length === 2 && order) {
    const [tokens, features] = shape;
    if (perPoint === features && width === features) {
      const token = Math.floor(order[0] / features);
      return then(selectToken(placeOf(token, tokens)), picksOfToken(order, token, shape));
    }
    if (width === tokens && sameOrder(order, transposed([points, ...shape], [0, 2, 1]))) return then(transpose());
  }
  if (shape.length === 3 && dims.length === 4 && order?.includes(-1)) return then(frameOf(order, shape, dims));
  if (shape.length === 3 && dims.length === 3 && sameOrder(order, transposed([points, ...shape], [0, 2, 3, 1]))) {
    const patches = patchesOf(piece);
    if (patches) return reading(reader.once(`${value} patches`, () => patches));
  }
  return settled;
}

/** The first token, the last, or another by its index. */
function placeOf(token: number, tokens: number): { readonly index?: number } {
  if (token === 0) return {};
  return { index: token === tokens - 1 ? -1 : token };
}

/** The order of the features of one token, whose places were counted among those of all tokens. */
function picksOfToken(order: Int32Array, token: number, [tokens, features]: Shape): Order {
  return simplified(
    order.map(
      (entry) => Math.floor(entry / (tokens * features)) * features + (entry % (tokens * features)) - token * features,
    ),
  );
}

/** The zeros around an image, by the place of its first pixel. */
function frameOf(order: Int32Array, [, height, width]: Shape, [, , framedHeight, framedWidth]: Shape): Layer {
  const first = order.findIndex((entry) => entry >= 0);
  const [above, left] = [Math.floor(first / framedWidth), first % framedWidth];
  return pad(sidesOf([above, left, framedHeight - height - above, framedWidth - width - left]));
}

/** A convolution whose kernels do not overlap, as what cuts an image into tokens. */
function patchesOf(piece: Piece): Piece | undefined {
  const layer = layerOf(piece);
  const args = layer && argumentsOf(conv, layer);
  if (args?.groups !== 1 || args.dilation !== 1 || args.padding !== 0) return undefined;
  const { kernel } = args;
  if (typeof kernel !== 'number' || args.stride !== kernel) return undefined;
  const [channels, height, width] = piece.shape;
  const does = { kind: 'layer', layer: patchEmbedding(kernel, channels) } as const;
  return { ...piece, does, shape: [height * width, channels] };
}

/** Rows of features: of points, or of tokens. */
export interface Rows extends RowsAndColumns {
  readonly piece: Piece;
  readonly width: number;
}

/** @throws Nameless when the last axis of the file is not the features */
export function rowsOf(reader: Reader, value: string): Rows {
  const { piece, order } = arranged(reader, value);
  const width = reader.file.dims(value).at(-1) ?? 1;
  const found = width === piece.shape.at(-1) && piece.shape.length < 3 ? rowsAndColumns(order, width) : undefined;
  if (!found) throw new Nameless('its input is arranged in a way that the notation has no word for');
  return { ...found, piece, width };
}

/** A value whose entries lie as ours do. @throws Nameless for all others */
export function inOurOrder(reader: Reader, value: string): Piece {
  const { piece, order } = arranged(reader, value);
  if (order) throw new Nameless('its input is rearranged in a way that the notation has no word for');
  return piece;
}

/** An image whose entries lie as ours do. @throws Nameless for all others */
export function imageOf(reader: Reader, value: string): Piece {
  const piece = inOurOrder(reader, value);
  if (piece.shape.length !== 3 || reader.file.dims(value).length !== 4) throw new Nameless('its input is no image');
  return piece;
}
