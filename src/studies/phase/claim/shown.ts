import type { Shown } from '../../../claims/kind.ts';
import { phaseFigures } from './figure.ts';
import { phaseDetails } from './page.ts';
import type { PhaseClaim } from './resultSchema.ts';

export const phase: Shown<PhaseClaim> = { figures: phaseFigures, details: phaseDetails };
