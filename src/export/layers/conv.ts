import { conv as convLayer } from '../../network/layers/convolution/conv.ts';
import { depthwiseConv as depthwiseLayer } from '../../network/layers/convolution/depthwiseConv.ts';
import { windowOn } from '../../network/layers/convolution/window.ts';
import { patchEmbedding as patchLayer } from '../../network/layers/tokens/patchEmbedding.ts';
import type { Extent, Padding } from '../../notation/extents.ts';
import { type Unfolded, weightAndBias, words } from '../words.ts';
import { type Convolution, convolveInFlax, convolveInKeras, convolveInPytorch, windowInKeras } from './convolution.ts';
import { pairOf, unless } from './window.ts';

/** conv: images are [channels, height, width] in PyTorch, (height, width, channels) in Keras and Flax. */
export const conv = words(convLayer, {
  weights: weightAndBias,
  pytorch: (w, args, at) => convolveInPytorch(w, ofConv(args, at), at),
  keras: (w, args, at) => convolveInKeras(w, 'Conv2D', ofConv(args, at), at),
  flax: (w, args, at) => convolveInFlax(w, ofConv(args, at), at),
});

/** depthwiseConv: as many groups as channels. Keras has a layer of its own, which counts its fans otherwise. */
export const depthwiseConv = words(depthwiseLayer, {
  weights: weightAndBias,
  pytorch: (w, args, at) => convolveInPytorch(w, ofDepthwise(args, at), at),
  keras(w, args, at) {
    const convolution = ofDepthwise(args, at);
    const { size, stride, padding } = windowInKeras(w, 'DepthwiseConv2D', convolution, at);
    const draws = [w.draws('depthwise_initializer', at, 0), w.draws('bias_initializer', at, 1)];
    w.layer('DepthwiseConv2D', [
      size,
      stride,
      padding,
      unless(1, 'dilation_rate', convolution.window.dilation),
      ...draws,
    ]);
  },
  flax: (w, args, at) => convolveInFlax(w, ofDepthwise(args, at), at),
});

/** patchEmbedding: a convolution whose kernels lie side by side, its pixels as tokens row by row. */
export const patchEmbedding = words(patchLayer, {
  weights: weightAndBias,
  pytorch(w, args, at) {
    convolveInPytorch(w, ofPatches(args, at), at);
    w.apply((x) => `${x}.flatten(2).transpose(1, 2)`);
  },
  keras(w, args, at) {
    convolveInKeras(w, 'Conv2D', ofPatches(args, at), at);
    w.layer('Reshape', [pairOf(at.placed.output as [number, number])]);
  },
  flax(w, args, at) {
    convolveInFlax(w, ofPatches(args, at), at);
    w.apply((x) => `${x}.reshape(${x}.shape[0], -1, ${args.dim})`);
  },
});

interface ConvArguments {
  readonly kernel: Extent;
  readonly stride: Extent;
  readonly padding: Padding;
  readonly dilation: Extent;
}

function ofConv(
  { channels, groups, kernel, ...rest }: ConvArguments & { readonly channels: number; readonly groups: number },
  { placed: { input } }: Unfolded,
): Convolution {
  return { window: windowOn('conv', input, { size: kernel, ...rest }), input, channels, groups };
}

function ofDepthwise({ kernel, ...rest }: ConvArguments, { placed: { input } }: Unfolded): Convolution {
  const window = windowOn('depthwiseConv', input, { size: kernel, ...rest });
  return { window, input, channels: input[0]!, groups: input[0]! };
}

function ofPatches(
  { patch, dim }: { readonly patch: number; readonly dim: number },
  { placed: { input } }: Unfolded,
): Convolution {
  const window = windowOn('patchEmbedding', input, { size: patch, stride: patch, padding: 0, dilation: 1 });
  return { window, input, channels: dim, groups: 1 };
}
