import { z } from 'zod';
import { schemes, weightLaws } from '../network/init.ts';
import { didYouMean } from '../notation/nearest.ts';

/**
 * The shape of an experiment file: a claim, the networks and data it is tried on, what is measured, and what must come out.
 * Texts may hold the name of what varies in braces: `{depth}*(dense(300), relu), dense(2)`.
 */

/** What may be measured, of all there is in a measurement. */
const measurable = ['agreement', 'maxFraction', 'sd', 'gamma'] as const;
export type Measurable = (typeof measurable)[number];

/** What a check may say; each takes exactly one of them. */
export const relations = ['is', 'above', 'below', 'increases-with', 'decreases-with', 'constant-in'] as const;
export type Relation = (typeof relations)[number];

/** A message and its remedy travel as one text through zod. */
export const REMEDY = '\n';

const said = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : `must be ${what}`),
});

const text = z.string(said('a text')).trim().min(1, 'must not be empty');
const finite = z.number(said('a number'));
const whole = (least: number) => {
  const what = `a whole number of at least ${least}`;
  return z.int(said(what)).min(least, `must be ${what}`);
};

function word<Word extends string>(words: readonly [Word, ...Word[]]) {
  return z.enum(words, {
    error: ({ input }) => {
      if (input === undefined) return 'is missing';
      return `must be one of ${words.join(', ')}, not ${String(input)}${REMEDY}${didYouMean(String(input), words).trim()}`;
    },
  });
}

function list<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, said(`a list of ${what}`)).min(1, `must be a list of ${what}`);
}

/** A map with these keys and no others. */
function map<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return said('a map').error(issue);
      const known = Object.keys(shape);
      return `unknown key "${issue.keys[0]}"${REMEDY}${didYouMean(issue.keys[0], known)}known are ${known.join(', ')}`;
    },
  });
}

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
const conditions = {
  data: text.optional(),
  preprocess: text.optional(),
  init: word(schemes).optional(),
  law: word(weightLaws).optional(),
  sigmaW2: finite.positive('must be above 0').optional(),
  sigmaB2: finite.nonnegative('must be at least 0').optional(),
};

const run = map({ label: text, network: text, ...conditions });

const effort = map({
  inits: whole(2),
  readouts: whole(1).optional(),
  points: z.union([whole(2), text], said('a whole number of at least 2, or the name of what varies in braces')),
  values: list(value, 'values').optional(),
});

/** A tolerance: a number, or a share of what is expected, as "5 %". */
const nearness = 'a number above 0, or a share such as 5 %';
const tolerance = z.union(
  [z.number().positive(`must be ${nearness}`), z.string().regex(/^\d+(\.\d+)?\s*%$/, `must be ${nearness}`)],
  said(nearness),
);

const several = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);

const check = map({
  quantity: word(measurable),
  of: several(text).optional(),
  at: several(z.union([z.number(), text], said('a number or a name'))).optional(),
  is: z.union([z.literal('theory'), finite], said('"theory" or a number')).optional(),
  above: z.union([finite, text], said('a number, "theory" or the label of a run')).optional(),
  below: z.union([finite, text], said('a number, "theory" or the label of a run')).optional(),
  'increases-with': text.optional(),
  'decreases-with': text.optional(),
  'constant-in': text.optional(),
  within: tolerance.optional(),
}).superRefine((given, context) => {
  const found = relations.filter((relation) => given[relation] !== undefined);
  if (found.length !== 1) {
    context.addIssue(`must say exactly one of ${relations.join(', ')}`);
    return;
  }
  const close = found[0] === 'is' || found[0] === 'constant-in';
  if (close && given.within === undefined) context.addIssue(`needs within: how near is near enough, e.g. 5 %`);
  if (!close && given.within !== undefined) context.addIssue(`takes no within: ${found[0]} asks for the sign alone`);
});

export const experimentFileSchema = map({
  claim: z.union([whole(1), text], said('a number or a word')),
  title: text,
  statement: text,
  source: text,
  ...conditions,
  vary: z
    .record(z.string(), list(value, 'values'), said('a name and a list of values'))
    .refine((varied) => Object.keys(varied).length === 1, 'takes one name and its values')
    .optional(),
  runs: list(run, 'runs'),
  measure: list(word(measurable), 'quantities'),
  seed: whole(0),
  quick: effort,
  full: effort,
  expect: list(check, 'checks'),
  'refuted-by': text,
});

export type ExperimentFile = z.infer<typeof experimentFileSchema>;
export type Check = z.infer<typeof check>;
export type Value = z.infer<typeof value>;
export type Effort = 'quick' | 'full';
