import { z } from 'zod';
import { checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { conditions, effort } from '../../../claims/runs.ts';
import { finite, list, map, several, text, whole, word } from '../../../claims/yamlParts.ts';
import { type Optimiser, optimisers } from '../optimisers.ts';

/**
 * An experiment that trains networks and watches how long the bias of their first guesses lasts. What varies is the
 * optimiser: checks say `at: sgd`.
 */

/** What is known of a run under an optimiser, as means over initialisations. */
const quantities = [
  // log₂(1 + T), T the steps until no class has more than twice its fair share of the guesses.
  'persistence',
  // The largest guess fraction before training.
  'firstShare',
  // After the last step: of the points learned from, and of those held out.
  'loss',
  'accuracy',
  // Of all runs together: the rank correlation of γ with the persistence, one for each number of an initialisation.
  'foresight',
] as const;

const rates = several(finite.positive('must be above 0')).optional();

const run = map({
  label: text,
  network: text,
  ...conditions,
  /** σ_w² as a multiple of the edge of chaos of the network with its σ_b². */
  edge: finite.positive('must be above 0').optional(),
}).refine(({ edge, sigmaW2 }) => edge === undefined || sigmaW2 === undefined, 'takes edge or sigmaW2, not both');

const trainingEffort = map({
  inits: effort.inits,
  steps: whole(1),
  points: effort.points,
  /** Some of the optimisers; all unless given. */
  optimisers: list(word(optimisers), 'optimisers').optional(),
  /** How many of an optimiser's rates are tried, from the first on; all unless given. */
  rates: whole(1).optional(),
});

export const trainingFileSchema = map({
  ...header(z.literal('training'), trainingEffort),
  ...conditions,
  runs: list(run, 'runs'),
  /** The learning rates of each. Of several, a run counts at the one whose mean loss is least after the last step. */
  optimisers: map({ sgd: rates, adam: rates } satisfies Record<Optimiser, typeof rates>).refine(
    (given) => Object.keys(given).length > 0,
    'must name an optimiser and its learning rates',
  ),
  /** Points a step. */
  batch: whole(1),
  expect: list(checkSchema(quantities), 'checks'),
});

export type TrainingFile = z.infer<typeof trainingFileSchema>;
