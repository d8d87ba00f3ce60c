import type { Shape } from '../../../graph/graph.ts';
import { type Arguments, layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import {
  type Convolution,
  convolutionGraph,
  convolutionScales,
  convolvedShape,
  type ScaleOptions,
  scaleParameters,
} from './convolution.ts';
import { windowOn } from './window.ts';

interface ConvOptions extends ScaleOptions {
  readonly stride?: number;
  /** Zeros around the image, or "same": as many as keep its size at stride 1. */
  readonly padding?: number | 'same';
  readonly dilation?: number;
  readonly groups?: number;
}

/**
 * conv(channels, kernel): y_c(p) = Σ_{c′,o} W_{c,c′,o} x_{c′}(p + o) + b_c, zeros beyond the image.
 *
 *   K′(p, p′) = σ_w² mean over offsets o of K(p + o, p′ + o) + σ_b²
 *
 * for infinitely many channels, in every group. Fan-in is channels/groups × kernel². Source: docs/theory §11.
 */
export const conv = layer<[channels: number, kernel: number, options?: ConvOptions]>({
  name: 'conv',
  summary: 'convolution of an image with a square kernel',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: {
    channels: { kind: 'wholePositive', meaning: 'channels of the output' },
    kernel: { kind: 'wholePositive', meaning: 'height and width of the kernel' },
    stride: { kind: 'wholePositive', meaning: 'distance between the places of the kernel', default: 1 },
    padding: { kind: 'padding', meaning: 'zeros around the image, or same', default: 0 },
    dilation: { kind: 'wholePositive', meaning: 'distance between the pixels that a kernel sees', default: 1 },
    groups: { kind: 'wholePositive', meaning: 'groups of channels that see only one another', default: 1 },
    ...scaleParameters,
  },
  shape: (input, args) => {
    requireImage('conv', input);
    const { channels, groups } = args;
    if (input[0] % Number(groups) !== 0 || Number(channels) % Number(groups) !== 0) {
      const message = `conv: ${groups} groups do not divide ${input[0]} channels into ${channels}`;
      throw shapeError(message, [], 'choose groups that divide both numbers of channels');
    }
    return convolvedShape(convolutionOf(input, args), input);
  },
  kernel: (state, args, setting) => {
    const convolution = convolutionOf(setting.input, args);
    if (convolution.groups > 1 && convolution.groups === setting.input[0]) return oneChannelAlone;
    const { sigmaW2, sigmaB2 } = convolutionScales(convolution, args, setting);
    return state.convolve(convolution.window, sigmaW2, sigmaB2);
  },
  graph: (g, x, args, setting) => convolutionGraph(g, x, convolutionOf(setting.input, args), args, setting),
});

/** Why there is no kernel of convolutions, one channel at a time. */
export const oneChannelAlone = measuredOnly(
  'where a channel is convolved alone, few weights mix it, and its values are not Gaussian',
);

function convolutionOf(input: Shape, { channels, kernel, stride, padding, dilation, groups }: Arguments): Convolution {
  const window = windowOn('conv', input, {
    size: Number(kernel),
    stride: Number(stride),
    padding: padding as number | 'same',
    dilation: Number(dilation),
  });
  return { window, channels: Number(channels), groups: Number(groups) };
}
