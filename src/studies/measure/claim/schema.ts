import { z } from 'zod';
import { type Check, checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { finite, list, map, said, several, text, whole, word } from '../../../claims/yamlParts.ts';
import { schemes, weightLaws } from '../../../network/init.ts';

/**
 * An experiment that measures networks on data: runs, what varies in them, what is measured, and what must come out.
 * Texts may hold the name of what varies in braces: `{depth}*(dense(300), relu), dense(2)`.
 */

/** What may be measured, of all there is in a measurement. */
const measurable = ['agreement', 'maxFraction', 'sd', 'gamma'] as const;
export type Measurable = (typeof measurable)[number];

/** A number, a text, or a name for a text that is too long for a figure. */
const value = z.union(
  [
    z.number(),
    text,
    z
      .record(z.string(), text)
      .refine((named) => Object.keys(named).length === 1, 'takes one name and its text; begin each with a dash'),
  ],
  said('a number, a text, or a name and its text'),
);

/** What decides a measurement beside network and size; for all runs together, or for one. */
export const conditions = {
  data: text.optional(),
  preprocess: text.optional(),
  init: word(schemes).optional(),
  law: word(weightLaws).optional(),
  sigmaW2: finite.positive('must be above 0').optional(),
  sigmaB2: finite.nonnegative('must be at least 0').optional(),
};

export const run = map({ label: text, network: text, ...conditions });

const effort = map({
  inits: whole(2),
  readouts: whole(1).optional(),
  points: z.union([whole(2), text], said('a whole number of at least 2, or the name of what varies in braces')),
  values: list(value, 'values').optional(),
});

const figure = word(['curve', 'histograms']);

export const measurementFileSchema = map({
  ...header(z.literal('measurement').default('measurement'), effort),
  ...conditions,
  vary: z
    .record(z.string(), list(value, 'values'), said('a name and a list of values'))
    .refine((varied) => Object.keys(varied).length === 1, 'takes one name and its values')
    .optional(),
  /** Values whose data not everyone has. Where they are missing they are left out, and nothing is said of them. */
  'if-found': list(z.union([z.number(), text], said('a number or a name')), 'values').optional(),
  runs: list(run, 'runs'),
  measure: list(word(measurable), 'quantities'),
  /** What is drawn: quantities by what varies, or the law of the guesses in a panel for each run and value. */
  figure: several(figure).default('curve'),
  expect: list(checkSchema(measurable), 'checks'),
});

export type MeasurementFile = z.infer<typeof measurementFileSchema>;
/** The part of a file that says what is run. */
export type Runs = Pick<MeasurementFile, keyof typeof conditions | 'vary' | 'runs' | 'seed' | 'quick' | 'full'>;
export type MeasurementCheck = Check<Measurable>;
export type Value = z.infer<typeof value>;
