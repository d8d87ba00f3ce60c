import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { formatShape } from '../dataset.ts';
import type { Step } from '../preprocess.ts';
import { type ImageShape, imageShape } from './shared/images.ts';
import { result } from './shared/result.ts';

/** Luma of red, green and blue. Source: ITU-R BT.601, §2.5.1; they sum to 1. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/** 0.299 R + 0.587 G + 0.114 B: images of one channel instead of three. */
export function grayscale(): Step {
  return {
    notation: 'grayscale',
    effect:
      'averages the channels by luma (0.299 R + 0.587 G + 0.114 B): what they share stays in cov and spread, differences shrink',
    shape: grey,
    apply(dataset) {
      const { values, points } = dataset;
      const shape = grey(dataset.shape);
      const pixels = shape[1] * shape[2];
      const mixed = new Float64Array(points * pixels);
      for (let point = 0; point < points; point++) {
        const red = 3 * point * pixels;
        for (let pixel = 0; pixel < pixels; pixel++) {
          const at = red + pixel;
          mixed[point * pixels + pixel] =
            RED * values[at] + GREEN * values[at + pixels] + BLUE * values[at + 2 * pixels];
        }
      }
      return result(dataset, mixed, 'grayscale', shape);
    },
    generator: (law) => ({
      ...law,
      shape: grey(law.shape),
      variance: (RED ** 2 + GREEN ** 2 + BLUE ** 2) * law.variance,
    }),
  };
}

function grey(input: Shape): ImageShape {
  const [channels, height, width] = imageShape('grayscale', input);
  if (channels === 3) return [1, height, width];
  const message = `grayscale takes images of 3 channels, not points of ${formatShape(input)}`;
  throw new UserError('shape', message, [], 'leave the step out');
}
