import { z } from 'zod';
import { number } from '../results/schema.ts';

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

/** What is said of every claim, whatever kind of experiment it is tried by. */
export const claimHeader = z.object({
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
  checks: z.array(checkSchema),
  notes: z.array(z.string()).describe('what to know of how the claim was tried, such as data that were left out'),
  seconds: z.number(),
});

export type ClaimHeader = z.infer<typeof claimHeader>;
export type CheckedClaim = ClaimHeader['checks'][number];
export type Comparison = CheckedClaim['comparisons'][number];
export type Verdict = ClaimHeader['verdict'];
