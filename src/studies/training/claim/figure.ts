import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import type { TrainingClaim } from './resultSchema.ts';
import { trainingCurves } from './trainingCurves.ts';
import { optimisersOf, persistenceFigure } from './trainingPersistence.ts';

/** How long the bias lasts, then training step by step, a figure an optimiser. */
export function trainingFigures(claim: TrainingClaim): ClaimFigure[] {
  return [persistenceFigure(claim), ...optimisersOf(claim).map((optimiser) => trainingCurves(claim, optimiser))];
}
