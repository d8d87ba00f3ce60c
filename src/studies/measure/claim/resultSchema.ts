import { z } from 'zod';
import { claimHeader } from '../../../claims/claimHeader.ts';
import { maybeNumber, measurementSchema, number } from '../../../results/schema.ts';
import { figures, measurable } from './schema.ts';

const rankedSharesSchema = z.array(
  z.object({
    mean: number,
    standardError: number.describe('clustered by initialisation'),
    theory: maybeNumber.describe('at the measured number of points'),
    theoryError: z.number().optional(),
  }),
);

const resultSchema = z.object({
  label: z.string().describe('of the run'),
  value: z.string().nullable().describe('of what varies; null where nothing does'),
  measurement: measurementSchema,
  ranked: rankedSharesSchema
    .nullable()
    .describe('shares of the points that the favourite class gets, the second, and so on; null where none is shown'),
});

/** A claim tried by measuring networks. */
export const measuredClaimSchema = claimHeader.extend({
  kind: z.literal('measurement'),
  parameter: z.string().nullable().describe('what varies'),
  values: z.array(z.string()).describe('of what varies'),
  measured: z.array(z.enum(measurable)).describe('the quantities that are shown'),
  figures: z.array(z.enum(figures)).describe('what is drawn of the measurements'),
  results: z.array(resultSchema).describe('a measurement for each run and value'),
});

export type MeasuredClaim = z.infer<typeof measuredClaimSchema>;
export type MeasuredResult = MeasuredClaim['results'][number];
export type RankedShares = z.infer<typeof rankedSharesSchema>;
