import type { Values } from '../../dataset.ts';

/**
 * One image of another height and width: y_ij = Σ_kl V_ik H_jl x_kl in every channel, rows and columns one after the
 * other. An axis that shrinks is averaged over areas, which leaves no aliases; an axis that grows is interpolated
 * linearly. Constant images stay constant; the mean of an axis is kept when it shrinks, and when it grows by a whole
 * factor.
 *
 * @param values channels × height × width numbers, e.g. one point of a dataset
 * @param shape [channels, height, width] of `values`
 * @param size [height, width] of the result, whole numbers from 1
 * @returns channels × size, within the range of `values`
 */
export function resizeImage(
  values: Values,
  shape: readonly [number, number, number],
  size: readonly [number, number],
): Float64Array {
  const [channels, height, width] = shape;
  const rows = taps(height, size[0]);
  const columns = taps(width, size[1]);
  const narrowed = new Float64Array(height * size[1]);
  const resized = new Float64Array(channels * size[0] * size[1]);
  for (let channel = 0; channel < channels; channel++) {
    const plane = values.subarray(channel * height * width, (channel + 1) * height * width);
    for (let row = 0; row < height; row++) {
      for (let j = 0; j < size[1]; j++) {
        const { first, weights } = columns[j];
        let sum = 0;
        for (let l = 0; l < weights.length; l++) sum += weights[l] * plane[row * width + first + l];
        narrowed[row * size[1] + j] = sum;
      }
    }
    for (let i = 0; i < size[0]; i++) {
      const { first, weights } = rows[i];
      const at = (channel * size[0] + i) * size[1];
      for (let k = 0; k < weights.length; k++) {
        for (let j = 0; j < size[1]; j++) resized[at + j] += weights[k] * narrowed[(first + k) * size[1] + j];
      }
    }
  }
  return resized;
}

/** The neighbouring pixels that make one new pixel, and their shares, which sum to 1. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/** For each of `to` new pixels along an axis, the pixels among `from` that it is made of. */
function taps(from: number, to: number): Taps[] {
  return Array.from({ length: to }, (_, pixel) => (to < from ? area(pixel, from, to) : between(pixel, from, to)));
}

/**
 * New pixel i of `to` covers [i, i+1]·from/to of the old axis, and old pixel k, [k, k+1], has a share of its overlap.
 * Counted in steps of 1/to, all ends are whole numbers, so that no rounding adds a pixel.
 */
function area(pixel: number, from: number, to: number): Taps {
  const begin = pixel * from;
  const end = begin + from;
  const first = Math.floor(begin / to);
  const last = Math.ceil(end / to);
  const weights = Array.from({ length: last - first }, (_, k) => {
    const left = Math.max(begin, (first + k) * to);
    const right = Math.min(end, (first + k + 1) * to);
    return (right - left) / from;
  });
  return { first, weights };
}

/** The centre of new pixel i lies at (i + ½)·from/to − ½ between two old centres; beyond the outermost, they count. */
function between(pixel: number, from: number, to: number): Taps {
  const centre = ((2 * pixel + 1) * from - to) / (2 * to);
  if (centre <= 0) return { first: 0, weights: [1] };
  if (centre >= from - 1) return { first: from - 1, weights: [1] };
  const first = Math.floor(centre);
  const share = centre - first;
  return share === 0 ? { first, weights: [1] } : { first, weights: [1 - share, share] };
}
