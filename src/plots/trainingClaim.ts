import type { TrainingClaim } from '../results/trainingClaimSchema.ts';
import type { ClaimFigure } from './claimFigure.ts';
import { trainingCurves } from './trainingCurves.ts';
import { persistenceFigure } from './trainingPersistence.ts';

/** How long the bias lasts, then training step by step, a figure an optimiser. */
export function trainingFigures(claim: TrainingClaim): ClaimFigure[] {
  const optimisers = [...new Set(claim.trained.map(({ optimiser }) => optimiser))];
  return [persistenceFigure(claim), ...optimisers.map((optimiser) => trainingCurves(claim, optimiser))];
}
