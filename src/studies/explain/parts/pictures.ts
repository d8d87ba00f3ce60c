import { resizeImage } from '../../../data/formats/images/resizeImage.ts';
import type { Shape } from '../../../graph/graph.ts';
import type { DataDirections } from '../schema.ts';

/** Larger pictures would fill the result and show no more. */
const LARGEST = 32;
const MOST_CHANNELS = 3;
const DIGITS = 4;

/** Mean and first component of images, small enough to be kept; null for points that are not images. */
export function picturesOf(shape: Shape, mean: Float64Array, component: Float64Array): DataDirections['pictures'] {
  if (shape.length !== 3) return null;
  const [channels, height, width] = shape as [number, number, number];
  const shown = Math.min(MOST_CHANNELS, channels);
  const shrink = Math.min(1, LARGEST / Math.max(height, width));
  const [rows, columns] = [height, width].map((side) => Math.max(1, Math.round(shrink * side)));
  const small = (image: Float64Array) =>
    Array.from(
      resizeImage(image.subarray(0, shown * height * width), [shown, height, width], [rows, columns]),
      (value) => Number(value.toPrecision(DIGITS)),
    );
  return { shape: [shown, rows, columns], mean: small(mean), component: small(component) };
}
