import { type Shape, sizeOf } from '../../graph/graph.ts';
import type { Window } from '../../kernel/state.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import type { FlaxWriter } from '../code/flax.ts';
import type { KerasWriter } from '../code/keras.ts';
import type { PytorchWriter } from '../code/pytorch.ts';
import { refusal } from '../refusal.ts';
import type { Unfolded } from '../words.ts';
import { extentOf, isEven, isPadded, isSame, pairOf, sidesByAxis, sidesOfPytorch, unless } from './window.ts';

/** What layers share that convolve an image, or a sequence as an image one pixel wide, in the words of the frameworks. */
export interface Convolution {
  readonly window: Window;
  /** Of the image: [channels, height, width]. */
  readonly input: Shape;
  readonly channels: number;
  readonly groups: number;
}

const isGiven = (text: string | undefined): text is string => text !== undefined;

/** x = conv(x) of an image. */
export function convolveInPytorch(w: PytorchWriter, convolution: Convolution, at: Unfolded): void {
  const { window, input, channels, groups } = convolution;
  const even = isEven(window.padding);
  const args = [
    ...[input[0], channels, extentOf(window.size)].map(String),
    unless(1, 'stride', window.stride),
    even ? unless(0, 'padding', [window.padding[0], window.padding[1]]) : undefined,
    unless(1, 'dilation', window.dilation),
    groups === 1 ? undefined : `groups=${groups}`,
  ];
  const name = drawnConv(w, `nn.Conv2d(${args.filter(isGiven).join(', ')})`, convolution, at);
  if (!even) w.apply((x) => `F.pad(${x}, ${sidesOfPytorch(window.padding)})`);
  w.apply((x) => `${name}(${x})`);
}

/** x = conv(x) of tokens, whose features PyTorch wants before their places. */
export function convolveTokensInPytorch(w: PytorchWriter, convolution: Convolution, at: Unfolded): void {
  const { window, input, channels } = convolution;
  const [before, , after] = window.padding;
  const down = (extent: readonly [number, number]) => [extent[0], extent[0]] as const;
  const args = [
    ...[input[0], channels, window.size[0]].map(String),
    unless(1, 'stride', down(window.stride)),
    before === after ? unless(0, 'padding', [before, before]) : undefined,
    unless(1, 'dilation', down(window.dilation)),
  ];
  const name = drawnConv(w, `nn.Conv1d(${args.filter(isGiven).join(', ')})`, convolution, at);
  const padded = (x: string) => (before === after ? x : `F.pad(${x}, (${before}, ${after}))`);
  w.apply((x) => `${name}(${padded(`${x}.transpose(1, 2)`)}).transpose(1, 2)`);
}

/** The module, whose weights are 0 but for the centre of the kernel where only that is drawn. */
function drawnConv(w: PytorchWriter, made: string, convolution: Convolution, at: Unfolded): string {
  const [weight, bias] = at.weights;
  const fans = convolutionFans(convolution);
  if (!isCentreOnly(convolution, at)) return w.drawn('conv', made, { weight: weight!, bias, fans });
  const places = convolution.window.size.map((length) => Math.floor((length - 1) / 2));
  const centre = made.startsWith('nn.Conv1d') ? places[0] : places.join(', ');
  const one = { ...fans, fanIn: weight!.dims[1]!, fanOut: convolution.channels };
  return w.module('conv', made, [
    'nn.init.zeros_(@.weight)',
    w.draw(`@.weight.data[:, :, ${centre}]`, weight!, one),
    bias ? w.draw('@.bias', bias, undefined) : 'nn.init.zeros_(@.bias)',
  ]);
}

/** @param name of the layer of Keras for images, or for tokens */
export function convolveInKeras(
  w: KerasWriter,
  name: 'Conv2D' | 'Conv1D',
  convolution: Convolution,
  at: Unfolded,
): void {
  const { window, channels, groups } = convolution;
  refuseCentreOnly(w.title, convolution, at);
  const { size, stride, padding } = windowInKeras(w, name, convolution, at);
  w.layer(name, [
    String(channels),
    size,
    stride,
    padding,
    name === 'Conv2D' ? unless(1, 'dilation_rate', window.dilation) : oneOf('dilation_rate', window.dilation[0]),
    groups === 1 ? undefined : `groups=${groups}`,
    w.draws('kernel_initializer', at, 0, convolutionFans(convolution)),
    w.draws('bias_initializer', at, 1),
  ]);
}

/** Size, stride and padding as arguments; zeros that Keras does not add by itself come from a layer before. */
export function windowInKeras(
  w: KerasWriter,
  name: string,
  { window, input }: Pick<Convolution, 'window' | 'input'>,
  at: Unfolded,
): Readonly<Record<'size' | 'stride' | 'padding', string | undefined>> {
  const alongOnly = name === 'Conv1D';
  if (window.stride.some((step) => step > 1) && window.dilation.some((step) => step > 1)) {
    throw refusal(at, w.title, 'it takes no stride and dilation at once', 'leave one of them out, or write net.py');
  }
  const same = isPadded(window) && isSame(window, input);
  if (isPadded(window) && !same) {
    if (alongOnly) w.layer('ZeroPadding1D', [`(${window.padding[0]}, ${window.padding[2]})`]);
    else w.layer('ZeroPadding2D', [sidesByAxis(window.padding)]);
  }
  return {
    size: alongOnly ? String(window.size[0]) : extentOf(window.size),
    stride: alongOnly ? oneOf('strides', window.stride[0]) : unless(1, 'strides', window.stride),
    padding: same ? 'padding="same"' : undefined,
  };
}

export function convolveInFlax(w: FlaxWriter, convolution: Convolution, at: Unfolded, alongOnly = false): void {
  const { window, channels, groups } = convolution;
  refuseCentreOnly(w.title, convolution, at);
  const axes = (name: string, extent: readonly [number, number]) =>
    extent.every((length) => length === 1) ? undefined : `${name}=${alongOnly ? `(${extent[0]},)` : pairOf(extent)}`;
  const [before, , after] = window.padding;
  const padding = alongOnly ? `((${before}, ${after}),)` : sidesByAxis(window.padding);
  w.layer('Conv', [
    String(channels),
    alongOnly ? `(${window.size[0]},)` : pairOf(window.size),
    axes('strides', window.stride),
    `padding=${isPadded(window) ? padding : '"VALID"'}`,
    axes('kernel_dilation', window.dilation),
    groups === 1 ? undefined : `feature_group_count=${groups}`,
    w.draws('kernel_init', at, 0, convolutionFans(convolution)),
    w.draws('bias_init', at, 1),
  ]);
}

/** Fan-in is channels/groups × pixels of the kernel, fan-out channels × pixels, in all three frameworks. */
function convolutionFans({ window, input, channels, groups }: Convolution): Fans {
  const pixels = sizeOf(window.size);
  return { fanIn: (input[0]! / groups) * pixels, fanOut: channels * pixels, units: channels };
}

function isCentreOnly({ window }: Convolution, { weights: [weight] }: Unfolded): boolean {
  return sizeOf(weight!.dims.slice(2)) < sizeOf(window.size);
}

function refuseCentreOnly(title: string, convolution: Convolution, at: Unfolded): void {
  if (!isCentreOnly(convolution, at)) return;
  const why = 'it has no initializer that draws the centre of a kernel alone';
  throw refusal(at, title, why, 'choose --init orthogonal, or write net.py for PyTorch');
}

function oneOf(name: string, length: number): string | undefined {
  return length === 1 ? undefined : `${name}=${length}`;
}
