import type { Shown } from '../../../claims/kind.ts';
import { trainingFigures } from './figure.ts';
import { trainingDetails } from './page.ts';
import type { TrainingClaim } from './resultSchema.ts';

export const training: Shown<TrainingClaim> = { figures: trainingFigures, details: trainingDetails };
