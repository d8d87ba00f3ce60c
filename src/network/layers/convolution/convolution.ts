import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import type { Parameter } from '../../../notation/parameters.ts';
import { type Scales, scales } from '../../init.ts';
import type { Arguments, Setting } from '../../layer.ts';
import { positions, windowAttributes } from './window.ts';

/** What layers share that convolve an image with fresh weights. */
export interface Convolution {
  readonly window: Window;
  /** Channels of the output. */
  readonly channels: number;
  /** Groups of channels that see only one another. */
  readonly groups: number;
}

export const scaleParameters = {
  sigmaW2: { kind: 'positive', meaning: 'variance of a weight times the fan-in', optional: true },
  sigmaB2: { kind: 'nonNegative', meaning: 'variance of a bias', optional: true },
} as const satisfies Record<string, Parameter>;

export interface ScaleOptions {
  /** σ_w², the variance of a weight times the fan-in. */
  readonly sigmaW2?: number;
  /** σ_b², the variance of a bias. */
  readonly sigmaB2?: number;
}

/** A layer's own scales, where given. */
export function ownScales({ sigmaW2, sigmaB2 }: Arguments): ScaleOptions {
  return { sigmaW2: sigmaW2 as number | undefined, sigmaB2: sigmaB2 as number | undefined };
}

/** Fan-in is channels/groups × pixels of the window, and fan-out channels × pixels, as PyTorch counts them. */
export function convolutionScales(
  { window, channels, groups }: Convolution,
  args: Arguments,
  { input, init }: Pick<Setting, 'input' | 'init'>,
): Scales {
  const pixels = window.size[0] * window.size[1];
  return scales(init, (input[0] / groups) * pixels, channels * pixels, ownScales(args));
}

export function convolvedShape({ window, channels }: Convolution, input: Shape): Shape {
  return [channels, ...positions(window, input)];
}

export function convolutionGraph(
  g: GraphBuilder,
  x: Tensor,
  convolution: Convolution,
  args: Arguments,
  setting: Setting,
): Tensor {
  const { window, channels, groups } = convolution;
  const { weights, biases } = convolutionScales(convolution, args, setting);
  const output = convolvedShape(convolution, setting.input);
  const reuse = output[1] * output[2];
  const operands = [x, g.weights([channels, setting.input[0] / groups, ...window.size], weights, { reuse })];
  if (biases) operands.push(g.weights([channels], biases, { reuse }));
  return g.node('Conv', operands, { ...windowAttributes(window), group: groups }, output);
}
