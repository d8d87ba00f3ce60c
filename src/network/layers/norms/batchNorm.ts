import { choice, wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { epsilon, noNormalisation, standardise } from './standardise.ts';

/**
 * batchNorm: brings each unit to mean 0 and variance 1 over the points of a batch, at the initial scale 1 and shift 0.
 * Over points and tokens for each feature of tokens; over points and pixels for each channel of an image. The variance
 * is the biased one, as PyTorch takes it when training.
 *
 *   (q, c) → (1, −1/(N − 1)), up to ε; for N → ∞ (1, 0)
 *
 * In evaluation mode, before any training, it divides by √(1 + ε) and nothing more. Source: [NORM]; docs/theory §6.
 */
export const batchNorm = layer({
  name: 'batchNorm',
  summary: 'brings each unit, or channel, to mean 0 and variance 1 over the points of a batch',
  family: 'layer',
  theory: 'exact',
  parameters: {
    eps: epsilon,
    batch: wholePositive('points in a batch, by default all that are measured').optional(),
    mode: choice(['train', 'eval'], 'statistics of the batch, or the initial running statistics 0 and 1').default(
      'train',
    ),
  },
  examples: [{ network: 'dense(400), batchNorm, φ', on: 'law', seed: 5040 }],
  couplesPoints: ({ mode }) => mode === 'train',
  homogeneous: ({ mode }) => mode === 'eval',
  shape: (input, { batch, mode }) => {
    if (batch === 1 && mode === 'train' && input.length === 1) {
      throw shapeError('batchNorm: in batches of one point every unit becomes 0', [], 'choose batch=2 or more');
    }
    return input;
  },
  kernel: (state, { eps, batch, mode }, { input, points }) => {
    if (mode === 'eval') return state.scale(1 / Math.sqrt(1 + eps));
    if (input.length === 2) return tokenByToken;
    return state.normalise('batch', eps, batch ?? points);
  },
  graph: (g, x, { eps, batch, mode }, { input, points }) => {
    if (mode === 'eval') return g.node('Mul', [x, g.constant(1 / Math.sqrt(1 + eps))]);
    if (batch === undefined) return standardise(g, x, { axes: [0, ...alike(input.length)], epsilon: eps });
    if (points !== null && points % batch !== 0) {
      const message = `batchNorm: batches of ${batch} do not divide ${points} points`;
      throw shapeError(message, [], 'choose a number of points that is a multiple of the batch');
    }
    const apart = g.node('Reshape', [x, g.integers([-1, batch, ...input])], {}, [batch, ...input]);
    const axes = [1, ...alike(input.length).map((axis) => axis + 1)];
    return g.node('Reshape', [standardise(g, apart, { axes, epsilon: eps }), g.integers([-1, ...input])], {}, input);
  },
  standIn: () => noNormalisation,
});

/** Axes besides that of the points over which statistics are shared: tokens, or the pixels of an image. */
function alike(rank: number): number[] {
  if (rank === 2) return [1];
  return rank === 3 ? [2, 3] : [];
}
