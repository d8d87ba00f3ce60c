import { averagePooling } from './list/averagePooling.ts';
import { centredActivation } from './list/centredActivation.ts';
import { centreInput } from './list/centreInput.ts';
import { classPriors } from './list/classPriors.ts';
import { edgeOfChaos } from './list/edgeOfChaos.ts';
import { heInitialisation } from './list/heInitialisation.ts';
import { movedNorm } from './list/movedNorm.ts';
import { neutralityLine } from './list/neutralityLine.ts';
import { noBiases } from './list/noBiases.ts';
import { normAfterActivation } from './list/normAfterActivation.ts';
import { normBeforeActivation } from './list/normBeforeActivation.ts';
import { otherActivation } from './list/otherActivation.ts';
import { otherInitialisation } from './list/otherInitialisation.ts';
import { outputBias } from './list/outputBias.ts';
import { scaledBranches } from './list/scaledBranches.ts';
import { smallReadout } from './list/smallReadout.ts';
import { standardiseInput } from './list/standardiseInput.ts';
import { whitenInput } from './list/whitenInput.ts';
import type { Goal, Remedy } from './remedy.ts';

/**
 * Every remedy there is. Where two are combined, the edits of models are done in this order: what exchanges activations comes
 * before what is put beside them.
 */
export const remedies: readonly Remedy[] = [
  ...[noBiases, heInitialisation, edgeOfChaos, neutralityLine, smallReadout, classPriors, outputBias],
  ...[centreInput, standardiseInput, whitenInput],
  ...[otherActivation, averagePooling],
  ...[movedNorm, centredActivation, normBeforeActivation, normAfterActivation],
  scaledBranches,
];

/**
 * What is tried for a goal.
 * @param initSearch whether all initialisations are, in place of that of He et al. alone
 */
export function remediesFor(goal: Goal, initSearch = false): readonly Remedy[] {
  const all = initSearch
    ? remedies.map((remedy) => (remedy === heInitialisation ? otherInitialisation : remedy))
    : remedies;
  return all.filter(({ goals }) => goals?.includes(goal) ?? true);
}
