import { measuredDetails } from '../../studies/measure/claim/page.ts';
import { nodesDetails } from '../../studies/nodes/claim/page.ts';
import { phaseDetails } from '../../studies/phase/claim/page.ts';
import type { ClaimOf, ReproducedClaim } from '../../studies/reproduce/schema.ts';
import { trainingDetails } from '../../studies/training/claim/page.ts';
import type { Html } from './page.ts';

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
