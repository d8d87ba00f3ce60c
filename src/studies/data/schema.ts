import { z } from 'zod';
import { remarkCodes } from '../../data/remarks/inspect.ts';
import { number } from '../../results/schema.ts';

/** The shape of `firstguess data --json` and of data.json, by the rules of schema.ts. */
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

const meanAndSd = { mean: z.number(), sd: z.number().describe('of the population: divided by n, not n - 1') };

const distributionSchema = z.object({
  min: z.number(),
  lowerQuartile: z.number(),
  median: z.number(),
  upperQuartile: z.number(),
  max: z.number(),
  ...meanAndSd,
});

const edges = z.array(z.number()).describe('bin edges, one more than bins; at most 40 bins of equal width');
const shares = z.array(share).describe('share in each bin; sums to 1');

const overlapsSchema = z
  .object({
    points: count.describe('points whose pairs were taken: all up to 2000, else a random sample of 2000'),
    pairs: count.describe('unordered pairs among them'),
    gamma: number.describe('bias ratio of a linear network: mean c / mean (1 - c), as predictions have it'),
    all: distributionSchema,
    sameClass: distributionSchema.nullable().describe('pairs of one class; null without labels or such pairs'),
    differentClasses: distributionSchema.nullable(),
    histogram: z.object({ edges, all: shares, sameClass: shares.nullable(), differentClasses: shares.nullable() }),
    nearest: z
      .array(
        z.object({
          first: count.describe('place in the source, counted from 0'),
          second: count,
          overlap: z.number(),
          classes: z.tuple([z.string(), z.string()]).nullable(),
        }),
      )
      .describe('the pairs that overlap most, without those of the same direction; at most 5'),
  })
  .describe('overlap of two points: their correlation c = x.y/(|x||y|), 0 if one of them is zero');

const agreementSchema = z.object({
  network: z.string().describe('in the notation; its layers taken as infinitely wide'),
  classes: z.int().min(2),
  allPairs: z.number().describe('agreement from the overlap of every pair of points'),
  averagePair: z.number().describe('agreement if every pair had the mean cov and spread'),
});

export const dataSummarySchema = z.object({
  firstguess: z.string().describe('version'),
  summary: z.string().describe('what the data are and what they do to an untrained network, in a few sentences'),
  data: z.string().describe('the data in the notation, or the name of a dataset'),
  preprocess: z.string().describe('all below is after these steps'),
  seed: count,
  drawn: z.boolean().describe('true: points drawn from a law; false: given points'),
  shape: z.array(z.int().positive()).describe('of one point'),
  points: z.int().min(2).describe('points looked at'),
  available: count.nullable().describe('points of the source; null for a law'),
  storage: z.enum(['uint8', 'float32', 'float64']).describe('type of the numbers before preprocessing'),
  licence: z.string().nullable(),
  classes: z
    .array(z.object({ name: z.string(), points: count }))
    .nullable()
    .describe('null without labels'),
  tokens: z
    .object({
      vocabulary: z.int().positive().describe('how many ids there are'),
      equal: share.describe('probability that tokens of two sequences, at any places, are the same'),
    })
    .nullable()
    .describe('of sequences of token ids, whose sizes mean nothing: values, moments and overlaps are those of names'),
  values: z
    .object({ min: z.number(), max: z.number(), ...meanAndSd, histogram: z.object({ edges, shares }) })
    .describe('all numbers of all points'),
  features: z
    .object({
      count: z.int().positive(),
      constant: count.describe('features that are the same in all points'),
      means: distributionSchema.describe('mean over the points, of every feature'),
      sds: distributionSchema.describe('sd over the points, of every feature'),
    })
    .describe('numbers of a point'),
  norms: distributionSchema.describe('q = |x|^2/features of every point'),
  remarks: z
    .array(
      z.object({
        code: z.enum(remarkCodes).describe('stable, for programs'),
        sentence: z.string(),
        remedy: z.string().describe('what to do about it'),
      }),
    )
    .describe('what is probably a mistake in the data; empty for a law'),
  zeroPoints: count.describe('points whose numbers are all 0'),
  duplicates: count.describe('points that equal an earlier one in every number'),
  moments: z
    .object({
      cov: z.number().describe('mean over pairs of x.y/features'),
      spread: z.number().describe('mean over pairs of |x - y|^2/(2 features)'),
      gamma: number.describe('cov/spread: the bias ratio if all points had the same norm'),
    })
    .describe('over all pairs of the points looked at'),
  directions: z.object({
    points: count.describe('points they come from: all up to 2000, else the sample of the overlaps'),
    meanShare: share.describe('|mean point|^2 / mean |x|^2'),
    components: z.array(share).describe('shares of the first five principal components in the variance'),
  }),
  overlaps: overlapsSchema,
  theory: z.object({
    mode: z.enum(['pair', 'dataset']).describe('of networks that do not look at positions'),
    assumption: z.string().describe('what theory will take of the data'),
    agreements: z.array(agreementSchema).describe('how much the scatter of the overlaps matters; empty for token ids'),
  }),
  notes: z.array(z.string()),
});

export type DataSummary = z.infer<typeof dataSummarySchema>;
export type Distribution = z.infer<typeof distributionSchema>;
export type Overlaps = z.infer<typeof overlapsSchema>;
