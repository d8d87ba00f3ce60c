import type { Extent, Padding } from '../../notation/extents.ts';

/** One length where height and width are the same. */
export function extentOf([height, width]: readonly number[]): Extent {
  return height === width ? height : [height, width];
}

/** As short as the notation allows: one number, above and beside, or all four sides. */
export function sidesOf([above, left, below, right]: readonly [number, number, number, number]): Exclude<
  Padding,
  'same'
> {
  return above === below && left === right ? extentOf([above, left]) : [above, left, below, right];
}
