import { z } from 'zod';
import { claimHeader } from './claimHeader.ts';
import { measurementSchema } from './schema.ts';

const resultSchema = z.object({
  label: z.string().describe('of the run'),
  value: z.string().nullable().describe('of what varies; null where nothing does'),
  measurement: measurementSchema,
});

/** A claim tried by measuring networks. */
export const measuredClaimSchema = claimHeader.extend({
  kind: z.literal('measurement'),
  parameter: z.string().nullable().describe('what varies'),
  values: z.array(z.string()).describe('of what varies'),
  measured: z.array(z.enum(['agreement', 'maxFraction', 'sd', 'gamma'])).describe('the quantities that are shown'),
  results: z.array(resultSchema).describe('a measurement for each run and value'),
});

export type MeasuredClaim = z.infer<typeof measuredClaimSchema>;
export type MeasuredResult = MeasuredClaim['results'][number];
