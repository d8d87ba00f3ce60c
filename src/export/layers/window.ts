import type { Shape } from '../../graph/graph.ts';
import type { Window } from '../../kernel/state.ts';
import { windowOn } from '../../network/layers/convolution/window.ts';

/** How windows on an image are written in Python. */

type Padding = Window['padding'];

/** 3 for 3×3, else (3, 1). */
export function extentOf([vertical, horizontal]: readonly [number, number]): string {
  return vertical === horizontal ? String(vertical) : `(${vertical}, ${horizontal})`;
}

/** (3, 3). */
export function pairOf([vertical, horizontal]: readonly [number, number]): string {
  return `(${vertical}, ${horizontal})`;
}

/** "stride=2", and nothing where it is the usual value. */
export function unless(usual: number, name: string, extent: readonly [number, number]): string | undefined {
  return extent.every((length) => length === usual) ? undefined : `${name}=${extentOf(extent)}`;
}

export function isPadded({ padding }: Window): boolean {
  return padding.some((pixels) => pixels !== 0);
}

/** Above as below, and left as right. */
export function isEven([top, left, bottom, right]: Padding): boolean {
  return top === bottom && left === right;
}

/** Left, right, top, bottom: the order of F.pad. */
export function sidesOfPytorch([top, left, bottom, right]: Padding): string {
  return `(${left}, ${right}, ${top}, ${bottom})`;
}

/** ((top, bottom), (left, right)), as Keras and Flax take it. */
export function sidesByAxis([top, left, bottom, right]: Padding): string {
  return `((${top}, ${bottom}), (${left}, ${right}))`;
}

/** Whether a window is padded as Keras and Flax do it by the word "same". */
export function isSame({ size, stride, dilation, padding }: Window, input: Shape): boolean {
  const same = windowOn('', input, { size, stride, dilation, padding: 'same' });
  return String(same.padding) === String(padding);
}
