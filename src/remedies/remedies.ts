import { averagePooling } from './list/averagePooling.ts';
import { centredActivation } from './list/centredActivation.ts';
import { centreInput } from './list/centreInput.ts';
import { heInitialisation } from './list/heInitialisation.ts';
import { movedNorm } from './list/movedNorm.ts';
import { noBiases } from './list/noBiases.ts';
import { normAfterActivation } from './list/normAfterActivation.ts';
import { normBeforeActivation } from './list/normBeforeActivation.ts';
import { otherActivation } from './list/otherActivation.ts';
import { outputBias } from './list/outputBias.ts';
import { scaledBranches } from './list/scaledBranches.ts';
import { smallReadout } from './list/smallReadout.ts';
import { standardiseInput } from './list/standardiseInput.ts';
import { whitenInput } from './list/whitenInput.ts';
import type { Remedy } from './remedy.ts';

/**
 * Every remedy there is. Where two are combined, the edits of models are done in this order: what exchanges activations comes
 * before what is put beside them.
 */
export const remedies: readonly Remedy[] = [
  ...[noBiases, heInitialisation, smallReadout, outputBias],
  ...[centreInput, standardiseInput, whitenInput],
  ...[otherActivation, averagePooling],
  ...[movedNorm, centredActivation, normBeforeActivation, normAfterActivation],
  scaledBranches,
];
