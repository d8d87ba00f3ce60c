import type { Shown } from '../../../claims/kind.ts';
import { claimCurve } from './claimCurve.ts';
import { claimHistograms } from './claimHistograms.ts';
import { measuredDetails } from './page.ts';
import type { MeasuredClaim } from './resultSchema.ts';

export const measurement: Shown<MeasuredClaim> = {
  figures: (claim) =>
    claim.figures.flatMap((shown) =>
      shown === 'curve' ? claim.measured.map((quantity) => claimCurve(claim, quantity)) : [claimHistograms(claim)],
    ),
  details: measuredDetails,
};
