import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import type { KernelState, PoolKind, Window } from '../../../kernel/state.ts';
import { type Extent, extent, formatExtent, padding } from '../../../notation/extents.ts';
import { type ArgumentsOf, choice } from '../../../notation/parameters.ts';
import { layer, makeLayer, type PlacedLayer, type Setting, type StandIn } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { NEUTRAL, NO_STAND_IN, passing } from '../../standIn.ts';
import { positions, windowAttributes, windowOn } from './window.ts';

const parameters = {
  size: extent('units of a window; on an image its height and width', '2'),
  stride: extent('distance between windows on an image, by default size').optional(),
  // They lie outside every maximum, and outside an average unless it counts them.
  padding: padding('empty pixels around an image: 1, 1x0, (top, left, bottom, right) or same').default(0),
};

const averageParameters = {
  ...parameters,
  countPadding: choice(
    ['false', 'true'],
    'whether an average counts padding as zeros, as PyTorch does, or leaves it out, as Keras does',
  ).default('false'),
};

type PoolArguments = ArgumentsOf<typeof parameters> & { readonly countPadding?: 'true' | 'false' };

/**
 * maxPool(size): the largest of each window.
 *
 *   vector: D = ∫_c^1 A_p, C = E max² − D over the units of a window, by quadrature when φ is monotone
 *
 * On images, and for φ that is not monotone, the maximum is sampled (randomised quasi-Monte Carlo, with its error).
 * Source: derived, docs/theory §5 and §11.
 */
export const maxPool = layer({
  ...pooling('maxPool', 'max', 'ReduceMax', 'MaxPool'),
  parameters,
  examples: [
    { network: 'dense(800), φ, maxPool(2)', on: 'law', seed: 5010 },
    { network: 'dense(800), maxPool(2), φ', on: 'law', seed: 5020 },
    { network: 'dense(800), φ, maxPool(2)', on: 'vectors', seed: 6000 },
    { network: 'dense(1600), maxPool(4), φ', on: 'vectors', seed: 6003 },
    { network: 'conv(4, 3), φ, maxPool(2)', on: 'images' },
    { network: 'conv(4, 3), φ, maxPool(1x2, padding=(0, 0, 0, 1))', on: 'images' },
  ],
});

/**
 * avgPool(size): the mean of each window.
 *
 *   vector: C′ = (C + (p − 1) μ²)/p, D′ = D/p, with μ the mean of a unit
 *
 * At the border of a padded image only the pixels within it are averaged, unless countPadding takes the padding for zeros,
 * as PyTorch's AvgPool2d does by default. Source: docs/theory §5 and §11.
 */
export const avgPool = layer({
  ...pooling('avgPool', 'average', 'ReduceMean', 'AveragePool'),
  parameters: averageParameters,
  examples: [
    { network: 'dense(800), φ, avgPool(2)', on: 'law', seed: 5030 },
    { network: 'dense(800), φ, avgPool(2)', on: 'vectors', seed: 6006 },
    { network: 'conv(4, 3), φ, avgPool(3, stride=2, padding=1)', on: 'images' },
    { network: 'conv(4, 3), φ, avgPool(3, stride=2, padding=1, countPadding=true)', on: 'images' },
  ],
});

/** Both pools: `reduce` and `pool` are the operators of ONNX on a vector and on an image. */
function pooling(name: string, kind: PoolKind, reduce: string, pool: string) {
  const what = kind === 'max' ? 'the largest' : 'the mean';
  return {
    name,
    summary: `${what} of each window of an image, or of consecutive units of a vector`,
    family: 'layer' as const,
    theory: kind === 'max' ? ('quadrature' as const) : ('exact' as const),
    spatial: true as const,
    positional: (size: Extent) => ({ size }),
    shape: (input: Shape, args: PoolArguments) => {
      if (input.length === 3) return [input[0], ...positions(windowOf(name, input, args), input)];
      return [input[0] / unitsOf(name, input, args)];
    },
    kernel: <State extends KernelState<State>>(state: State, args: PoolArguments, { input }: Setting) =>
      input.length === 3
        ? state.poolImage(kind, windowOf(name, input, args))
        : state.pool(kind, unitsOf(name, input, args)),
    graph: (g: GraphBuilder, x: Tensor, args: PoolArguments, { input }: Setting) => {
      if (input.length === 3) {
        const window = windowOf(name, input, args);
        const { dilations: _, ...attributes } = windowAttributes(window);
        const counted = window.countsPadding ? { ...attributes, count_include_pad: 1 } : attributes;
        return g.node(pool, [x], counted, [input[0], ...positions(window, input)]);
      }
      const size = unitsOf(name, input, args);
      const windows = [input[0] / size, size];
      const apart = g.node('Reshape', [x, g.integers([0, ...windows])], {}, windows);
      return g.node(reduce, [apart], { axes: [2], keepdims: 0 }, [windows[0]]);
    },
    homogeneous: () => true,
    standIn: (args: PoolArguments, placed: PlacedLayer) =>
      placed.input.length === 3 ? subsampled(args, placed) : passing('all units, unpooled'),
  };
}

/** A window of one pixel at the same stride picks a pixel where the pool would look at all. */
function subsampled({ size, stride = size }: PoolArguments, { layer, input, output }: PlacedLayer): StandIn | string {
  if (size === 1) return NEUTRAL;
  const one = makeLayer(layer.definition, { size: 1, stride });
  const fits = String(layer.definition.shape(input, one.args)) === String(output);
  return fits ? { what: 'one pixel of each window', layers: [one] } : NO_STAND_IN;
}

function windowOf(name: string, input: Shape, { size, stride = size, padding, countPadding }: PoolArguments): Window {
  const window = windowOn(name, input, { size, stride, padding, dilation: 1 });
  // A window that lies outside the image altogether would be empty.
  if (padding !== 'same' && window.padding.some((pixels, side) => pixels >= window.size[side % 2])) {
    const message = `${name}: padding of ${formatExtent(padding)} leaves windows of ${formatExtent(size)} without a pixel`;
    throw shapeError(message, [], 'pad less than size');
  }
  return countPadding === 'true' ? { ...window, countsPadding: true } : window;
}

/** Units of a window on a vector. */
function unitsOf(name: string, input: Shape, { size, stride = size, padding }: PoolArguments): number {
  if (input.length !== 1) {
    const remedy = 'average over tokens with meanTokens, or flatten them first';
    throw shapeError(`${name} pools vectors and images, not ${describeShape(input)}`, [], remedy);
  }
  if (typeof size !== 'number') {
    throw shapeError(`${name} takes one size on a vector`, [], 'write a single number, or remove a flatten before it');
  }
  if (stride !== size || padding !== 0) {
    throw shapeError(
      `${name} takes no stride or padding on a vector`,
      [],
      'leave them out, or remove a flatten before it',
    );
  }
  if (input[0] % size !== 0) {
    throw shapeError(
      `${name}: windows of ${size} do not divide ${input[0]} units`,
      [],
      'choose a size that divides them',
    );
  }
  return size;
}
