import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { formatShape } from '../../dataset.ts';

/** Shape of an image: [channels, height, width]. */
export type ImageShape = readonly [number, number, number];

/** @throws UserError `shape` unless points are images */
export function imageShape(step: string, shape: Shape): ImageShape {
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  const remedy = 'give the data a shape of channels×height×width, or leave the step out';
  throw new UserError('shape', `${step} takes images, not points of shape ${formatShape(shape)}`, [], remedy);
}
