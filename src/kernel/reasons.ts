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
    reason: 'measured only: theory of pairs of vectors knows no positions, and this layer brings positions together',
  },
  batchOfDataset: {
    reason:
      'measured only: over given points BatchNorm divides every unit by a deviation of its own, which is not a kernel map',
  },
  coarseMaximum: {
    reason:
      'measured only: the maximum over units whose activation jumps or turns several times is known to 1 % at best, ' +
      'which given points do not average out',
  },
  groupsOfMixture: {
    reason: 'measured only: theory does not know which of the joined units are in which group',
  },
  fixedBias: {
    reason: 'measured only: fixed biases shift the units of a hidden layer, and theory follows units of mean 0',
  },
  tooManyTokens: {
    reason: 'measured only: the pairs of all tokens of thirty points are more than theory can hold',
  },
} as const satisfies Record<string, Unknown>;
