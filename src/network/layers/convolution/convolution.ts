import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import type { OptionsOf } from '../../../notation/parameters.ts';
import { type Scales, scales } from '../../init.ts';
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
  { input, init }: Pick<Setting, 'input' | 'init'>,
): Scales {
  const pixels = window.size[0] * window.size[1];
  return scales(init, (input[0] / groups) * pixels, channels * pixels, own);
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
  const operands = [x, g.weights([channels, setting.input[0] / groups, ...window.size], weights, { reuse })];
  if (biases) operands.push(g.weights([channels], biases, { reuse }));
  return g.node('Conv', operands, { ...windowAttributes(window), group: groups }, output);
}
