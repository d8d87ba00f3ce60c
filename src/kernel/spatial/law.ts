import type { Activation } from '../../activations/activation.ts';
import type { PoolKind } from '../state.ts';
import type { Field } from './field.ts';
import { composedReach, ownPixel, pixelsUnder, type Reach, type Size } from './planes.ts';

/**
 * A unit as a function of independent Gaussian fields: f(p) = F(g₁ at some pixels, g₂ at some pixels …). Such is
 * φ(g), the maximum of φ(g) over a window, or a residual sum φ(g₁) + g₂, which is no longer Gaussian and whose
 * activation must be sampled over both fields jointly. Docs/theory §11.
 */
export interface SpatialLaw {
  /** g₁, g₂ … */
  readonly parts: readonly Field[];
  /** Which pixels of each part a unit looks at. */
  readonly reach: readonly Reach[];
  /** The same for one unit, without those outside an image; in the order in which `value` takes them. */
  pixels(place: number): readonly Int32Array[];
  /**
   * F for many samples at once.
   * @param columns for each part and each of its pixels a column of samples, which may be overwritten
   * @param taken how many columns of each part have been used, moved on by those used here
   */
  value(place: number, columns: readonly (readonly Float64Array[])[], taken: Int32Array): Float64Array;
}

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

/** The mean or maximum of f over a window of which pixels outside the image do not count. */
export function pooledLaw(inner: SpatialLaw, kind: PoolKind, window: Reach, places: Size, size: Size): SpatialLaw {
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
      if (kind === 'average') for (let k = 0; k < values.length; k++) values[k] /= rest.length + 1;
      return values;
    },
  };
}
