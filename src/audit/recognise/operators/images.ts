import { convTranspose } from '../../../network/layers/convolution/convTranspose.ts';
import { upsample } from '../../../network/layers/convolution/upsample.ts';
import { lrn } from '../../../network/layers/norms/lrn.ts';
import { textAttribute, wholeAttribute, wholesAttribute } from '../../graph/attributes.ts';
import { imageOf } from '../arranged.ts';
import { floatAttribute } from '../attributes.ts';
import { number } from '../elementwise/formulas.ts';
import { extentOf } from '../extents.ts';
import { Nameless, reading } from '../piece.ts';
import type { Operator } from '../reader.ts';
import { asStored, NOWHERE } from '../source.ts';
import { storedAt } from './stored.ts';

/** Local response normalisation; defaults are left out. */
export const localResponse: Operator = (reader, node) => {
  const stated = (name: string, fallback: number) => Number(number(floatAttribute(node, name, fallback)));
  const [alpha, beta, k] = [stated('alpha', 1e-4), stated('beta', 0.75), stated('bias', 1)];
  const layer = lrn(wholeAttribute(node, 'size', 1), {
    ...(alpha !== 1e-4 && { alpha }),
    ...(beta !== 0.75 && { beta }),
    ...(k !== 1 && { k }),
  });
  return reading(reader.layer(node.outputs[0], layer, imageOf(reader, node.inputs[0])));
};

export const transposedConvolution: Operator = (reader, node) => {
  const image = imageOf(reader, node.inputs[0]);
  const [, channels, ...size] = reader.file.dims(node.inputs[1]);
  const pads = wholesAttribute(node, 'pads') ?? [0];
  const outside = wholesAttribute(node, 'output_padding') ?? [0];
  const dilations = wholesAttribute(node, 'dilations') ?? [1];
  const isUsual =
    size.length === 2 &&
    [pads, outside].every((list) => list.every((length) => length === list[0])) &&
    dilations.every((length) => length === 1) &&
    wholeAttribute(node, 'group', 1) === 1 &&
    !node.attributes.has('output_shape') &&
    (textAttribute(node, 'auto_pad') ?? 'NOTSET') === 'NOTSET';
  if (!isUsual)
    throw new Nameless('the notation has transposed convolutions without groups, holes and uneven padding only');
  const stride = extentOf(wholesAttribute(node, 'strides') ?? [1, 1]);
  const layer = convTranspose(channels, extentOf(size), {
    ...(stride !== 1 && { stride }),
    ...(pads[0] !== 0 && { padding: pads[0] }),
    ...(outside[0] !== 0 && { outputPadding: outside[0] }),
  });
  const biases = node.inputs[2] ? asStored(storedAt(reader, node, 2)) : NOWHERE;
  return reading(reader.layer(node.outputs[0], layer, image, [asStored(storedAt(reader, node, 1)), biases]));
};

/** Resize and Upsample by whole factors, each pixel repeated. */
export const enlargement: Operator = (reader, node) => {
  const image = imageOf(reader, node.inputs[0]);
  const [value] = node.outputs;
  const scales = reader.file
    .dims(value)
    .slice(2)
    .map((length, axis) => length / image.shape[1 + axis]);
  const isNearest = (textAttribute(node, 'mode') ?? 'nearest') === 'nearest';
  if (!isNearest || !scales.every(Number.isInteger))
    throw new Nameless('the notation enlarges images by repeating pixels only');
  return reading(reader.layer(value, upsample(extentOf(scales)), image));
};
