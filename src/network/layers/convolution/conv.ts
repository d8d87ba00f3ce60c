import type { Shape } from '../../../graph/graph.ts';
import { type Extent, extent, padding } from '../../../notation/extents.ts';
import { type ArgumentsOf, wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { NO_STAND_IN, withoutBiases } from '../../standIn.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { hasBiases, scaleParameters } from '../weights.ts';
import { type Convolution, convolutionGraph, convolutionScales, convolvedShape, seenWindow } from './convolution.ts';
import { windowOn } from './window.ts';

const parameters = {
  channels: wholePositive('channels of the output', '16'),
  kernel: extent('height and width of the kernel, 3 or 3x1'),
  stride: extent('distance between the places of the kernel').default(1),
  padding: padding('zeros around the image: 1, 1x0, (top, left, bottom, right) or same').default(0),
  dilation: extent('distance between the pixels that a kernel sees').default(1),
  groups: wholePositive('groups of channels that see only one another').default(1),
  ...scaleParameters,
};

/**
 * conv(channels, kernel): y_c(p) = Σ_{c′,o} W_{c,c′,o} x_{c′}(p + o) + b_c, zeros beyond the image.
 *
 *   K′(p, p′) = σ_w² mean over offsets o of K(p + o, p′ + o) + σ_b²
 *
 * for infinitely many channels, in every group. Fan-in is channels/groups × pixels of the kernel. Source: docs/theory §11.
 */
export const conv = layer({
  name: 'conv',
  summary: 'convolution of an image',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters,
  positional: (channels: number, kernel: Extent) => ({ channels, kernel }),
  examples: [
    { network: 'conv(4, 3, padding=same), φ', on: 'images' },
    { network: 'conv(4, 3x1, stride=2x1, padding=(1, 0, 0, 0)), φ', on: 'images' },
  ],
  shape: (input, args) => {
    requireImage('conv', input);
    const { channels, groups } = args;
    if (input[0] % groups !== 0 || channels % groups !== 0) {
      const message = `conv: ${groups} groups do not divide ${input[0]} channels into ${channels}`;
      throw shapeError(message, [], 'choose groups that divide both numbers of channels');
    }
    return convolvedShape(convolutionOf(input, args), input);
  },
  kernel: (state, args, setting) => {
    const convolution = convolutionOf(setting.input, args);
    if (convolution.groups > 1 && convolution.groups === setting.input[0]) return oneChannelAlone;
    const { sigmaW2, sigmaB2 } = convolutionScales(convolution, args, setting);
    return state.convolve(seenWindow(convolution.window, setting), sigmaW2, sigmaB2);
  },
  graph: (g, x, args, setting) => convolutionGraph(g, x, convolutionOf(setting.input, args), args, setting),
  homogeneous: (args, init) => !hasBiases(args, init),
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NO_STAND_IN,
});

/** Why there is no kernel of convolutions, one channel at a time. */
export const oneChannelAlone = measuredOnly(
  'where a channel is convolved alone, few weights mix it, and its values are not Gaussian',
);

function convolutionOf(
  input: Shape,
  { channels, kernel, groups, ...rest }: ArgumentsOf<typeof parameters>,
): Convolution {
  return { window: windowOn('conv', input, { size: kernel, ...rest }), channels, groups };
}
