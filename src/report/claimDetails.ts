import type { ClaimOf, ReproducedClaim } from '../results/reproductionSchema.ts';
import { measuredDetails } from './measuredClaim.ts';
import { nodesDetails } from './nodesClaim.ts';
import type { Html } from './page.ts';
import { phaseDetails } from './phaseClaim.ts';
import { trainingDetails } from './trainingClaim.ts';

/** What the page of a claim says below its checks, by the kind of the claim. */
export interface ClaimDetails {
  /** All numbers, under a heading of their own. */
  readonly numbers: Html;
  /** What the results say of themselves. */
  readonly notes: readonly string[];
  /** The command that repeats one of them alone; null where there is none. */
  readonly alone: string | null;
}

const DETAILS: { readonly [Name in ReproducedClaim['kind']]: (claim: ClaimOf<Name>) => ClaimDetails } = {
  measurement: measuredDetails,
  nodes: nodesDetails,
  phase: phaseDetails,
  training: trainingDetails,
};

export function detailsOf<Name extends ReproducedClaim['kind']>(claim: ClaimOf<Name>): ClaimDetails {
  return DETAILS[claim.kind as Name](claim);
}
