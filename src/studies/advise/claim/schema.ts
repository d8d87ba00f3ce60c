import { z } from 'zod';
import { checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { conditions, effort, run } from '../../../claims/runs.ts';
import { list, map, text } from '../../../claims/yamlParts.ts';

/**
 * An experiment that applies remedies to networks as `advise` does: on the same initialisations, and where something is fitted to
 * points, counted on others. Checks speak of a network with a remedy by its title: `at: output bias (mean)`.
 */

const quantities = ['agreement', 'maxFraction', 'loss'] as const;

/** A network without a remedy. */
export const AS_IT_IS = 'as it is';

export const remediesFileSchema = map({
  ...header(z.literal('remedies'), map(effort)),
  ...conditions,
  runs: list(run, 'runs'),
  /** By their titles in the table of `advise`. */
  remedies: list(text, 'titles of remedies'),
  expect: list(checkSchema(quantities), 'checks'),
});

export type RemediesFile = z.infer<typeof remediesFileSchema>;
