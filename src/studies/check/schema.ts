import { z } from 'zod';
import { number } from '../../results/values.ts';
import { verdicts } from './verdict.ts';

const checkedSchema = z.object({
  subject: z.string().describe('the model or network, by its name'),
  name: z.enum(['agreement', 'maxFraction', 'lossOverLnK']).describe('what is bounded'),
  bound: z.number().describe('the largest value allowed'),
  value: number.describe('measured mean; infinite where outputs overflowed'),
  standardError: number.describe('clustered by initialisation'),
  verdict: z.enum(verdicts),
  initialisationsToDecide: z
    .int()
    .optional()
    .describe('of an inconclusive verdict: about how many would decide; absent where a million would not'),
});

const subjectSchema = z.object({
  name: z.string(),
  model: z.string().optional().describe('path of the ONNX file'),
  network: z.string().optional().describe('the network in the notation'),
  data: z.string(),
  preprocess: z.string(),
  init: z.string().describe('how weights are drawn, as --init takes it'),
  classes: z.int().min(2),
  points: z.int(),
  initialisations: z.int(),
  seed: z.int(),
  summary: z.string().describe('the finding in a sentence'),
  next: z
    .array(z.object({ advice: z.string(), command: z.string().optional() }))
    .describe('what to do; empty where all bounds are kept'),
  place: z.string().optional().describe('where a file of checks lists it: path and line'),
  seconds: z.number(),
  notes: z.array(z.string()),
});

/** The shape of `firstguess check --json`, by the rules of results/schema.ts. */
export const checkSchema = z.object({
  passed: z.boolean().describe('whether all was checked and no bound is broken; if strict, whether all are kept'),
  strict: z.boolean(),
  status: z.enum(['complete', 'interrupted']),
  checks: z.array(checkedSchema),
  subjects: z.array(subjectSchema),
  firstguess: z.string(),
  seconds: z.number(),
});

export type Checked = z.infer<typeof checkedSchema>;
export type CheckedSubject = z.infer<typeof subjectSchema>;
export type CheckResult = z.infer<typeof checkSchema>;
