import { z } from 'zod';
import { efforts, goals } from '../../remedies/remedy.ts';
import { experimentSchema } from '../../results/schema.ts';
import { estimateSchema, maybeNumber, number } from '../../results/values.ts';

/** The shape of `firstguess advise --json` and of advice.json, by the rules of results/schema.ts. */

export const biasSchema = z.object({
  agreement: estimateSchema.describe('probability that two different points get the same guess'),
  maxFraction: estimateSchema.describe('share of the favourite class'),
  loss: estimateSchema.nullable().describe('cross-entropy at step 0 in nats; null where outputs are no logits'),
  chi1: maybeNumber.describe(
    'χ₁ of the hidden layers with the goal edge-of-chaos, by theory; null with others, and where theory does not know it',
  ),
});

const differenceSchema = z.object({
  mean: number,
  standardError: number.describe('of the paired difference: the same initialisations with and without'),
});

const pasteSchema = z
  .object({ pytorch: z.string(), keras: z.string(), flax: z.string() })
  .describe('the lines to write, by framework');

const triedSchema = z.object({
  name: z.string().describe('of the remedy; of two together both, with a plus between them'),
  title: z.string().describe('the same in words, as printed'),
  variant: z.string().nullable().describe('of a remedy with several, such as the kind of norm'),
  where: z.string().nullable().describe('what is changed'),
  effort: z.enum(efforts).describe('how much it changes, from initialisation to architecture'),
  applies: z.boolean(),
  why: z.string().nullable().describe('why it does not apply, or could not be tried; null where it was'),
  network: z
    .string()
    .nullable()
    .describe('the network with the remedy in the notation; null where it has no word for it'),
  preprocess: z.string().nullable().describe('the preprocessing with the remedy'),
  init: z.string().nullable().describe('the initialisation with the remedy'),
  command: z
    .string()
    .nullable()
    .describe('measures the network with the remedy; null where the notation has no word for it'),
  agreement: biasSchema.shape.agreement.nullable(),
  maxFraction: biasSchema.shape.maxFraction.nullable(),
  loss: biasSchema.shape.loss,
  chi1: biasSchema.shape.chi1,
  difference: differenceSchema.nullable().describe('change of the agreement, or of the loss where that is the goal'),
  heldOut: z
    .int()
    .nullable()
    .describe('points that what was fitted to the others was counted on; null where nothing was fitted'),
  removed: z
    .number()
    .nullable()
    .describe(
      'share of what is above the goal that is gone: of the agreement above that of fair guesses, of |ln chi1|, or of the loss above leastLoss; below 0 where it grew',
    ),
  paste: pasteSchema.nullable(),
  experiments: z.array(z.string()).describe('experiments of reproduce that support it'),
});

export const adviceSchema = z.object({
  summary: z.string().describe('the finding in a few sentences'),
  status: z.enum(['complete', 'interrupted']),
  subject: z.string().describe('the network in the notation, or the file of the model'),
  data: z.string(),
  goal: z
    .enum(goals)
    .describe('what remedies are ranked by: agreement, the depth scale 1/|ln chi1|, or the loss at step 0'),
  initSearch: z.boolean().describe('whether all initialisations were tried'),
  priors: z.array(z.number()).nullable().describe('shares of the classes that were given; null where none were'),
  classes: z.int().min(2),
  logClasses: z.number().describe('ln K: the loss of equal logits'),
  leastLoss: z
    .number()
    .describe('the least loss that does not depend on the input: the entropy of the labels, or ln K without labels'),
  points: z.int(),
  initialisations: z.int().describe('drawn of the network as it is and of every remedy, the same ones'),
  before: biasSchema.describe('the network as it is'),
  remedies: z.array(triedSchema).describe('best first, as printed; those that do not apply last'),
  best: z.string().nullable().describe('name of the first remedy that helps; null where none does'),
  notes: z.array(z.string()),
  experiment: experimentSchema.describe('all that decides the numbers of the network as it is'),
  seconds: z.number(),
});

export type Advice = z.infer<typeof adviceSchema>;
export type Bias = z.infer<typeof biasSchema>;
export type TriedRemedy = z.infer<typeof triedSchema>;
