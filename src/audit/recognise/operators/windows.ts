import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { Shape } from '../../../graph/graph.ts';
import { conv } from '../../../network/layers/convolution/conv.ts';
import { depthwiseConv } from '../../../network/layers/convolution/depthwiseConv.ts';
import { globalAvgPool } from '../../../network/layers/convolution/globalAvgPool.ts';
import { avgPool, maxPool } from '../../../network/layers/convolution/pool.ts';
import { type WindowOptions, windowOn } from '../../../network/layers/convolution/window.ts';
import { dense } from '../../../network/layers/dense.ts';
import type { Padding } from '../../../notation/extents.ts';
import { textAttribute, wholeAttribute, wholesAttribute } from '../../graph/attributes.ts';
import { imageOf, inOurOrder } from '../arranged.ts';
import { extentOf, sidesOf } from '../extents.ts';
import { Nameless, type Piece, reading } from '../piece.ts';
import type { Operator, Reader } from '../reader.ts';
import { asStored, exchanged, NOWHERE } from '../source.ts';
import { storedAt } from './stored.ts';

/** conv, depthwiseConv; or dense, of what a global pool has left one pixel of. */
export const convolution: Operator = (reader, node) => {
  const [x, kernels, biases] = node.inputs;
  const dims = reader.file.dims(kernels);
  const of = storedAt(reader, node, 1);
  const added = biases ? asStored(storedAt(reader, node, 2)) : NOWHERE;
  const [channels, perGroup, ...size] = dims;
  const vector = inOurOrder(reader, x);
  if (vector.shape.length === 1 && size.every((length) => length === 1) && perGroup === vector.shape[0]) {
    return reading(reader.layer(node.outputs[0], dense(channels), vector, [exchanged(of, channels, perGroup), added]));
  }
  const image = imageOf(reader, x);
  const groups = wholeAttribute(node, 'group', 1);
  const { kernel, ...window } = windowOf(node, size, image.shape);
  const isDepthwise = groups > 1 && groups === channels && perGroup === 1;
  const layer = isDepthwise
    ? depthwiseConv(kernel, window)
    : conv(channels, kernel, groups === 1 ? window : { ...window, groups });
  return reading(reader.layer(node.outputs[0], layer, image, [asStored(of), added]));
};

export const maxPooling: Operator = (reader, node) => {
  const image = imageOf(reader, node.inputs[0]);
  const { kernel, options } = poolOf(node, image.shape);
  return reading(reader.layer(node.outputs[0], maxPool(kernel, options), image));
};

/** avgPool; over all of the image globalAvgPool. */
export const averagePooling: Operator = (reader, node) => {
  const image = imageOf(reader, node.inputs[0]);
  const [value] = node.outputs;
  if (
    reader.file
      .dims(value)
      .slice(2)
      .every((length) => length === 1) &&
    isWhole(node, image)
  ) {
    return reading(reader.layer(value, globalAvgPool(), image));
  }
  const { kernel, options } = poolOf(node, image.shape);
  const counts = options.padding !== undefined && wholeAttribute(node, 'count_include_pad', 0) === 1;
  return reading(reader.layer(value, avgPool(kernel, counts ? { ...options, countPadding: 'true' } : options), image));
};

export const globalAveragePooling: Operator = (reader: Reader, node) =>
  reading(reader.layer(node.outputs[0], globalAvgPool(), imageOf(reader, node.inputs[0])));

function isWhole(node: ModelNode, { shape }: Piece): boolean {
  const pads = wholesAttribute(node, 'pads') ?? [];
  return String(wholesAttribute(node, 'kernel_shape')) === String(shape.slice(1)) && pads.every((pad) => pad === 0);
}

function poolOf(node: ModelNode, input: Shape) {
  const { kernel, stride = 1, padding } = windowOf(node, wholesAttribute(node, 'kernel_shape') ?? [], input);
  return {
    kernel,
    options: { ...(String(stride) !== String(kernel) && { stride }), ...(padding !== undefined && { padding }) },
  };
}

/** A window as layers take it; defaults are left out. @throws Nameless for other windows than on images */
function windowOf(node: ModelNode, size: readonly number[], input: Shape) {
  if (size.length !== 2)
    throw new Nameless(`the notation has windows on images only, not in ${size.length} dimensions`);
  const kernel = extentOf(size);
  const stride = extentOf(wholesAttribute(node, 'strides') ?? [1, 1]);
  const dilation = extentOf(wholesAttribute(node, 'dilations') ?? [1, 1]);
  const padding = paddingOf(node, input, { size: kernel, stride, dilation });
  return {
    kernel,
    ...(stride !== 1 && { stride }),
    ...(padding !== 0 && { padding }),
    ...(dilation !== 1 && { dilation }),
  };
}

function paddingOf(node: ModelNode, input: Shape, window: Omit<WindowOptions, 'padding'>): Padding {
  const automatic = textAttribute(node, 'auto_pad') ?? 'NOTSET';
  if (automatic === 'VALID') return 0;
  if (automatic === 'SAME_UPPER') return 'same';
  const keepsSize = windowOn(node.op, input, { ...window, padding: 'same' }).padding;
  // A pixel left over goes above and to the left.
  const [above, left, below, right] =
    automatic === 'SAME_LOWER'
      ? [...keepsSize.slice(2), ...keepsSize.slice(0, 2)]
      : (wholesAttribute(node, 'pads') ?? [0, 0, 0, 0]);
  const isSame = String(keepsSize) === String([above, left, below, right]);
  const isEven = above === below && left === right;
  return isSame && !isEven ? 'same' : sidesOf([above, left, below, right]);
}
