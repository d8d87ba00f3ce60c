import type { ClaimFigure } from '../../claims/claimFigure.ts';
import type { ClaimDetails, Shown } from '../../claims/kind.ts';
import { measurement } from '../measure/claim/shown.ts';
import { nodes } from '../nodes/claim/shown.ts';
import { phase } from '../phase/claim/shown.ts';
import { training } from '../training/claim/shown.ts';
import type { ClaimOf, ReproducedClaim } from './schema.ts';

type KindName = ReproducedClaim['kind'];

/** How claims of each kind are shown. */
const shown: { readonly [Name in KindName]: Shown<ClaimOf<Name>> } = { measurement, nodes, phase, training };

/** The pictures of a claim, by its kind. */
export function figuresOf<Name extends KindName>(claim: ClaimOf<Name>): ClaimFigure[] {
  return shown[claim.kind as Name].figures(claim);
}

/** What the page of a claim says below its checks. */
export function detailsOf<Name extends KindName>(claim: ClaimOf<Name>): ClaimDetails {
  return shown[claim.kind as Name].details(claim);
}
