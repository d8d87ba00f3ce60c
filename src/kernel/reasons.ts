import type { Unknown } from './state.ts';

/** Why theory stops, in words that follow "measured only: ". One text for all kinds of states. */
export const reasons = {
  notGaussian: {
    reason: 'measured only: an activation on a sum or average of units that are not Gaussian has no formula here',
  },
  branchWithoutWeights: {
    reason: 'measured only: theory adds a branch only if it ends in weights of its own, such as a dense layer',
  },
  maxOfUnknown: {
    reason: 'measured only: the maximum of units that are neither Gaussian nor an activation of Gaussians is not known',
  },
  needsPositions: {
    reason: 'measured only: theory does not follow the positions of an image here',
  },
  batchOfDataset: {
    reason:
      'measured only: over given points BatchNorm divides every unit by a deviation of its own, which is no kernel map',
  },
  poolOfDataset: {
    reason: 'measured only: over given points the maximum is known for relu and linear units only',
  },
} as const satisfies Record<string, Unknown>;
