import type { Shape } from '../../graph/graph.ts';
import { shapeError } from '../shape.ts';

/** @throws UserError `shape` unless the input is an image */
export function requireImage(layer: string, input: Shape): [channels: number, height: number, width: number] {
  if (input.length === 3) return [input[0], input[1], input[2]];
  const remedy = 'remove a flatten or dense before it, or start from images, for instance --data digits';
  throw shapeError(`${layer} needs an image`, [], remedy);
}

/** @throws UserError `shape` unless the input is a sequence of tokens */
export function requireTokens(layer: string, input: Shape): [tokens: number, features: number] {
  if (input.length === 2) return [input[0], input[1]];
  const remedy =
    input.length === 3 ? 'cut the image into tokens first: patchEmbedding(4, 48)' : 'remove a flatten before it';
  throw shapeError(`${layer} needs tokens`, [], remedy);
}
