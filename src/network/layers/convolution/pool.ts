import type { Shape } from '../../../graph/graph.ts';
import type { PoolKind, Window } from '../../../kernel/state.ts';
import { type Arguments, type Builder, layer } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { positions, windowAttributes, windowOn } from './window.ts';

interface PoolOptions {
  /** Distance between windows on an image; default: the size of a window. */
  readonly stride?: number;
  /** Pixels around an image, or "same". They lie outside every average and maximum. */
  readonly padding?: number | 'same';
}

type PoolBuilder = Builder<[size: number, options?: PoolOptions]>;

/**
 * maxPool(size): the largest of each window.
 *
 *   vector: D = ∫_c^1 A_p, C = E max² − D over the units of a window, by quadrature when φ is monotone
 *
 * On images, and for φ that is not monotone, the maximum is sampled (randomised quasi-Monte Carlo, with its error).
 * Source: derived, docs/theory §5 and §11.
 */
export const maxPool: PoolBuilder = poolLayer('maxPool', 'max', 'ReduceMax', 'MaxPool');

/**
 * avgPool(size): the mean of each window.
 *
 *   vector: C′ = (C + (p − 1) μ²)/p, D′ = D/p, with μ the mean of a unit
 *
 * At the border of a padded image only the pixels within it are averaged. Source: docs/theory §5 and §11.
 */
export const avgPool: PoolBuilder = poolLayer('avgPool', 'average', 'ReduceMean', 'AveragePool');

/** Both pools: `reduce` and `pool` are the operators of ONNX on a vector and on an image. */
function poolLayer(name: string, kind: PoolKind, reduce: string, pool: string): PoolBuilder {
  const what = kind === 'max' ? 'the largest' : 'the mean';
  return layer({
    name,
    summary: `${what} of each window of an image, or of consecutive units of a vector`,
    family: 'layer',
    theory: kind === 'max' ? 'quadrature' : 'exact',
    spatial: true,
    parameters: {
      size: { kind: 'wholePositive', meaning: 'units of a window; on an image its height and width' },
      stride: {
        kind: 'wholePositive',
        meaning: 'distance between windows on an image, by default size',
        optional: true,
      },
      padding: { kind: 'padding', meaning: 'empty pixels around an image, or same', default: 0 },
    },
    shape: (input, args) => {
      if (input.length === 3) return [input[0], ...positions(windowOf(name, input, args), input)];
      checkVector(name, input, args);
      return [input[0] / Number(args.size)];
    },
    kernel: (state, args, { input }) =>
      input.length === 3 ? state.poolImage(kind, windowOf(name, input, args)) : state.pool(kind, Number(args.size)),
    graph: (g, x, args, { input }) => {
      if (input.length === 3) {
        const window = windowOf(name, input, args);
        const { dilations: _, ...attributes } = windowAttributes(window);
        return g.node(pool, [x], attributes, [input[0], ...positions(window, input)]);
      }
      const size = Number(args.size);
      const windows = [input[0] / size, size];
      const apart = g.node('Reshape', [x, g.integers([0, ...windows])], {}, windows);
      return g.node(reduce, [apart], { axes: [2], keepdims: 0 }, [windows[0]]);
    },
  });
}

function windowOf(name: string, input: Shape, { size, stride = size, padding }: Arguments): Window {
  // A window that lies outside the image altogether would be empty.
  if (typeof padding === 'number' && padding >= Number(size)) {
    throw shapeError(
      `${name}: padding of ${padding} leaves windows of ${size} without a pixel`,
      [],
      'pad less than size',
    );
  }
  const options = { size: Number(size), stride: Number(stride), padding: padding as number | 'same', dilation: 1 };
  return windowOn(name, input, options);
}

function checkVector(name: string, input: Shape, { size, stride = size, padding }: Arguments): void {
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
  if (input[0] % Number(size) !== 0) {
    throw shapeError(
      `${name}: windows of ${size} do not divide ${input[0]} units`,
      [],
      'choose a size that divides them',
    );
  }
}
