import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';

/** "a vector of 64", "an image of 3×32×32", "16 tokens of 48". */
export function describeShape(shape: Shape): string {
  if (shape.length === 1) return `a vector of ${shape[0]}`;
  if (shape.length === 2) return `${shape[0]} tokens of ${shape[1]}`;
  if (shape.length === 3) return `an image of ${shape.join('×')}`;
  return `a tensor of ${shape.join('×')}`;
}

/** Layers and data that do not fit together. */
export function shapeError(message: string, where: readonly string[] = [], remedy?: string): UserError {
  return new UserError('shape', message, where, remedy);
}

/** The preset `mixer` needs the height of the images, which only the whole network knows: `place` writes it here. */
export const MIXER_SIZE = 'mixer takes the height of the images, size=…';
