import type { Step } from '../preprocess.ts';
import { imageShape } from './shared/images.ts';
import { result, roomFor } from './shared/result.ts';

/** Every image mirrored left to right. */
export function flip(): Step {
  return {
    notation: 'flip',
    effect: 'mirrors all images alike: cov and spread stay',
    shape: (input) => imageShape('flip', input),
    apply(dataset, _, room) {
      const { values } = dataset;
      const [, , width] = imageShape('flip', dataset.shape);
      const mirrored = roomFor(values.length, room);
      for (let row = 0; row < values.length; row += width) {
        // Both ends before either is written: they may be the same numbers.
        for (let left = row, right = row + width - 1; left <= right; left++, right--) {
          const [first, last] = [values[left], values[right]];
          mirrored[left] = last;
          mirrored[right] = first;
        }
      }
      return result(dataset, mirrored, 'flip');
    },
    generator: (law) => ({ ...law, shape: imageShape('flip', law.shape) }),
  };
}
