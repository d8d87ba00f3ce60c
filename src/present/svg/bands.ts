import * as Plot from '@observablehq/plot';
import { dashes } from './seriesChart.ts';

/** A mean along an axis, and how far its standard error reaches. */
export interface Band {
  readonly points: readonly { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[];
  readonly colour: string;
  readonly dash?: string;
}

/** Lines on bands of one standard error, which end at the frame. */
export function banded(bands: readonly Band[], [lowest, highest]: readonly [number, number]): Plot.Markish[] {
  const within = (y: number) => Math.min(highest, Math.max(lowest, y));
  return [
    ...bands.map(({ points, colour }) =>
      Plot.areaY(points, {
        x: 'x',
        y1: (point) => within(point.low),
        y2: (point) => within(point.high),
        fill: colour,
        fillOpacity: 0.18,
      }),
    ),
    ...bands.map(({ points, colour, dash }) =>
      Plot.line(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, ...dashes({ dash }) }),
    ),
  ];
}
