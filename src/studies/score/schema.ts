import { z } from 'zod';
import { measurementSchema, number } from '../../results/schema.ts';
import { estimateSchema } from '../../results/values.ts';
import { kinds } from './kind.ts';

const count = z.int().nonnegative();
const { shape: measured } = measurementSchema;

const shares = z.object({ mean: z.array(number), standardError: z.array(number) });

const stepSchema = measurementSchema
  .pick({ agreement: true, maxFraction: true, sd: true, histogram: true, byClass: true, tiedPoints: true })
  .extend({
    step: count.describe('steps of training'),
    gamma: estimateSchema
      .nullable()
      .describe('bias ratio of the logits, covariance over half the mean squared difference; null of other numbers'),
    loss: estimateSchema
      .extend({ spread: estimateSchema.nullable(), logClasses: z.number() })
      .nullable()
      .describe('cross-entropy in nats; without labels the mean over all labels, at the first step only'),
    logits: z
      .object({
        sdPoints: estimateSchema.nullable(),
        sdInitialisations: estimateSchema.nullable(),
        topProbability: estimateSchema,
        entropy: estimateSchema,
      })
      .nullable()
      .describe('null of guesses'),
    accuracy: estimateSchema
      .extend({ spread: estimateSchema.nullable() })
      .nullable()
      .describe('share of points guessed right; null without labels'),
    fractions: shares.describe('share of the guesses that each class gets, mean over initialisations'),
    byPopularity: shares.describe(
      'the same of the class that each network guessed most at the first step, second most, and so on',
    ),
    equalOutputs: measured.equalOutputs,
  });

/** The shape of `firstguess score --json` and of score.json, by the rules of schema.ts. */
export const scoreSchema = z.object({
  summary: z.string().describe('the finding in a few sentences'),
  file: z.string(),
  kind: z.enum(kinds),
  detected: z.boolean().describe('whether the kind was found out from the numbers, not given'),
  axes: z.array(z.string()),
  shape: z.array(count).describe('length of each axis'),
  classes: z.int().min(2),
  points: count,
  tokens: count.describe('guesses a point; 1 without an axis of tokens'),
  initialisations: count.describe('networks; with 1 no error is known, and standard errors are "Infinity"'),
  labels: z.string().nullable().describe('where the true classes come from'),
  seed: count.describe('decides the order of tied classes, and the shuffled labels of chance'),
  ties: z.enum(['random', 'first']),
  forgotten: count
    .nullable()
    .describe(
      'first step from which on the favourite class gets at most 2/K on average (of two classes .75); null where it never does',
    ),
  steps: z.array(stepSchema),
  advice: z.array(z.string()).describe('what to do about it'),
  notes: z.array(z.string()),
  firstguess: z.string().describe('version'),
});

/** What the guesses of networks that another program ran say. */
export type Score = z.infer<typeof scoreSchema>;
export type ScoredStep = Score['steps'][number];
