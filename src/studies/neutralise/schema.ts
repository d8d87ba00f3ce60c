import { z } from 'zod';
import { biasFits } from '../../neutralise/fitBiases.ts';

const estimate = z.object({ mean: z.number(), standardError: z.number() });

const guessesSchema = z.object({
  agreement: estimate.describe('the share of pairs of points that get the same guess'),
  maxFraction: estimate.describe("the favourite class's share of the guesses"),
  fractions: z.array(z.number()).describe("every class's share of the guesses; of networks the mean"),
  loss: estimate.nullable().describe('mean cross-entropy in nats; null without labels of the classes'),
  tied: z.number().describe('share of the guesses whose largest output is shared by classes'),
});

const sidesSchema = guessesSchema.extend({
  fitted: guessesSchema.describe('the same on the points that biases were fitted on; all else is of held-out points'),
});

export const neutralisationSchema = z.object({
  model: z.object({ file: z.string(), sha256: z.string() }).nullable().describe('null of a network in the notation'),
  network: z.string().nullable().describe('in the notation; null of a model file'),
  data: z.string(),
  preprocess: z.string(),
  points: z.number().describe('in all'),
  perPoint: z.number().describe('guesses a point: 1, or one for each anchor, token or step'),
  classes: z.number(),
  lnK: z.number().describe('the loss of a prediction that knows nothing, in nats'),
  initialisations: z.number().nullable().describe('of a network; null of a model file, which has its own weights'),
  seed: z.number(),
  fit: z.enum(biasFits),
  priors: z.array(z.number()).nullable().describe('the shares that are aimed at; null: equal ones'),
  biases: z
    .array(z.number())
    .nullable()
    .describe('what is added to each output of a model; null of networks, which each have their own'),
  scales: z.array(z.number()).nullable().describe('what each output is multiplied by before; null: nothing'),
  deviation: estimate.describe('the largest difference of a fraction from what it is to be, on the points of the fit'),
  constant: z.number().describe('share of the networks that give all points the same outputs, which no bias parts'),
  before: sidesSchema,
  after: sidesSchema,
  heldOut: z.object({ points: z.number(), maxFraction: estimate.describe('after') }),
  written: z
    .object({
      file: z.string(),
      where: z.string().describe('what of the file was changed'),
      points: z.number().describe('points on which the file was run before and after'),
      difference: z.number().describe('of its logits from a f + b, as a share of the largest number, or of 1'),
    })
    .nullable(),
  notes: z.array(z.string()),
  seconds: z.number(),
});

export type GuessesOfSide = z.infer<typeof guessesSchema>;
export type Side = z.infer<typeof sidesSchema>;
export type Neutralisation = z.infer<typeof neutralisationSchema>;
