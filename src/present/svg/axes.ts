import * as Plot from '@observablehq/plot';
import type { Palette } from './theme.ts';

/** Axes and lines that figures share, in one look. */

/** Named in the middle, without an arrow, with small numbers. */
const LOOK = { labelAnchor: 'center', labelArrow: 'none', fontSize: 11 } as const;

export function axisX({ muted }: Palette, options: Plot.AxisXOptions): Plot.Markish {
  return Plot.axisX({ ...LOOK, color: muted, tickSize: 4, ...options });
}

export function axisY({ muted }: Palette, options: Plot.AxisYOptions): Plot.Markish {
  return Plot.axisY({ ...LOOK, color: muted, tickSize: 0, ...options });
}

export function gridX({ line }: Palette, ticks: number | readonly number[]): Plot.Markish {
  return Plot.gridX({ ticks: ticksOf(ticks), stroke: line, strokeOpacity: 1 });
}

export function gridY({ line }: Palette, ticks: number | readonly number[]): Plot.Markish {
  return Plot.gridY({ ticks: ticksOf(ticks), stroke: line, strokeOpacity: 1 });
}

function ticksOf(ticks: number | readonly number[]): number | number[] {
  return typeof ticks === 'number' ? ticks : [...ticks];
}

/** How a line looks that marks a value to compare with, such as a fair guess. */
export function dashed({ muted }: Palette, strokeWidth = 1.5) {
  return { stroke: muted, strokeDasharray: '4 3', strokeWidth } as const;
}

/** How a dot looks that was measured; it may stick out of the frame. */
export function dotted({ paper }: Palette, fill: string, r = 4.5) {
  return { r, fill, stroke: paper, strokeWidth: 1, clip: false } as const;
}

/** A stepped line of heights, each from one edge to the next. */
export function stepped(
  heights: readonly number[],
  edges: readonly number[],
): { readonly x: number; readonly y: number }[] {
  return heights.flatMap((y, index) => [
    { x: edges[index], y },
    { x: edges[index + 1], y },
  ]);
}

/** Pixels around a plot, by the names that Plot has for them. */
export function margins({ left, right, top, bottom }: Record<'left' | 'right' | 'top' | 'bottom', number>) {
  return { marginLeft: left, marginRight: right, marginTop: top, marginBottom: bottom };
}
