import { z } from 'zod';

/**
 * The shape of everything firstguess writes, in one place: TypeScript types and the JSON Schema of result.json both
 * come from here. Infinite numbers are written as the text "Infinity"; what does not exist is null.
 */
export const number = z.union([z.number(), z.literal('Infinity')]).transform(Number);
export const maybeNumber = number.nullable();
const count = z.int().nonnegative();

const phase = z.enum(['neutral', 'prejudiced']);

const initialisationSchema = z.object({
  scheme: z.enum(['he', 'glorot', 'lecun', 'torch']),
  law: z.enum(['gaussian', 'uniform', 'truncated', 'orthogonal']),
  sigmaW2: z.number().optional(),
  sigmaB2: z.number().optional(),
});

const innerLayerSchema = z.object({
  layer: z.string().describe('the layer in the notation'),
  cov: maybeNumber.describe('covariance of two inputs after the layer; null where theory does not reach'),
  spread: maybeNumber.describe('half the mean squared difference of two inputs'),
  gamma: maybeNumber.describe('bias ratio cov / spread'),
});

const predictedLayerSchema = innerLayerSchema.extend({
  get inner() {
    return z.array(predictedLayerSchema).optional().describe('of a block: the layers inside it');
  },
});

const blockLimitSchema = z.object({
  block: z.string().describe('the repeated block in the notation'),
  gamma: maybeNumber.describe('bias ratio at infinite depth'),
  chi1: maybeNumber.describe('slope of the covariance map at correlation 1; null for discontinuous activations'),
  phase: z.enum(['neutral', 'prejudiced', 'persistent', 'transient', 'chaotic']).nullable(),
});

export const predictionSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: initialisationSchema,
  classes: z.int().min(2),
  mode: z.enum(['pair', 'dataset', 'spatial']),
  points: count.nullable().describe('null: values are of an infinite population'),
  gamma: maybeNumber,
  gammaError: z.number().optional().describe('standard error, where theory sampled the value'),
  correlation: maybeNumber,
  phase: phase.nullable(),
  agreement: maybeNumber.describe('probability that two random inputs get the same guess'),
  agreementError: z.number().optional().describe('standard error, where theory sampled the value'),
  maxFraction: maybeNumber.describe('expected share of the favourite class'),
  maxFractionError: z.number().optional().describe('standard error, where theory sampled the value'),
  sd: maybeNumber.describe('standard deviation of a guess fraction over initialisations: sqrt(agreement/K - 1/K^2)'),
  layers: z.array(predictedLayerSchema),
  limits: z.array(blockLimitSchema).describe('each repeated block at infinite depth'),
  notes: z.array(z.string()),
});

const estimateSchema = z.object({
  mean: number,
  standardError: number.describe('clustered by initialisation'),
  theory: maybeNumber.describe('at the measured number of points'),
  theoryError: z.number().optional(),
  z: z.number().nullable().describe('(mean - theory) / all errors together'),
});

const measuredLayerSchema = z.object({
  layer: z.string(),
  gamma: number,
  standardError: number,
  theory: maybeNumber,
});

const densitySchema = z.object({
  measured: z.array(z.number()).describe('share of the networks in each bin; sums to 1'),
  theory: z.array(z.number()).nullable(),
});

/** All that decides the numbers of a measurement; two equal experiments give identical counts on any machine. */
export const experimentSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: initialisationSchema,
  points: count.nullable().describe('size of the subsample; null: all points (real data) or 1000 (generators)'),
  seed: count,
  initialisations: count,
  readouts: z.union([count, z.literal('auto')]),
  dataDraw: z.enum(['each', 'once']),
  untilSe: z.number().nullable(),
});

export const measurementSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  classes: z.int().min(2),
  points: count,
  seed: count,
  initialisations: count.describe('hidden draws'),
  readouts: count.describe('output layers drawn on each hidden draw; networks = initialisations x readouts'),
  status: z.enum(['complete', 'interrupted']),
  summary: z.string().describe('the finding in one or two sentences'),
  agreement: estimateSchema,
  maxFraction: estimateSchema,
  sd: estimateSchema,
  gamma: estimateSchema,
  intraClassCorrelation: z.number().nullable(),
  layers: z.array(measuredLayerSchema),
  layerDraws: count.describe('initialisations on which the layers were traced'),
  histogram: z.object({
    edges: z.array(z.number()).describe('bin edges from 0 to 1, one more than bins'),
    fractions: densitySchema.describe('guess fractions of all classes together'),
    maxFraction: densitySchema,
  }),
  ks: z
    .object({
      distance: z.number(),
      critical: z.number().describe('critical value for this discrete law'),
      level: z.number(),
      draws: count,
    })
    .nullable()
    .describe('two classes: first readout of each initialisation against the finite-N law'),
  tiedPoints: count.describe('points whose largest output was shared by several classes, over all networks'),
  prediction: predictionSchema,
  experiment: experimentSchema,
  provenance: z.object({
    firstguess: z.string(),
    node: z.string(),
    platform: z.string(),
    processor: z.string(),
    workers: count,
    date: z.string(),
  }),
  engine: z.string(),
  seconds: z.number(),
  notes: z.array(z.string()),
});

export type Prediction = z.infer<typeof predictionSchema>;
export type PredictedLayer = z.infer<typeof predictedLayerSchema>;
export type BlockLimit = z.infer<typeof blockLimitSchema>;
export type Estimate = z.infer<typeof estimateSchema>;
export type MeasuredLayer = z.infer<typeof measuredLayerSchema>;
export type Experiment = z.infer<typeof experimentSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
