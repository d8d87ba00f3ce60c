import type { Shape } from '../../../graph/graph.ts';
import type { PoolKind, Window } from '../../../kernel/state.ts';
import { type ArgumentsOf, padding, wholePositive } from '../../../notation/parameters.ts';
import type { Example } from '../../example.ts';
import { layer, makeLayer, type PlacedLayer, type StandIn } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { NEUTRAL, NO_STAND_IN, passing } from '../../standIn.ts';
import { positions, windowAttributes, windowOn } from './window.ts';

const parameters = {
  size: wholePositive('units of a window; on an image its height and width', '2'),
  stride: wholePositive('distance between windows on an image, by default size').optional(),
  // They lie outside every average and maximum.
  padding: padding('empty pixels around an image, or same').default(0),
};

type PoolArguments = ArgumentsOf<typeof parameters>;

/**
 * maxPool(size): the largest of each window.
 *
 *   vector: D = ∫_c^1 A_p, C = E max² − D over the units of a window, by quadrature when φ is monotone
 *
 * On images, and for φ that is not monotone, the maximum is sampled (randomised quasi-Monte Carlo, with its error).
 * Source: derived, docs/theory §5 and §11.
 */
export const maxPool = poolLayer('maxPool', 'max', 'ReduceMax', 'MaxPool', [
  { network: 'dense(800), φ, maxPool(2)', on: 'law', seed: 5010 },
  { network: 'dense(800), maxPool(2), φ', on: 'law', seed: 5020 },
  { network: 'dense(800), φ, maxPool(2)', on: 'vectors', seed: 6000 },
  { network: 'dense(1600), maxPool(4), φ', on: 'vectors', seed: 6003 },
  { network: 'conv(4, 3), φ, maxPool(2)', on: 'images' },
]);

/**
 * avgPool(size): the mean of each window.
 *
 *   vector: C′ = (C + (p − 1) μ²)/p, D′ = D/p, with μ the mean of a unit
 *
 * At the border of a padded image only the pixels within it are averaged. Source: docs/theory §5 and §11.
 */
export const avgPool = poolLayer('avgPool', 'average', 'ReduceMean', 'AveragePool', [
  { network: 'dense(800), φ, avgPool(2)', on: 'law', seed: 5030 },
  { network: 'dense(800), φ, avgPool(2)', on: 'vectors', seed: 6006 },
  { network: 'conv(4, 3), φ, avgPool(3, stride=2, padding=1)', on: 'images' },
]);

/** Both pools: `reduce` and `pool` are the operators of ONNX on a vector and on an image. */
function poolLayer(name: string, kind: PoolKind, reduce: string, pool: string, examples: readonly Example[]) {
  const what = kind === 'max' ? 'the largest' : 'the mean';
  return layer({
    name,
    summary: `${what} of each window of an image, or of consecutive units of a vector`,
    family: 'layer',
    theory: kind === 'max' ? 'quadrature' : 'exact',
    spatial: true,
    parameters,
    positional: (size: number) => ({ size }),
    examples,
    shape: (input, args) => {
      if (input.length === 3) return [input[0], ...positions(windowOf(name, input, args), input)];
      checkVector(name, input, args);
      return [input[0] / args.size];
    },
    kernel: (state, args, { input }) =>
      input.length === 3 ? state.poolImage(kind, windowOf(name, input, args)) : state.pool(kind, args.size),
    graph: (g, x, args, { input }) => {
      if (input.length === 3) {
        const window = windowOf(name, input, args);
        const { dilations: _, ...attributes } = windowAttributes(window);
        return g.node(pool, [x], attributes, [input[0], ...positions(window, input)]);
      }
      const { size } = args;
      const windows = [input[0] / size, size];
      const apart = g.node('Reshape', [x, g.integers([0, ...windows])], {}, windows);
      return g.node(reduce, [apart], { axes: [2], keepdims: 0 }, [windows[0]]);
    },
    homogeneous: () => true,
    standIn: (args, placed) => (placed.input.length === 3 ? subsampled(args, placed) : passing('all units, unpooled')),
  });
}

/** A window of one pixel at the same stride picks a pixel where the pool would look at all. */
function subsampled({ size, stride = size }: PoolArguments, { layer, input, output }: PlacedLayer): StandIn | string {
  if (size === 1) return NEUTRAL;
  const one = makeLayer(layer.definition, { size: 1, stride });
  const fits = String(layer.definition.shape(input, one.args)) === String(output);
  return fits ? { what: 'one pixel of each window', layers: [one] } : NO_STAND_IN;
}

function windowOf(name: string, input: Shape, { size, stride = size, padding }: PoolArguments): Window {
  // A window that lies outside the image altogether would be empty.
  if (typeof padding === 'number' && padding >= size) {
    throw shapeError(
      `${name}: padding of ${padding} leaves windows of ${size} without a pixel`,
      [],
      'pad less than size',
    );
  }
  return windowOn(name, input, { size, stride, padding, dilation: 1 });
}

function checkVector(name: string, input: Shape, { size, stride = size, padding }: PoolArguments): void {
  if (input.length !== 1) {
    const remedy = 'average over tokens with meanTokens, or flatten them first';
    throw shapeError(`${name} pools vectors and images, not ${describeShape(input)}`, [], remedy);
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
}
