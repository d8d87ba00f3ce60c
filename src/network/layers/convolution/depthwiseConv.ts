import type { Shape } from '../../../graph/graph.ts';
import { type Extent, extent, padding } from '../../../notation/extents.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { NO_STAND_IN, withoutBiases } from '../../standIn.ts';
import { requireImage } from '../inputs.ts';
import { scaleParameters } from '../weights.ts';
import { oneChannelAlone } from './conv.ts';
import { type Convolution, convolutionGraph, convolvedShape } from './convolution.ts';
import { windowOn } from './window.ts';

const parameters = {
  kernel: extent('height and width of the kernel, 3 or 3x1'),
  stride: extent('distance between the places of the kernel').default(1),
  padding: padding('zeros around the image: 1, 1x0, (top, left, bottom, right) or same').default(0),
  dilation: extent('distance between the pixels that a kernel sees').default(1),
  ...scaleParameters,
};

/**
 * depthwiseConv(kernel): convolves every channel with its own kernel, as conv(C, kernel, groups=C) does.
 * Fan-in is the pixels of the kernel. A unit sees few weights at any width, so there is no Gaussian limit.
 */
export const depthwiseConv = layer({
  name: 'depthwiseConv',
  summary: 'convolution of every channel of an image by itself',
  family: 'layer',
  theory: 'none',
  parameters,
  positional: (kernel: Extent) => ({ kernel }),
  examples: [{ network: 'conv(4, 3), φ, depthwiseConv(3, padding=1)', on: 'images' }],
  shape: (input, args) => {
    requireImage('depthwiseConv', input);
    return convolvedShape(convolutionOf(input, args), input);
  },
  kernel: () => oneChannelAlone,
  graph: (g, x, args, setting) => convolutionGraph(g, x, convolutionOf(setting.input, args), args, setting),
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NO_STAND_IN,
});

function convolutionOf(input: Shape, { kernel, ...rest }: ArgumentsOf<typeof parameters>): Convolution {
  const window = windowOn('depthwiseConv', input, { size: kernel, ...rest });
  return { window, channels: input[0], groups: input[0] };
}
