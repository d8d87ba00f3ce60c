import { z } from 'zod';
import { didYouMean } from '../notation/nearest.ts';
import type { Option, OptionTable, OptionType } from '../setup/option.ts';

/** Parts that experiment files are made of. Each says what it must be, so that a fault can be told in a sentence. */

/** A message and its remedy travel as one text through zod. */
export const REMEDY = '\n';

export const said = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : `must be ${what}`),
});

export const text = z.string(said('a text')).trim().min(1, 'must not be empty');
export const finite = z.number(said('a number'));

export function whole(least: number) {
  const what = `a whole number of at least ${least}`;
  return z.int(said(what)).min(least, `must be ${what}`);
}

export function word<Word extends string>(words: readonly [Word, ...Word[]]) {
  return z.enum(words, {
    error: ({ input }) => {
      if (input === undefined) return 'is missing';
      return `must be one of ${words.join(', ')}, not ${String(input)}${REMEDY}${didYouMean(String(input), words).trim()}`;
    },
  });
}

export function list<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, said(`a list of ${what}`)).min(1, `must be a list of ${what}`);
}

/** One of them, or a list. */
export function several<Item extends z.ZodType>(item: Item) {
  return z.union([item, z.array(item).min(1)]);
}

/** Keys by the names of options, each of which takes what its option takes. */
export function keysOf<Table extends OptionTable>(table: Table): KeysOf<Table> {
  const keys = Object.entries(table).map(([name, { type }]) => [name, keyOf(type).optional()]);
  return Object.fromEntries(keys) as KeysOf<Table>;
}

/** An option that is a text, or what TypeScript may build in its place, is a text in a file. */
type KeysOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value>
    ? z.ZodOptional<z.ZodType<string extends Value ? string : Value>>
    : never;
};

function keyOf(type: OptionType): z.ZodType {
  switch (type.is) {
    case 'switch':
      return z.boolean(said('true or false'));
    case 'text':
      return text;
    case 'word':
      return word(type.words);
    case 'whole':
      return type.auto ? z.union([whole(type.least), z.literal('auto')]) : whole(type.least);
    case 'positive':
      return finite.positive('must be above 0');
    case 'nonNegative':
      return finite.nonnegative('must be at least 0');
  }
}

/** A map with these keys and no others. */
export function map<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return said('a map').error(issue);
      const known = Object.keys(shape);
      return `unknown key "${issue.keys[0]}"${REMEDY}${didYouMean(issue.keys[0], known)}known are ${known.join(', ')}`;
    },
  });
}
