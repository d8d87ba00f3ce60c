import { z } from 'zod';
import { said, text, whole } from './yamlParts.ts';

/**
 * What every experiment file says, whatever its kind: the claim, who makes it, how hard it is tried, what would refute it.
 *
 * @param kind the word for the kind, or none where it is the default
 * @param effort what decides how long a run takes
 */
export function header<Kind extends z.ZodType, Effort extends z.ZodType>(kind: Kind, effort: Effort) {
  return {
    kind,
    claim: z.union([whole(1), text], said('a number or a word')),
    title: text,
    statement: text,
    source: text,
    seed: whole(0),
    quick: effort,
    full: effort,
    'refuted-by': text,
  };
}

export type Effort = 'quick' | 'full';

/** The same of a file that was read. */
export type FileHeader = Readonly<
  Record<'title' | 'statement' | 'source' | 'refuted-by', string> & Record<'claim', string | number>
>;
