import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import type { OptionsOf } from '../../../notation/parameters.ts';
import { isCentreOnly, type Scales, scales } from '../../init.ts';
import type { Setting } from '../../layer.ts';
import type { scaleParameters } from '../weights.ts';
import { positions, windowAttributes } from './window.ts';

/** What layers share that convolve an image with fresh weights. */
export interface Convolution {
  readonly window: Window;
  /** Channels of the output. */
  readonly channels: number;
  /** Groups of channels without connections between groups. */
  readonly groups: number;
}

type OwnScales = OptionsOf<typeof scaleParameters>;

/** Fan-in is channels/groups × pixels of the window, and fan-out channels × pixels, as PyTorch counts them. */
export function convolutionScales(
  { window, channels, groups }: Convolution,
  own: OwnScales,
  { input, init, endsBranch }: Pick<Setting, 'input' | 'init' | 'endsBranch'>,
): Scales {
  const pixels = isCentreOnly(init) ? 1 : window.size[0] * window.size[1];
  const fanIn = (input[0] / groups) * pixels;
  const kind = endsBranch ? 'branchEnd' : 'conv';
  return scales(init, { kind, fanIn, fanOut: channels * pixels, units: channels }, own);
}

export function convolvedShape({ window, channels }: Convolution, input: Shape): Shape {
  return [channels, ...positions(window, input)];
}

export function convolutionGraph(
  g: GraphBuilder,
  x: Tensor,
  convolution: Convolution,
  own: OwnScales,
  setting: Setting,
): Tensor {
  const { window, channels, groups } = convolution;
  const { weights, biases } = convolutionScales(convolution, own, setting);
  const output = convolvedShape(convolution, setting.input);
  const reuse = output[1] * output[2];
  const seen = seenWindow(window, setting);
  const drawn = g.weights([channels, setting.input[0] / groups, ...seen.size], weights, { reuse });
  // A window of one pixel may begin inside the image, which only a node of its own can say.
  const operands = seen === window ? [x, drawn] : [framed(g, x, seen), drawn];
  if (biases) operands.push(g.weights([channels], biases, { reuse }));
  const attributes = windowAttributes(seen === window ? window : { ...seen, padding: [0, 0, 0, 0] });
  return g.node('Conv', operands, { ...attributes, group: groups }, output);
}

/** Zeros around an image, or fewer pixels where the padding is negative. */
export function framed(g: GraphBuilder, x: Tensor, window: Window): Tensor {
  const [top, left, bottom, right] = window.padding;
  return g.node('Pad', [x, g.integers([0, 0, top, left, 0, 0, bottom, right])], {}, framedShape(x.shape, window));
}

export function framedShape([channels, height, width]: Shape, { padding }: Window): Shape {
  const [top, left, bottom, right] = padding;
  return [channels, height + top + bottom, width + left + right];
}

/**
 * The window of the weights that are not 0: one pixel where only the centre is drawn, which in an even window is the upper
 * left of the four in the middle.
 */
export function seenWindow(window: Window, { init }: Pick<Setting, 'init'>): Window {
  if (!isCentreOnly(init)) return window;
  const centre = window.size.map((length, axis) => window.dilation[axis] * Math.floor((length - 1) / 2));
  const [top, left, bottom, right] = window.padding;
  const [behind, beside] = window.size.map((length, axis) => window.dilation[axis] * (length - 1) - centre[axis]);
  const padding = [top - centre[0], left - centre[1], bottom - behind, right - beside] as const;
  return { size: [1, 1], stride: window.stride, padding, dilation: [1, 1] };
}
