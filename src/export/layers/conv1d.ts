import type { Window } from '../../kernel/state.ts';
import { conv1d as layer } from '../../network/layers/convolution/conv1d.ts';
import { windowOn } from '../../network/layers/convolution/window.ts';
import type { Padding } from '../../notation/extents.ts';
import { type Unfolded, weightAndBias, words } from '../words.ts';
import { type Convolution, convolveInFlax, convolveInKeras, convolveTokensInPytorch } from './convolution.ts';

/** conv1d: tokens are [places, features] here as in Keras and Flax; PyTorch has the features first. */
export const conv1d = words(layer, {
  weights: weightAndBias,
  pytorch: (w, args, at) => convolveTokensInPytorch(w, convolutionOf(args, at), at),
  keras: (w, args, at) => convolveInKeras(w, 'Conv1D', convolutionOf(args, at), at),
  flax: (w, args, at) => convolveInFlax(w, convolutionOf(args, at), at, true),
});

interface Conv1dArguments {
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly dilation: number;
}

/** The tokens as an image one pixel wide. */
function convolutionOf({ channels, kernel, stride, padding, dilation }: Conv1dArguments, at: Unfolded): Convolution {
  const [tokens, features] = at.placed.input;
  const input = [features!, tokens!, 1];
  const window = windowOn('conv1d', input, {
    size: [kernel, 1],
    stride: [stride, 1],
    padding: endsOf(padding),
    dilation: [dilation, 1],
  });
  return { window, input, channels, groups: 1 };
}

function endsOf(padding: Padding): Window['padding'] | 'same' {
  if (padding === 'same') return padding;
  const [before, after] = typeof padding === 'number' ? [padding, padding] : padding;
  return [before, 0, after, 0];
}
