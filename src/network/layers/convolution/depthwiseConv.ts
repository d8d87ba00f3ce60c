import type { Shape } from '../../../graph/graph.ts';
import { type Arguments, layer } from '../../layer.ts';
import { requireImage } from '../inputs.ts';
import { oneChannelAlone } from './conv.ts';
import {
  type Convolution,
  convolutionGraph,
  convolvedShape,
  type ScaleOptions,
  scaleParameters,
} from './convolution.ts';
import { windowOn } from './window.ts';

interface DepthwiseOptions extends ScaleOptions {
  readonly stride?: number;
  /** Zeros around the image, or "same": as many as keep its size at stride 1. */
  readonly padding?: number | 'same';
  readonly dilation?: number;
}

/**
 * depthwiseConv(kernel): convolves every channel with a kernel of its own, as conv(C, kernel, groups=C) does.
 * Fan-in is kernel². A unit sees few weights at any width, so there is no Gaussian limit.
 */
export const depthwiseConv = layer<[kernel: number, options?: DepthwiseOptions]>({
  name: 'depthwiseConv',
  summary: 'convolution of every channel of an image by itself',
  family: 'layer',
  theory: 'none',
  parameters: {
    kernel: { kind: 'wholePositive', meaning: 'height and width of the kernel' },
    stride: { kind: 'wholePositive', meaning: 'distance between the places of the kernel', default: 1 },
    padding: { kind: 'padding', meaning: 'zeros around the image, or same', default: 0 },
    dilation: { kind: 'wholePositive', meaning: 'distance between the pixels that a kernel sees', default: 1 },
    ...scaleParameters,
  },
  shape: (input, args) => {
    requireImage('depthwiseConv', input);
    return convolvedShape(convolutionOf(input, args), input);
  },
  kernel: () => oneChannelAlone,
  graph: (g, x, args, setting) => convolutionGraph(g, x, convolutionOf(setting.input, args), args, setting),
});

function convolutionOf(input: Shape, { kernel, stride, padding, dilation }: Arguments): Convolution {
  const window = windowOn('depthwiseConv', input, {
    size: Number(kernel),
    stride: Number(stride),
    padding: padding as number | 'same',
    dilation: Number(dilation),
  });
  return { window, channels: input[0], groups: input[0] };
}
