import type { Value } from './autodiff.ts';
import type { OperatorContext } from './operatorContext.ts';

/** Lower than any value, but a number: infinities times 0 would spoil gradients. */
const LOWEST = -3e38;

interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Pixels before and after, vertically and horizontally. */
  readonly padding: readonly [[number, number], [number, number]];
}

function windowOf({ kernel_shape, strides, dilations = [1, 1], pads }: OperatorContext['attributes']): Window {
  const [top, left, bottom, right] = pads as readonly number[];
  return {
    size: kernel_shape as Window['size'],
    strides: strides as Window['strides'],
    dilations: dilations as Window['dilations'],
    padding: [
      [top, bottom],
      [left, right],
    ],
  };
}

/**
 * A convolution [points, channels, height, width] with a kernel [channels, channels/groups, …] and a bias a channel.
 *
 * At stride 1 and without groups as one product of patches with weights, which the library's matrix kernels compute about
 * four times as fast as its convolution.
 */
export function convolve(x: Value, kernel: Value, biases: Value, context: OperatorContext): Value {
  const { autodiff, attributes } = context;
  const window = windowOf(attributes);
  const plain = attributes.group === 1 && window.strides.every((stride) => stride === 1);
  const image = plain
    ? productOfPatches(x, kernel, window, context)
    : autodiff.lax.convGeneralDilated(x, kernel, [...window.strides], [...window.padding], {
        rhsDilation: [...window.dilations],
        featureGroupCount: Number(attributes.group),
      });
  return image.add(biases.reshape([-1, 1, 1]));
}

function productOfPatches(x: Value, kernel: Value, window: Window, { autodiff: { numpy } }: OperatorContext): Value {
  const { padding, size, dilations } = window;
  const [channels] = kernel.shape;
  const padded = numpy.pad(x, [[0, 0], [0, 0], ...padding]);
  const [points, inputs, ...extent] = padded.shape;
  const [height, width] = extent.map((length, axis) => length - dilations[axis] * (size[axis] - 1));
  const shifted: Value[] = [];
  for (let down = 0; down < size[0]; down++) {
    for (let right = 0; right < size[1]; right++) {
      const [y, z] = [down * dilations[0], right * dilations[1]];
      shifted.push(padded.ref.slice([], [], [y, y + height], [z, z + width]));
    }
  }
  padded.dispose();
  const features = inputs * size[0] * size[1];
  const patches = numpy.transpose(numpy.stack(shifted, 2), [0, 3, 4, 1, 2]).reshape([-1, features]);
  const images = numpy.matmul(patches, numpy.transpose(kernel.reshape([channels, features])));
  return numpy.transpose(images.reshape([points, height, width, channels]), [0, 3, 1, 2]);
}

/** The largest or the mean of each window; pixels outside the image do not count. */
export function pooled(kind: 'max' | 'average', x: Value, { autodiff, attributes }: OperatorContext): Value {
  const { numpy, lax } = autodiff;
  const { size, strides, padding } = windowOf(attributes);
  const over = (image: Value, reduce: (values: Value) => Value) =>
    lax.reduceWindow(image, reduce, [...size], [...strides]);
  const sum = (values: Value) => numpy.sum(values);
  const largest = (values: Value) => numpy.max(values);
  if (padding.flat().every((pixels) => pixels === 0)) {
    return kind === 'max' ? over(x, largest) : over(x, sum).div(size[0] * size[1]);
  }
  const margins: [number, number][] = [[0, 0], [0, 0], ...padding];
  const inside = numpy.pad(numpy.ones([1, 1, ...x.shape.slice(2)]), margins);
  const padded = numpy.pad(x, margins);
  if (attributes.count_include_pad === 1) return over(padded, sum).div(size[0] * size[1]);
  if (kind === 'average') return over(padded, sum).div(over(inside, sum));
  return over(numpy.where(inside.greater(0), padded, LOWEST), largest);
}
