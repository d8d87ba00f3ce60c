import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { features } from '../dataset.ts';
import { resizeImage } from '../formats/images/resizeImage.ts';
import type { Step } from '../preprocess.ts';
import { type ImageShape, imageShape } from './shared/images.ts';
import { result } from './shared/result.ts';

/**
 * Images of another height and width, averaged where they shrink and interpolated where they grow.
 * @param size [height, width], whole numbers from 1
 * @throws UserError `bad-argument` for any other size
 */
export function resize(size: readonly number[]): Step {
  const [height, width] = size;
  const sound = size.length === 2 && size.every((axis) => Number.isInteger(axis) && axis >= 1);
  if (!sound) {
    const message = `resize takes a height and a width of at least 1, not ${size.join('x') || 'nothing'}`;
    throw new UserError('bad-argument', message, [], 'for instance resize(16x16)');
  }
  const notation = `resize(${height}x${width})`;
  const after = (input: Shape): ImageShape => [imageShape('resize', input)[0], height, width];
  return {
    notation,
    effect:
      'averages neighbouring pixels where images shrink: spread loses the detail, cov keeps the mean of the images',
    shape: after,
    apply(dataset) {
      const before = imageShape('resize', dataset.shape);
      const shape = after(before);
      const [from, to] = [features(before), features(shape)];
      const resized = new Float64Array(dataset.points * to);
      for (let point = 0; point < dataset.points; point++) {
        const image = dataset.values.subarray(point * from, (point + 1) * from);
        resized.set(resizeImage(image, before, [height, width]), point * to);
      }
      return result(dataset, resized, notation, shape);
    },
    generator(law) {
      const [, oldHeight, oldWidth] = imageShape('resize', law.shape);
      if (oldHeight === height && oldWidth === width) return law;
      return { reason: 'resize makes neighbouring pixels alike, and theory of generated data has independent entries' };
    },
  };
}
