import { z } from 'zod';
import { dataOption, modeOptions, pointOptions, weightOptions } from '../setup/options.ts';
import { keysOf, list, map, said, text, whole } from './yamlParts.ts';

/** What is run in an experiment, whatever its kind: networks on data, and what varies in them. */

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
export const conditions = keysOf({
  ...dataOption,
  preprocess: pointOptions.preprocess,
  ...modeOptions,
  ...weightOptions,
});

export const run = map({ label: text, network: text, ...conditions });

/** What decides how long a run takes, where nothing varies. */
export const effort = { inits: whole(2), readouts: whole(1).optional(), points: whole(2) };

/** The same where something may vary. */
export const runEffort = map({
  ...effort,
  points: z.union([whole(2), text], said('a whole number of at least 2, or the name of what varies in braces')),
  values: list(value, 'values').optional(),
});

/** A name and the values it takes, one after the other. */
export const vary = z
  .record(z.string(), list(value, 'values'), said('a name and a list of values'))
  .refine((varied) => Object.keys(varied).length === 1, 'takes one name and its values')
  .optional();

/** The part of a file that says what is run. */
export type Runs = { readonly [Key in keyof typeof conditions]?: z.infer<(typeof conditions)[Key]> } & {
  readonly vary?: z.infer<typeof vary>;
  readonly runs: readonly z.infer<typeof run>[];
  readonly seed: number;
  readonly quick: z.infer<typeof runEffort>;
  readonly full: z.infer<typeof runEffort>;
};
export type Value = z.infer<typeof value>;
