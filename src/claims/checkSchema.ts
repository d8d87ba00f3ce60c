import { z } from 'zod';
import { finite, map, said, several, text, word } from './yamlParts.ts';

/** What a check may say; each takes exactly one of them. */
export const relations = ['is', 'above', 'below', 'increases-with', 'decreases-with', 'constant-in'] as const;
export type Relation = (typeof relations)[number];

/** A tolerance: a number, or a share of what is expected, as "5 %". */
const nearness = 'a number above 0, or a share such as 5 %';
const tolerance = z.union(
  [z.number().positive(`must be ${nearness}`), z.string().regex(/^\d+(\.\d+)?\s*%$/, `must be ${nearness}`)],
  said(nearness),
);

/** What must come out: a relation that one of the quantities must have, of some runs at some values. */
export function checkSchema<Quantity extends string>(quantities: readonly [Quantity, ...Quantity[]]) {
  return map({
    quantity: word(quantities),
    of: several(text).optional(),
    at: several(z.union([z.number(), text], said('a number or a name'))).optional(),
    is: z.union([finite, text], said('a number, "theory" or the label of a run')).optional(),
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
}

export type Check<Quantity extends string> = z.infer<ReturnType<typeof checkSchema<Quantity>>>;
