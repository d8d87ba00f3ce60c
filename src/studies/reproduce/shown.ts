import type { ClaimFigure } from '../../claims/claimFigure.ts';
import type { ClaimDetails, Shown } from '../../claims/kind.ts';
import { remediesDetails, remediesFigures } from '../advise/claim/page.ts';
import { measuredDetails, measuredFigures } from '../measure/claim/page.ts';
import { nodesDetails } from '../nodes/claim/page.ts';
import { nodesFigure } from '../nodes/figure.ts';
import { phaseFigures } from '../phase/claim/figure.ts';
import { phaseDetails } from '../phase/claim/page.ts';
import { trainingDetails } from '../training/claim/page.ts';
import { trainingFigures } from '../training/claim/trainingCurves.ts';
import type { ClaimOf, ReproducedClaim } from './schema.ts';

type KindName = ReproducedClaim['kind'];

/** How claims of each kind are shown. */
const shown: { readonly [Name in KindName]: Shown<ClaimOf<Name>> } = {
  measurement: { figures: measuredFigures, details: measuredDetails },
  nodes: { figures: (claim) => [nodesFigure(claim)], details: nodesDetails },
  phase: { figures: phaseFigures, details: phaseDetails },
  remedies: { figures: remediesFigures, details: remediesDetails },
  training: { figures: trainingFigures, details: trainingDetails },
};

/** The pictures of a claim, by its kind. */
export function figuresOf<Name extends KindName>(claim: ClaimOf<Name>): ClaimFigure[] {
  return shown[claim.kind as Name].figures(claim);
}

/** What the page of a claim says below its checks. */
export function detailsOf<Name extends KindName>(claim: ClaimOf<Name>): ClaimDetails {
  return shown[claim.kind as Name].details(claim);
}
