import { z } from 'zod';
import { claimHeader } from '../../../claims/claimHeader.ts';
import { maybeNumber, number } from '../../../results/schema.ts';
import { optimisers } from '../optimisers.ts';

const known = z.object({ mean: number, standardError: number });

const curve = z
  .object({ mean: z.array(number), standardError: z.array(number) })
  .describe('over initialisations, at each of the steps');

const trainedSchema = z.object({
  label: z.string().describe('of the run'),
  network: z.string(),
  preprocess: z.string(),
  sigmaW2: z.number().nullable().describe('σ_w² of layers without their own; null where the scheme decides'),
  sigmaB2: z.number().nullable(),
  optimiser: z.enum(optimisers),
  rate: z.number().describe('learning rate; of several the one with the least mean loss after the last step'),
  rates: z.array(z.object({ rate: z.number(), loss: number })).describe('all that were tried'),
  classes: z.int(),
  initialisations: z.int(),
  gamma: maybeNumber.describe(
    'bias ratio before training, by theory over at most 400 of the points; null where there is none',
  ),
  steps: z.array(z.int()).describe('at which training was looked at'),
  maxFraction: curve.describe('largest guess fraction, over all points'),
  loss: curve.describe('mean cross-entropy in nats of the points learned from'),
  heldOutLoss: curve,
  accuracy: curve.describe('share of the points held out that get their class'),
  favouriteRecall: curve.describe('share of its points that the class guessed most before training gets'),
  othersRecall: curve.describe('the same, mean over the other classes'),
  recallGap: curve.describe('the difference of the two'),
  firstShare: known.describe('largest guess fraction before training'),
  persistence: known.describe('log₂(1 + T), T the steps until no class has more than 2/K of the guesses'),
  outlasting: z
    .int()
    .describe('initialisations whose bias was still there at the end; their T counts as the last step'),
});

/** A claim tried by training networks. */
export const trainingClaimSchema = claimHeader.extend({
  kind: z.literal('training'),
  trained: z.array(trainedSchema).describe('each run under each optimiser'),
  foresight: z
    .array(
      z.object({
        optimiser: z.enum(optimisers),
        ...known.shape,
        ofMeans: number.describe('rank correlation over runs of γ with the mean persistence'),
        p: number.describe('probability of so large a correlation in random order'),
      }),
    )
    .describe('rank correlation over runs of γ with persistence, one for each number of an initialisation'),
});

export type TrainingClaim = z.infer<typeof trainingClaimSchema>;
export type Trained = TrainingClaim['trained'][number];
