import { z } from 'zod';
import { experimentSchema, maybeNumber, measurementSchema, number, predictionSchema } from '../../results/schema.ts';

/** The shape of `firstguess preprocess --json` and of preprocessing.json, by the rules of schema.ts. */
const momentsSchema = z.object({
  cov: number.describe('mean product of two different points, over their features'),
  spread: number.describe('half the mean squared difference of two points, over their features'),
  gamma: number.describe('bias ratio cov / spread'),
});

const pipelineSchema = z.object({
  preprocess: z.string().describe('the steps in the notation'),
  value: z.number().nullable().describe('of a sweep: the number in which the pipelines differ'),
  effects: z.array(z.string()).describe('what each step does to the average pair of points'),
  moments: momentsSchema.nullable().describe('of the data after the steps'),
});

const resultSchema = z.object({
  preprocess: z.string(),
  network: z.string(),
  prediction: predictionSchema.nullable(),
  measurement: measurementSchema.nullable().describe('null by theory alone, and where it was not reached'),
  reason: z.string().nullable().describe('why there is neither'),
});

const bestSchema = z.object({
  network: z.string(),
  preprocess: z.string().describe('the pipeline after which the agreement is the lowest'),
  alike: z
    .array(z.string())
    .describe('pipelines that are not surely worse: within two errors of the paired difference'),
  next: z
    .object({
      preprocess: z.string(),
      difference: z
        .object({
          mean: number,
          standardError: number.describe('of the paired difference: the same initialisations after both'),
        })
        .describe('of its agreement less that of the best'),
    })
    .nullable()
    .describe('the best of those that are surely worse; null where there is none'),
  why: z.string().describe('what the best does to the data'),
});

const curveSchema = z.object({
  network: z.string(),
  points: z.array(
    z.object({ value: z.number(), agreement: maybeNumber, maxFraction: maybeNumber, gamma: maybeNumber }),
  ),
});

export const preprocessingSchema = z.object({
  summary: z.string().describe('what the pipelines do to the guesses, in a few sentences'),
  status: z.enum(['complete', 'interrupted']),
  data: z.string(),
  networks: z.array(z.string()),
  pipelines: z.array(pipelineSchema),
  sweep: z
    .string()
    .nullable()
    .describe('what the number is in which the pipelines differ, if they differ in one alone'),
  results: z.array(resultSchema).describe('every pipeline with every network, as far as it was reached'),
  best: z.array(bestSchema).describe('of each network that two pipelines or more can be compared on'),
  curves: z.array(curveSchema).describe('of a sweep: theory between the pipelines, for each network'),
  experiment: experimentSchema
    .omit({ network: true, preprocess: true })
    .describe('what all measurements have in common'),
  firstguess: z.string().describe('version'),
  seconds: z.number(),
  notes: z.array(z.string()),
});

/** Several pipelines of preprocessing side by side. */
export type PreprocessingComparison = z.infer<typeof preprocessingSchema>;
export type ComparedPipeline = PreprocessingComparison['pipelines'][number];
export type ComparedResult = PreprocessingComparison['results'][number];
export type BestPipeline = PreprocessingComparison['best'][number];
