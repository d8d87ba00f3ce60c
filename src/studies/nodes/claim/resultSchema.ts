import { z } from 'zod';
import { claimHeader } from '../../../claims/claimHeader.ts';
import { nodesSchema } from '../schema.ts';

/** A claim tried by looking at the nodes of networks. */
export const nodesClaimSchema = claimHeader.extend({
  kind: z.literal('nodes'),
  shown: z.array(z.string()).describe('labels of the runs in the figure'),
  results: z
    .array(z.object({ label: z.string().describe('of the run'), nodes: nodesSchema }))
    .describe('the nodes of each run'),
});

export type NodesClaim = z.infer<typeof nodesClaimSchema>;
