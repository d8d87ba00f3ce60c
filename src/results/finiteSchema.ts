import { z } from 'zod';
import { maybeNumber, number, predictionSchema } from './schema.ts';

/** The shape of `firstguess predict --finite --json`, by the rules of schema.ts. */
const comparedSchema = z.object({
  mean: number.describe('at the actual widths'),
  standardError: number,
  infinite: maybeNumber.describe('the theory of infinite width; null where it does not cover it'),
  infiniteError: z.number().optional().describe('standard error, where theory sampled the value'),
  difference: maybeNumber.describe('mean - infinite: what finite widths, and data of finite dimension, change'),
  z: z.number().nullable().describe('difference / all errors together'),
});

const finiteLayerSchema = z.object({
  layer: z.string().describe('the layer in the notation'),
  gamma: number.describe('bias ratio after the layer, rows scaled to unit length'),
  standardError: number,
  infinite: maybeNumber,
});

export const finitePredictionSchema = z.object({
  summary: z.string().describe('the finding in one or two sentences'),
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: predictionSchema.shape.init,
  classes: z.int().min(2),
  points: z.int().nullable().describe('null: values are of an infinite population'),
  seed: z.int().nonnegative(),
  draws: z.int().describe('pairs of points, each in a network of its own'),
  agreement: comparedSchema.describe('probability that two random inputs get the same guess'),
  sd: comparedSchema.describe('standard deviation of a guess fraction over initialisations, at N points'),
  gamma: comparedSchema.describe('bias ratio that the readout sees'),
  layers: z.array(finiteLayerSchema).describe('each layer up to the readout'),
  gain: z.number().describe('as many times the draws would be needed without control variates'),
  notes: z.array(z.string()),
});

export type FinitePrediction = z.infer<typeof finitePredictionSchema>;
export type Compared = z.infer<typeof comparedSchema>;
