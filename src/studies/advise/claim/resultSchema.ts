import { z } from 'zod';
import { claimHeader } from '../../../claims/claimHeader.ts';
import { biasSchema } from '../schema.ts';

const resultSchema = z.object({
  label: z.string().describe('of the run'),
  value: z.string().describe('title of the remedy, or "as it is"'),
  measurement: biasSchema.extend({ network: z.string(), classes: z.int().min(2), initialisations: z.int() }),
});

/** A claim tried by applying remedies. */
export const remediesClaimSchema = claimHeader.extend({
  kind: z.literal('remedies'),
  values: z.array(z.string()).describe('"as it is" and the titles of the remedies'),
  results: z.array(resultSchema).describe('the bias of each run, as it is and with each remedy'),
});

export type RemediesClaim = z.infer<typeof remediesClaimSchema>;
