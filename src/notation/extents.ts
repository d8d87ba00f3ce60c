import { parameterKind, plainValue, wholeComplaint } from './parameters.ts';
import type { Argument } from './syntax.ts';

/** One number for both axes of an image, or height and width: 3, 3x1. */
export type Extent = number | readonly [vertical: number, horizontal: number];

export const extent = parameterKind<Extent>({
  kind: 'extent',
  example: '3',
  complaint: (value) => extentComplaint(value, 1),
  read: readExtent,
});

/** Pixels on every side; above and below, left and right; or on each side by itself; or as many as keep the size. */
export type Padding = Extent | readonly [top: number, left: number, bottom: number, right: number] | 'same';

export const padding = parameterKind<Padding>({
  kind: 'padding',
  example: '1',
  complaint(value) {
    if (value === 'same') return undefined;
    if (!Array.isArray(value)) {
      const expected = wholeComplaint(value, 0);
      return expected && (Number.isInteger(value) && Number(value) > 0 ? expected : `${expected}, or same`);
    }
    const known = (value.length === 2 || value.length === 4) && value.every((side) => !wholeComplaint(side, 0));
    return known ? undefined : 'whole numbers: 1x0 above and beside the image, or (top, left, bottom, right)';
  },
  read: readExtent,
});

export function bothAxes(extent: Extent): readonly [vertical: number, horizontal: number] {
  return typeof extent === 'number' ? [extent, extent] : extent;
}

/** 3, 3x1, or (0, 0, 1, 1) for sides. */
export function formatExtent(value: Padding): string {
  if (typeof value !== 'object') return String(value);
  return value.length === 2 ? value.join('x') : `(${value.join(', ')})`;
}

function extentComplaint(value: unknown, least: number): string | undefined {
  if (!Array.isArray(value)) return wholeComplaint(value, least);
  const known = value.length === 2 && value.every((size) => !wholeComplaint(size, least));
  return known ? undefined : `a whole number of at least ${least}, or height and width as in 3x1`;
}

/** 3x3 is 3. */
export function shortForm(sizes: readonly number[]): number | readonly number[] {
  return sizes.every((size) => size === sizes[0]) ? sizes[0] : sizes;
}

function readExtent(value: Argument['value']): unknown {
  const plain = plainValue(value);
  return Array.isArray(plain) ? shortForm(plain) : plain;
}
