import type { Activation } from '../../activations/activation.ts';
import type { PoolKind, Window } from '../state.ts';
import type { Field, SpatialLaw } from './field.ts';
import { composedReach, ownPixel, pixelsUnder, type Reach, type Size } from './planes.ts';

/** f = g. */
export function gaussianLaw(field: Field): SpatialLaw {
  return {
    parts: [field],
    reach: [ownPixel],
    pixels: (place) => [Int32Array.of(place)],
    value: (_place, columns, taken) => columns[0][taken[0]++],
  };
}

/** φ(f). */
export function activatedLaw(inner: SpatialLaw, phi: Activation): SpatialLaw {
  return {
    ...inner,
    value: (place, columns, taken) => {
      const values = inner.value(place, columns, taken);
      for (let k = 0; k < values.length; k++) values[k] = phi.value(values[k]);
      return values;
    },
  };
}

/** f + g with a new Gaussian field. */
export function sumLaw(inner: SpatialLaw, branch: Field): SpatialLaw {
  const at = inner.parts.length;
  return {
    parts: [...inner.parts, branch],
    reach: [...inner.reach, ownPixel],
    pixels: (place) => [...inner.pixels(place), Int32Array.of(place)],
    value: (place, columns, taken) => {
      const values = inner.value(place, columns, taken);
      const added = columns[at][taken[at]++];
      for (let k = 0; k < values.length; k++) values[k] += added[k];
      return values;
    },
  };
}

/** What a sum over a window is divided by where padding counts; undefined where the pixels inside the image do. */
export function countOf({ size: [height, width], countsPadding }: Window): number | undefined {
  return countsPadding ? height * width : undefined;
}

/**
 * The mean or maximum of f over a window of which pixels outside the image do not count.
 * @param count what the sum is divided by; by default the number of pixels inside
 */
export function pooledLaw(
  inner: SpatialLaw,
  kind: PoolKind,
  window: Reach,
  places: Size,
  size: Size,
  count?: number,
): SpatialLaw {
  const windows: Int32Array[] = [];
  const under = (place: number) => {
    windows[place] ??= pixelsUnder(window, place, places, size);
    return windows[place];
  };
  return {
    parts: inner.parts,
    reach: inner.reach.map((reach) => composedReach(window, reach)),
    pixels: (place) => {
      const pixels = Array.from(under(place), (pixel) => inner.pixels(pixel));
      return inner.parts.map((_, part) => Int32Array.from(pixels.flatMap((lists) => [...lists[part]])));
    },
    value: (place, columns, taken) => {
      const [first, ...rest] = under(place);
      const values = inner.value(first, columns, taken);
      for (const pixel of rest) {
        const others = inner.value(pixel, columns, taken);
        if (kind === 'max') for (let k = 0; k < values.length; k++) values[k] = Math.max(values[k], others[k]);
        else for (let k = 0; k < values.length; k++) values[k] += others[k];
      }
      if (kind === 'average') for (let k = 0; k < values.length; k++) values[k] /= count ?? rest.length + 1;
      return values;
    },
  };
}
