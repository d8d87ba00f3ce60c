import type { Attribute, Shape } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import { shapeError } from '../../shape.ts';

/** A square window as layers are given it. */
export interface WindowOptions {
  readonly size: number;
  readonly stride: number;
  /** Pixels on each side, or as many as keep the size at stride 1. */
  readonly padding: number | 'same';
  readonly dilation: number;
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
export function windowOn(layer: string, input: Shape, { size, stride, padding, dilation }: WindowOptions): Window {
  const reach = dilation * (size - 1) + 1;
  const [vertical, horizontal] = [input[1], input[2]].map((length) => {
    if (padding !== 'same') return [padding, padding];
    const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  });
  const window: Window = {
    size: [size, size],
    stride: [stride, stride],
    padding: [vertical[0], horizontal[0], vertical[1], horizontal[1]],
    dilation: [dilation, dilation],
  };
  if (positions(window, input).some((count) => count < 1)) {
    const message = `${layer}: a window of ${reach}×${reach} does not fit into the image`;
    throw shapeError(message, [], 'choose a smaller window, or pad the image with padding=');
  }
  return window;
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
