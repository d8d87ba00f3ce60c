import { layer } from '../../layer.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { axesOfPoint, epsilon, noNormalisation, standardise } from './standardise.ts';

/**
 * layerNorm: brings the units of each point to mean 0 and variance 1: (x − mean)/√(variance + ε), at the initial scale 1
 * and shift 0. Over all of an image, as PyTorch's LayerNorm([C, H, W]), and over the features of each token.
 *
 *   (C, D) → (C − μ², D)/(Q − μ² + ε), with μ the mean of a unit
 *
 * Before an activation it changes no correlation; after one it takes the mean away. Source: [NORM]; docs/theory §6.
 */
export const layerNorm = layer({
  name: 'layerNorm',
  summary: 'brings the units of each point, or of each token, to mean 0 and variance 1',
  family: 'layer',
  theory: 'exact',
  parameters: { eps: epsilon },
  examples: [
    { network: 'dense(400), layerNorm, φ', on: 'law', seed: 5050 },
    { network: 'dense(400), φ, layerNorm', on: 'law', seed: 5060 },
    { network: 'dense(400), φ, layerNorm', on: 'vectors', seed: 6009 },
    {
      network: 'dense(400), layerNorm, φ, dense(400), φ, meanTokens, dense(400), φ',
      on: 'tokens',
      seed: 6030,
    },
  ],
  shape: (input) => input,
  kernel: (state, { eps }, { input, points }) =>
    input.length === 2 && !state.sequence ? tokenByToken : state.normalise('layer', eps, points),
  graph: (g, x, { eps }, { input }) => {
    const axes = input.length === 2 ? [2] : axesOfPoint(input.length);
    return standardise(g, x, { axes, epsilon: eps });
  },
  keepsExpectation: () => false,
  standIn: () => noNormalisation,
});
