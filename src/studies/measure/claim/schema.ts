import { z } from 'zod';
import { checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { conditions, run, runEffort, vary } from '../../../claims/runs.ts';
import { list, map, said, several, text, word } from '../../../claims/yamlParts.ts';

/**
 * An experiment that measures networks on data: runs, what varies in them, what is measured, and what must come out.
 * Texts may hold the name of what varies in braces: `{depth}*(dense(300), relu), dense(2)`.
 */

/** What may be measured, of all there is in a measurement. */
export const measurable = ['agreement', 'maxFraction', 'sd', 'gamma', 'loss'] as const;
export type Measurable = (typeof measurable)[number];

export const figures = ['curve', 'histograms'] as const;

export const measurementFileSchema = map({
  ...header(z.literal('measurement').default('measurement'), runEffort),
  ...conditions,
  vary,
  /** Values whose data not everyone has. Where they are missing they are left out, and nothing is said of them. */
  'if-found': list(z.union([z.number(), text], said('a number or a name')), 'values').optional(),
  runs: list(run, 'runs'),
  measure: list(word(measurable), 'quantities'),
  /** What is drawn: quantities by what varies, or the law of the guesses in a panel for each run and value. */
  figure: several(word(figures)).default('curve'),
  expect: list(checkSchema(measurable), 'checks'),
});

export type MeasurementFile = z.infer<typeof measurementFileSchema>;
