import { layer } from '../../layer.ts';
import { tokenByToken } from '../measuredOnly.ts';
import { axesOfPoint, epsilon, noNormalisation, standardise } from './standardise.ts';

/**
 * rmsNorm: brings the units of each point to mean square 1: x/√(mean square + ε), at the initial scale 1. Over all of an
 * image, and over the features of each token.
 *
 *   (C, D) → (C, D)/(Q + ε)
 *
 * It changes no correlation. Source: docs/theory §6.
 */
export const rmsNorm = layer({
  name: 'rmsNorm',
  summary: 'brings the units of each point, or of each token, to mean square 1',
  family: 'layer',
  theory: 'exact',
  parameters: { eps: epsilon },
  examples: [{ network: 'dense(400), φ, rmsNorm', on: 'law', seed: 5070 }],
  shape: (input) => input,
  kernel: (state, { eps }, { input, points }) =>
    input.length === 2 && !state.sequence ? tokenByToken : state.normalise('rms', eps, points),
  graph: (g, x, { eps }, { input }) => {
    const axes = input.length === 2 ? [2] : axesOfPoint(input.length);
    return standardise(g, x, { axes, epsilon: eps, centred: false });
  },
  keepsExpectation: () => false,
  standIn: () => noNormalisation,
});
