import { z } from 'zod';
import { remediesClaimSchema } from '../advise/claim/resultSchema.ts';
import { measuredClaimSchema } from '../measure/claim/resultSchema.ts';
import { nodesClaimSchema } from '../nodes/claim/resultSchema.ts';
import { phaseClaimSchema } from '../phase/claim/resultSchema.ts';
import { trainingClaimSchema } from '../training/claim/resultSchema.ts';

/** The shape of `firstguess reproduce --json` and of reproduction.json, by the rules of schema.ts. */
const claimSchema = z.discriminatedUnion('kind', [
  measuredClaimSchema,
  nodesClaimSchema,
  phaseClaimSchema,
  remediesClaimSchema,
  trainingClaimSchema,
]);

export const reproductionSchema = z.object({
  status: z.enum(['complete', 'interrupted']),
  claims: z.array(claimSchema),
  firstguess: z.string().describe('version'),
  seconds: z.number(),
});

/** Claims, each with a verdict. */
export type Reproduction = z.infer<typeof reproductionSchema>;
export type ReproducedClaim = Reproduction['claims'][number];
/** A claim of one of the kinds. */
export type ClaimOf<Name extends ReproducedClaim['kind']> = Extract<ReproducedClaim, { kind: Name }>;
