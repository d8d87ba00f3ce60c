import type { Attribute, Shape } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import { bothAxes, type Extent, type Padding } from '../../../notation/extents.ts';
import { shapeError } from '../../shape.ts';

/** A window as layers are given it. */
export interface WindowOptions {
  readonly size: Extent;
  readonly stride: Extent;
  readonly padding: Padding;
  readonly dilation: Extent;
}

/**
 * The window of a layer on an image.
 *
 * `same` gives ⌈size/stride⌉ positions a side. At stride 1 that is the size of the image, and an odd window is padded
 * alike on all sides; else a pixel left over goes below and to the right, as TensorFlow and ONNX (SAME_UPPER) do it.
 *
 * @param input shape of the image
 * @throws UserError `shape` when the window does not fit
 */
export function windowOn(layer: string, input: Shape, options: WindowOptions): Window {
  const [size, stride, dilation] = [options.size, options.stride, options.dilation].map(bothAxes);
  const reach = size.map((length, axis) => dilation[axis] * (length - 1) + 1);
  const { padding } = options;
  const window: Window = {
    size,
    stride,
    padding: padding === 'same' ? keepingSize(input, reach, stride) : eachSide(padding),
    dilation,
  };
  if (positions(window, input).some((count) => count < 1)) {
    const message = `${layer}: a window of ${reach.join('×')} does not fit into the image`;
    throw shapeError(message, [], 'choose a smaller window, or pad the image with padding=');
  }
  return window;
}

/** Half of the missing pixels on each side, one left over below and to the right. */
function keepingSize(input: Shape, reach: readonly number[], stride: readonly number[]): Window['padding'] {
  const missing = reach.map((length, axis) => {
    const image = input[1 + axis];
    return Math.max(0, (Math.ceil(image / stride[axis]) - 1) * stride[axis] + length - image);
  });
  const [above, left] = missing.map((pixels) => Math.floor(pixels / 2));
  return [above, left, missing[0] - above, missing[1] - left];
}

function eachSide(padding: Exclude<Padding, 'same'>): Window['padding'] {
  if (typeof padding === 'object' && padding.length === 4) return padding;
  const [vertical, horizontal] = bothAxes(padding);
  return [vertical, horizontal, vertical, horizontal];
}

/** How many places a window takes, vertically and horizontally: ⌊(length + padding − reach)/stride⌋ + 1. */
export function positions(window: Window, input: Shape): [height: number, width: number] {
  const along = (axis: 0 | 1) => {
    const reach = window.dilation[axis] * (window.size[axis] - 1) + 1;
    const padded = input[1 + axis] + window.padding[axis] + window.padding[axis + 2];
    return Math.floor((padded - reach) / window.stride[axis]) + 1;
  };
  return [along(0), along(1)];
}

/** The window as ONNX operators take it. */
export function windowAttributes({ size, stride, padding, dilation }: Window): Readonly<Record<string, Attribute>> {
  return { kernel_shape: size, strides: stride, pads: padding, dilations: dilation };
}
