import { sizeOf } from '../../graph/graph.ts';
import { convTranspose as layer } from '../../network/layers/convolution/convTranspose.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import { bothAxes, type Extent } from '../../notation/extents.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, weightAndBias, words } from '../words.ts';
import { extentOf, pairOf, unless } from './window.ts';

interface TransposeArguments {
  readonly channels: number;
  readonly kernel: Extent;
  readonly stride: Extent;
  readonly padding: number;
  readonly outputPadding: number;
}

/** convTranspose: Keras and Flax cut their outputs by rules of their own, so that only whole ones are written there. */
export const convTranspose = words(layer, {
  weights: weightAndBias,
  pytorch(w, args, at) {
    const [weight, bias] = at.weights;
    const [kernel, stride] = [bothAxes(args.kernel), bothAxes(args.stride)];
    const given = [
      ...[at.placed.input[0], args.channels, extentOf(kernel)].map(String),
      unless(1, 'stride', stride),
      unless(0, 'padding', [args.padding, args.padding]),
      unless(0, 'output_padding', [args.outputPadding, args.outputPadding]),
    ].filter((each) => each !== undefined);
    const laws = { weight: weight!, bias, fans: fansOf(args, at) };
    const name = w.drawn('convTranspose', `nn.ConvTranspose2d(${given.join(', ')})`, laws);
    w.apply((x) => `${name}(${x})`);
  },
  keras(w, args, at) {
    requireWhole(w.title, args, at);
    w.layer('Conv2DTranspose', [
      String(args.channels),
      extentOf(bothAxes(args.kernel)),
      unless(1, 'strides', bothAxes(args.stride)),
      w.draws('kernel_initializer', at, 0, fansOf(args, at)),
      w.draws('bias_initializer', at, 1),
    ]);
  },
  flax(w, args, at) {
    requireWhole(w.title, args, at);
    w.layer('ConvTranspose', [
      String(args.channels),
      pairOf(bothAxes(args.kernel)),
      `strides=${pairOf(bothAxes(args.stride))}`,
      'padding="VALID"',
      // Flax counts the inputs as fan-in, so that variances are written without fans.
      w.draws('kernel_init', at, 0),
      w.draws('bias_init', at, 1),
    ]);
  },
});

/** The outputs of a pixel count as fan-in, as PyTorch and Keras do it. */
function fansOf({ channels, kernel }: TransposeArguments, { placed: { input } }: Unfolded): Fans {
  const pixels = sizeOf(bothAxes(kernel));
  return { fanIn: channels * pixels, fanOut: input[0]! * pixels, units: input[0]! };
}

function requireWhole(
  title: string,
  { kernel, stride, padding, outputPadding }: TransposeArguments,
  at: Unfolded,
): void {
  const steps = bothAxes(stride);
  const overlaps = bothAxes(kernel).every((length, axis) => length >= steps[axis]!);
  if (padding === 0 && outputPadding === 0 && overlaps) return;
  const why = 'its output is cut, or longer than the places of its kernel';
  throw refusal(at, title, why, 'leave padding and outputPadding out, or write net.py for PyTorch');
}
