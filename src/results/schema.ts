import { z } from 'zod';
import { weightLaws } from '../network/init.ts';
import { dataDraws, samplers } from '../setup/options.ts';
import { measuredHeadSchema, predictedHeadSchema } from './headSchema.ts';
import { estimateSchema, maybeNumber, number } from './values.ts';

/**
 * The shape of everything firstguess writes, in one place: TypeScript types and the JSON Schema of result.json both
 * come from here. Infinite numbers are written as the text "Infinity"; what does not exist is null.
 */
export { maybeNumber, number };

const count = z.int().nonnegative();

const phase = z.enum(['neutral', 'prejudiced']);
/** Of networks of infinite depth. */
export const deepPhases = ['neutral', 'prejudiced', 'persistent', 'transient', 'chaotic'] as const;

export const initialisationSchema = z.object({
  scheme: z.string().describe('the initialisation in the notation, as --init takes it'),
  law: z.enum(weightLaws).describe('law of the weights of dense layers'),
  sigmaW2: z.number().optional(),
  sigmaB2: z.number().optional(),
});

const innerLayerSchema = z.object({
  layer: z.string().describe('the layer in the notation'),
  cov: maybeNumber.describe('covariance of two inputs after the layer; null where theory does not cover it'),
  covError: z.number().optional().describe('standard error, where theory sampled the value'),
  spread: maybeNumber.describe('half the mean squared difference of two inputs'),
  spreadError: z.number().optional().describe('standard error, where theory sampled the value'),
  gamma: maybeNumber.describe('bias ratio cov / spread'),
  gammaError: z.number().optional().describe('standard error, where theory sampled the value'),
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
  phase: z.enum(deepPhases).nullable(),
});

const matrix = z.array(z.array(z.number()));
const sparseMatrix = z.array(z.array(z.number().nullable()));

const classesSchema = z.object({
  names: z.array(z.string()).describe('the true classes'),
  counts: z.array(count).describe('points of each true class'),
});

const predictedClassesSchema = classesSchema.extend({
  sameClass: z.number().nullable().describe('probability that two points of one class get the same guess'),
  otherClass: z.number().describe('the same for points of two classes'),
  agreement: sparseMatrix.nullable().describe('the same for every two classes; null where classes are many'),
});

const stepZeroSchema = z.object({
  loss: number.describe('expected cross-entropy in nats, whatever the labels'),
  lossError: z.number().optional().describe('standard error, where theory sampled the value'),
  lossSpread: maybeNumber.describe(
    'standard deviation of the loss over initialisations; null where it is only measured',
  ),
  lossSpreadError: z.number().optional(),
  logClasses: z.number().describe('ln K: the loss of equal logits'),
  logitSd: number.describe('standard deviation of an output over points and initialisations together'),
  logitSdPoints: number.describe('from point to point'),
  logitSdPointsError: z.number().optional(),
  logitSdInitialisations: number.describe('of the mean over the points, from initialisation to initialisation'),
  logitSdInitialisationsError: z.number().optional(),
  topProbability: maybeNumber.describe(
    'mean probability of the guessed class; null with fixed biases, where it is only measured',
  ),
  topProbabilityError: z.number().optional(),
  entropy: z.number().describe('mean entropy of the class probabilities in nats'),
  entropyError: z.number().optional(),
  accuracySpread: maybeNumber.describe('standard deviation of the accuracy over initialisations; null without labels'),
  accuracy: z.number().optional().describe('expected accuracy, where fixed biases make it another than 1/K'),
});

const choiceSchema = z.object({
  of: count.describe('all points of the data'),
  agreement: maybeNumber,
  gamma: maybeNumber,
  information: maybeNumber.describe('of the information of a measurement; null without labels'),
});

export const predictionSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: initialisationSchema,
  classes: z.int().min(2),
  mode: z.enum(['pair', 'dataset', 'spatial']),
  points: count.nullable().describe('null: values are of an infinite population'),
  choiceOfPoints: choiceSchema
    .optional()
    .describe(
      'where the seed chose some points of the data: standard errors of this choice, which all others leave out',
    ),
  gamma: maybeNumber,
  gammaError: z.number().optional().describe('standard error, where theory sampled the value'),
  correlation: maybeNumber,
  correlationError: z.number().optional().describe('standard error, where theory sampled the value'),
  phase: phase.nullable(),
  agreement: maybeNumber.describe('probability that two random inputs get the same guess'),
  agreementError: z.number().optional().describe('standard error, where theory sampled the value'),
  maxFraction: maybeNumber.describe('expected share of the favourite class'),
  maxFractionError: z.number().optional().describe('standard error, where theory sampled the value'),
  sd: maybeNumber.describe('standard deviation of a guess fraction over initialisations: sqrt(agreement/K - 1/K^2)'),
  sdError: z.number().optional().describe('standard error, where theory sampled the value'),
  step0: stepZeroSchema
    .nullable()
    .default(null)
    .describe('the outputs as logits; null where theory does not cover them, or they are no logits'),
  head: predictedHeadSchema
    .optional()
    .describe('what the outputs are read as, and its numbers; absent for an argmax without fixed biases'),
  byClass: predictedClassesSchema.nullable().describe('null without labels, or where theory does not cover them'),
  layers: z.array(predictedLayerSchema),
  limits: z.array(blockLimitSchema).describe('each repeated block at infinite depth'),
  notes: z.array(z.string()),
});

