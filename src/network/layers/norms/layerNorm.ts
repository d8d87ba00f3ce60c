import { layer } from '../../layer.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { axesOfPoint, epsilonParameter, type NormOptions, standardise } from './standardise.ts';

/**
 * layerNorm: brings the units of each point to mean 0 and variance 1: (x − mean)/√(variance + ε), at the initial scale 1
 * and shift 0. Over all of an image, as PyTorch's LayerNorm([C, H, W]), and over the features of each token.
 *
 *   (C, D) → (C − μ², D)/(Q − μ² + ε), with μ the mean of a unit
 *
 * Before an activation it changes no correlation; after one it takes the mean away. Source: [NORM]; docs/theory §6.
 */
export const layerNorm = layer<[options?: NormOptions]>({
  name: 'layerNorm',
  summary: 'brings the units of each point, or of each token, to mean 0 and variance 1',
  family: 'layer',
  theory: 'exact',
  parameters: { eps: epsilonParameter },
  shape: (input) => input,
  kernel: (state, { eps }, { input, points }) =>
    input.length === 2 && !state.sequence ? tokenByToken : state.normalise('layer', Number(eps), points),
  graph: (g, x, { eps }, { input }) => {
    const axes = input.length === 2 ? [2] : axesOfPoint(input.length);
    return standardise(g, x, { axes, epsilon: Number(eps) });
  },
});
