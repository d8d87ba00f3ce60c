import { z } from 'zod';
import { claimHeader } from '../../../claims/claimHeader.ts';
import { maybeNumber, measurementSchema, number } from '../../../results/schema.ts';
import { phaseParameter, phaseSchema } from '../schema.ts';

const diagramSchema = z.object({ label: z.string().describe('of the run'), diagram: phaseSchema });

const valueSchema = z.object({
  label: z.string().describe('of the run'),
  at: z.string().nullable().describe('the point as the file writes it; null: the network as it is written'),
  quantity: z.string().describe('as in the check'),
  mean: number,
  standardError: number.describe('0 for what theory computes'),
  theory: maybeNumber,
});

const measuredPointSchema = z.object({
  label: z.string().describe('of the run'),
  at: z.string().nullable().describe('the point as the file writes it; null: the network as it is written'),
  point: z.partialRecord(phaseParameter, z.number()).describe('the same by parameters'),
  measurement: measurementSchema,
});

/** A claim tried by phase diagrams, with measurements at some of their points. */
export const phaseClaimSchema = claimHeader.extend({
  kind: z.literal('phase'),
  diagrams: z.array(diagramSchema).describe('of each run'),
  values: z.array(valueSchema).describe('what checks spoke of'),
  measured: z.array(measuredPointSchema),
});

export type PhaseClaim = z.infer<typeof phaseClaimSchema>;
export type MeasuredPoint = PhaseClaim['measured'][number];
