import type { Shape } from '../../../graph/graph.ts';
import { bothAxes, type Extent, extent } from '../../../notation/extents.ts';
import { type ArgumentsOf, wholeNonNegative, wholePositive } from '../../../notation/parameters.ts';
import { scales } from '../../init.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { NO_STAND_IN, withoutBiases } from '../../standIn.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { hasBiases, scaleParameters } from '../weights.ts';

const parameters = {
  channels: wholePositive('channels of the output', '16'),
  kernel: extent('height and width of the kernel, 3 or 3x1'),
  stride: extent('distance between the places that the pixels of the input go to').default(1),
  padding: wholeNonNegative('pixels taken away on each side of the output').default(0),
  outputPadding: wholeNonNegative('pixels added below and to the right of the output').default(0),
  ...scaleParameters,
};

/**
 * convTranspose(channels, kernel): y_c(s p + o − padding) gets Σ_{c′} W_{c′,c,o} x_{c′}(p) from each pixel p, and b_c: what a
 * convolution does to gradients, which enlarges an image by its stride.
 *
 * Fan-in is channels × pixels of the kernel, as PyTorch and Keras count it, whatever a unit sees.
 * Source: Dumoulin and Visin, A Guide to Convolution Arithmetic for Deep Learning, 2016.
 */
export const convTranspose = layer({
  name: 'convTranspose',
  summary: 'transposed convolution, which enlarges an image by its stride',
  family: 'layer',
  theory: 'none',
  parameters,
  positional: (channels: number, kernel: Extent) => ({ channels, kernel }),
  examples: [{ network: 'conv(4, 3), φ, convTranspose(4, 2, stride=2)', on: 'images' }],
  shape: outputShape,
  kernel: () => measuredOnly('the weights that a unit sees change from pixel to pixel, which theory does not follow'),
  graph: (g, x, args, setting) => {
    const { channels, padding, outputPadding } = args;
    const [kernel, stride] = [bothAxes(args.kernel), bothAxes(args.stride)];
    const [inputs, height, width] = setting.input;
    const pixels = kernel[0] * kernel[1];
    const fans = { fanIn: channels * pixels, fanOut: inputs * pixels, units: channels };
    const { weights, biases } = scales(setting.init, { kind: 'conv', ...fans }, args);
    const operands = [x, g.weights([inputs, channels, ...kernel], weights, { reuse: height * width })];
    const shape = outputShape(setting.input, args);
    if (biases) operands.push(g.weights([channels], biases, { reuse: shape[1] * shape[2] }));
    const pads = [padding, padding, padding, padding];
    const attributes = { kernel_shape: kernel, strides: stride, pads, output_padding: [outputPadding, outputPadding] };
    return g.node('ConvTranspose', operands, attributes, shape);
  },
  homogeneous: (args, init) => !hasBiases(args, init),
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NO_STAND_IN,
});

/** (length − 1)·stride + kernel − 2·padding + outputPadding pixels along an axis. */
function outputShape(input: Shape, args: ArgumentsOf<typeof parameters>): Shape {
  const [, ...image] = requireImage('convTranspose', input);
  const [kernel, stride] = [bothAxes(args.kernel), bothAxes(args.stride)];
  const { channels, padding, outputPadding } = args;
  const sizes = image.map((length, i) => (length - 1) * stride[i] + kernel[i] - 2 * padding + outputPadding);
  if (sizes.some((size) => size < 1)) {
    throw shapeError(`convTranspose: padding of ${padding} leaves nothing of the image`, [], 'pad less');
  }
  if (stride.some((step) => outputPadding >= step) && outputPadding > 0) {
    const remedy = 'choose an outputPadding below the stride';
    throw shapeError(`convTranspose: outputPadding of ${outputPadding} reaches the next place`, [], remedy);
  }
  return [channels, ...sizes];
}
