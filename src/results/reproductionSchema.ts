import { z } from 'zod';
import { measurementSchema, number } from './schema.ts';

/** The shape of `firstguess reproduce --json` and of reproduction.json, by the rules of schema.ts. */
const verdict = z.enum(['confirmed', 'refuted', 'inconclusive']);

const comparisonSchema = z.object({
  text: z.string().describe('what was compared, with its numbers'),
  difference: number.describe('measured, less what it is compared with'),
  error: number.describe('standard error of the difference'),
  least: number.nullable().describe('the difference must not be below; null: no bound'),
  most: number.nullable().describe('the difference must not be above; null: no bound'),
  verdict,
});

const checkSchema = z.object({
  text: z.string().describe('the check as a sentence'),
  verdict,
  comparisons: z.array(comparisonSchema),
});

const resultSchema = z.object({
  label: z.string().describe('of the run'),
  value: z.string().nullable().describe('of what varies; null where nothing does'),
  measurement: measurementSchema,
});

const claimSchema = z.object({
  claim: z.string(),
  name: z.string().describe('of the experiment file'),
  title: z.string(),
  statement: z.string().describe('the claim'),
  source: z.string().describe('who claims it'),
  refutedBy: z.string().describe('what would refute it'),
  effort: z.enum(['quick', 'full']),
  verdict,
  summary: z.string().describe('the verdict with its numbers'),
  threshold: z.number().describe('standard errors that a difference must be clear of its bounds'),
  parameter: z.string().nullable().describe('what varies'),
  values: z.array(z.string()).describe('of what varies'),
  measured: z.array(z.enum(['agreement', 'maxFraction', 'sd', 'gamma'])).describe('the quantities that are shown'),
  checks: z.array(checkSchema),
  results: z.array(resultSchema).describe('a measurement for each run and value'),
  seconds: z.number(),
});

export const reproductionSchema = z.object({
  status: z.enum(['complete', 'interrupted']),
  claims: z.array(claimSchema),
  firstguess: z.string().describe('version'),
  seconds: z.number(),
});

/** Claims, each with a verdict. */
export type Reproduction = z.infer<typeof reproductionSchema>;
export type ReproducedClaim = Reproduction['claims'][number];
export type ReproducedResult = ReproducedClaim['results'][number];
export type CheckedClaim = ReproducedClaim['checks'][number];
export type Comparison = CheckedClaim['comparisons'][number];
export type Verdict = ReproducedClaim['verdict'];
