import type { Shape } from '../../../graph/graph.ts';
import { padding } from '../../../notation/extents.ts';
import { type ArgumentsOf, wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { NO_STAND_IN, withoutBiases } from '../../standIn.ts';
import { requireTokens } from '../inputs.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { hasBiases, scaleParameters } from '../weights.ts';
import { type Convolution, convolutionGraph, convolutionScales, convolvedShape, seenWindow } from './convolution.ts';
import { windowOn } from './window.ts';

const parameters = {
  channels: wholePositive('features of a token of the output', '16'),
  kernel: wholePositive('tokens that the kernel sees', '3'),
  stride: wholePositive('distance between the places of the kernel').default(1),
  padding: padding('zeros before and after the sequence: 1, (2, 0) or same').default(0),
  dilation: wholePositive('distance between the tokens that a kernel sees').default(1),
  ...scaleParameters,
};

/**
 * conv1d(channels, kernel): y_t = Σ_o W_o x_{s t + o} + b over a sequence of tokens, zeros beyond its ends.
 *
 *   K′(it, ju) = σ_w² mean over offsets o of K(i(s t + o), j(s u + o)) + σ_b²
 *
 * The tokens are an image one pixel wide whose channels are the features. Fan-in is features × kernel.
 * Source: docs/theory §11.
 */
export const conv1d = layer({
  name: 'conv1d',
  summary: 'convolution along a sequence of tokens',
  family: 'layer',
  theory: 'exact',
  parameters,
  positional: (channels: number, kernel: number) => ({ channels, kernel }),
  examples: [
    { network: 'conv1d(400, 3, padding=1), φ, meanTokens', on: 'tokens', seed: 6110 },
    { network: 'dense(400), φ, conv1d(400, 3, stride=2, padding=(2, 0)), φ, flatten', on: 'tokens', seed: 6113 },
  ],
  shape: (input, args) => {
    const [channels, tokens] = convolvedShape(convolutionOf(input, args), columnOf(input));
    return [tokens, channels];
  },
  kernel: (state, args, setting) => {
    const convolution = convolutionOf(setting.input, args);
    const { sigmaW2, sigmaB2 } = convolutionScales(convolution, args, { ...setting, input: columnOf(setting.input) });
    return state.sequence?.convolve(seenWindow(convolution.window, setting), sigmaW2, sigmaB2) ?? tokenByToken;
  },
  graph: (g, x, args, setting) => {
    const column = columnOf(setting.input);
    const convolution = convolutionOf(setting.input, args);
    const [channels, places] = convolvedShape(convolution, column);
    const turned = g.node('Transpose', [x], { perm: [0, 2, 1] }, [column[0], column[1]]);
    const image = g.node('Reshape', [turned, g.integers([0, ...column])], {}, column);
    const convolved = convolutionGraph(g, image, convolution, args, { ...setting, input: column });
    const features = g.node('Reshape', [convolved, g.integers([0, channels, places])], {}, [channels, places]);
    return g.node('Transpose', [features], { perm: [0, 2, 1] }, [places, channels]);
  },
  homogeneous: (args, init) => !hasBiases(args, init),
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NO_STAND_IN,
});

/** The tokens one below the other, as an image one pixel wide. */
function columnOf([tokens, features]: Shape): Shape {
  return [features, tokens, 1];
}

function convolutionOf(input: Shape, args: ArgumentsOf<typeof parameters>): Convolution {
  requireTokens('conv1d', input);
  const { channels, kernel, stride, padding, dilation } = args;
  const options = { size: [kernel, 1], stride: [stride, 1], padding: ends(padding), dilation: [dilation, 1] } as const;
  return { window: windowOn('conv1d', columnOf(input), options), channels, groups: 1 };
}

/** Padding of the first and the last token alone. */
function ends(padding: ArgumentsOf<typeof parameters>['padding']) {
  if (padding === 'same') return padding;
  const [before, after, ...others] = typeof padding === 'number' ? [padding, padding] : padding;
  if (others.length > 0) {
    throw shapeError('conv1d: a sequence has two ends, not four sides', [], 'write padding=1, or padding=(2, 0)');
  }
  return [before, 0, after, 0] as const;
}