const lossSchema = estimateSchema.extend({
  spread: estimateSchema.describe('standard deviation of the loss over initialisations'),
  logClasses: z.number().describe('ln K: the loss of equal logits'),
});

const logitsSchema = z.object({
  sdPoints: estimateSchema.describe('standard deviation of an output from point to point'),
  sdInitialisations: estimateSchema.describe(
    'standard deviation of the mean of an output over the points, from initialisation to initialisation',
  ),
  topProbability: estimateSchema.describe('mean probability of the guessed class'),
  entropy: estimateSchema.describe('mean entropy of the class probabilities in nats'),
});

const accuracySchema = estimateSchema.extend({
  spread: estimateSchema.describe('standard deviation of the accuracy over initialisations: the luck of seeds'),
});

const measuredLayerSchema = z.object({
  layer: z.string(),
  gamma: number,
  standardError: number,
  theory: maybeNumber,
  theoryError: z.number().optional().describe('standard error, where theory sampled the value'),
  constantUnits: z
    .object({ mean: number, standardError: number, theory: maybeNumber })
    .optional()
    .describe(
      'share of the units with the same value on all points, such as dead relu units; absent where none is seen',
    ),
});

const measuredClassesSchema = classesSchema.extend({
  sameClass: estimateSchema.nullable().describe('share of the pairs of points of one class with the same guess'),
  otherClass: estimateSchema.describe('the same for points of two classes'),
  information: estimateSchema.describe('mutual information of guess and true class in nats, less that of chance'),
  chance: z
    .object({ mean: number, standardError: number })
    .describe('mutual information with the labels shuffled, in nats: what so few points give by chance'),
  classEntropy: z.number().describe('entropy of the true classes in nats: the most that a guess could say'),
  agreement: z
    .object({ mean: sparseMatrix, standardError: sparseMatrix, theory: sparseMatrix.nullable() })
    .nullable()
    .describe('share of pairs with the same guess, for every two classes; null where classes are many'),
  ranked: z
    .object({ mean: matrix, standardError: matrix, theory: matrix.nullable(), theoryError: matrix.nullable() })
    .nullable()
    .describe("share of each class (rows) that gets the network's most popular guess, the second, and so on"),
  example: z
    .array(z.array(count))
    .nullable()
    .describe('first network of all: points of each class (rows) that got each guess (columns)'),
});

const densitySchema = z.object({
  measured: z.array(z.number()).describe('share of the networks in each bin; sums to 1'),
  theory: z.array(z.number()).nullable(),
});

const auditedFileSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  keep: z.array(z.string()).optional(),
  redraw: z.array(z.string()).optional(),
  tie: z.array(z.string()).optional(),
  dim: z.array(z.string()).optional(),
  input: z.array(z.string()).optional(),
  output: z.string().optional(),
  axis: count.optional(),
  batchNorm: z.enum(['train', 'eval']),
  unfoldBn: z.literal(true).optional(),
  dropout: z.literal('on').optional(),
});

/**
 * All that decides the numbers of a measurement; two equal experiments give identical counts on any machine, but for rare
 * near-ties that engines and devices round differently.
 */
export const experimentSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: initialisationSchema,
  points: z
    .union([count, z.literal('auto')])
    .nullable()
    .describe('size of the subsample; null: all points (real data) or 1000 (generators); auto: chosen by a pilot'),
  seed: count,
  initialisations: count,
  readouts: z.union([count, z.literal('auto')]),
  dataDraw: z.enum(dataDraws),
  untilSe: z.number().nullable(),
  sampler: z
    .enum(samplers)
    .default('weights')
    .describe('whether dense layers may be drawn on a factor of the Gram matrix of the points; the law is the same'),
  head: z.string().optional().describe('what the outputs are read as, where it was given'),
  ties: z.literal('first').optional().describe('ties go to the first class; absent: to a random order of the classes'),
  model: auditedFileSchema.optional().describe('of an audit: the file, and how it is drawn'),
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
  agreement: estimateSchema.describe('from the hidden features over all output layers, else by counting guesses'),
  agreementCounted: z
    .object({ mean: number, standardError: number })
    .nullable()
    .describe('agreement by counting the guesses that were drawn, a check; null where agreement itself is'),
  maxFraction: estimateSchema,
  sd: estimateSchema,
  gamma: estimateSchema,
  loss: lossSchema
    .nullable()
    .default(null)
    .describe('cross-entropy in nats; null where outputs are no logits, or overflowed'),
  logits: logitsSchema.nullable().default(null).describe('the scale of the outputs; null where loss is'),
  accuracy: accuracySchema
    .nullable()
    .default(null)
    .describe('share of points guessed right; null without labels of the K classes'),
  head: measuredHeadSchema
    .optional()
    .describe('what the outputs are read as, and its numbers; absent for an argmax without fixed biases'),
  intraClassCorrelation: z.number().nullable(),
  layers: z.array(measuredLayerSchema),
  layerDraws: count.describe('initialisations on which the layers were traced'),
  gramLayers: count.describe('dense layers, readout included, drawn on a factor of the Gram matrix of the points'),
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
  byClass: measuredClassesSchema.nullable().describe('what the guesses say of the true classes; null without labels'),
  tiedPoints: count.describe('points whose largest output was shared by several classes, over all networks'),
  equalOutputs: z
    .object({
      points: z.number().describe('share of the points and networks whose outputs are exactly equal'),
      networks: z.number().describe('share of the networks whose outputs are exactly equal on every point'),
    })
    .optional()
    .describe('absent where no point has equal outputs'),
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
