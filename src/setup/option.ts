import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import { nonNegative, positive } from '../notation/parameters.ts';

/**
 * An option of a study, declared once. From it come the type of the TypeScript property (`dataDraw`), the flag
 * (`--data-draw`), its help and completion, and its place in the command line that repeats an experiment.
 */
export interface Option<Value> {
  /** For help, after the flag. */
  readonly meaning: string;
  /** A letter that does the same on the command line, behind one dash. */
  readonly short?: string;
  /** What stands for the value in help, e.g. "R"; a switch has none. */
  readonly placeholder?: string;
  /** What values there are. */
  readonly type: OptionType;
  /** Words that completion offers. */
  readonly words?: readonly string[];
  /** The value that need not be given to repeat an experiment. */
  readonly fallback?: Value;
  /** May be given several times; the values are then a list. */
  readonly several?: true;
  /** On unless switched off: --no-worth for worth. */
  readonly negated?: true;
  /**
   * The value that a text on the command line stands for.
   * @param flag for messages, e.g. "--inits"
   * @throws UserError
   */
  read(text: string, flag: string): Value;
}

/** What values an option has: a switch, any text, one of a few words, a whole number or a number from a limit on. */
export type OptionType =
  | { readonly is: 'switch' | 'text' }
  | { readonly is: 'word'; readonly words: readonly [string, ...string[]] }
  | { readonly is: 'whole'; readonly least: number; readonly auto: boolean }
  | { readonly is: 'positive' | 'nonNegative' };

/** Options by the names of their TypeScript properties. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The properties that a table of options describes, all of them optional. */
export type OptionsOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: Table[Name] extends Option<infer Value>
    ? Table[Name] extends { readonly several: true }
      ? readonly Value[]
      : Value
    : never;
};

/** --data-draw for dataDraw, --sigma-w2 for sigmaW2; a capital at the end stays: --max-loss-over-lnK. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z](?!$)/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

type Said<Value> = Pick<Option<Value>, 'meaning' | 'fallback'> & { readonly placeholder: string };

/** A text, read later by whom it concerns. */
export function text<Value = string>(said: Said<Value> & { readonly words?: readonly string[] }): Option<Value> {
  return { ...said, type: { is: 'text' }, read: (given) => given as Value };
}

/** The path of a folder, which an empty text is not: a shell makes one of a variable that is not set. */
export function folder(said: Said<string>): Option<string> {
  return {
    ...text(said),
    read(given, flag) {
      if (given.trim() !== '') return given;
      throw new UserError('bad-argument', `${flag} must be a folder, not an empty text`);
    },
  };
}

/** On or off. */
export function toggle(meaning: string): Option<boolean> {
  return { meaning, type: { is: 'switch' }, read: () => true };
}

/** On unless switched off. */
export function switchOff(meaning: string): Option<boolean> {
  return { meaning, type: { is: 'switch' }, negated: true, read: () => false };
}

/** One of a few words. */
export function word<Word extends string>(
  words: readonly [Word, ...Word[]],
  { meaning, synonyms = {}, ...said }: Said<Word> & { readonly synonyms?: Readonly<Record<string, string>> },
): Option<Word> {
  return {
    ...said,
    meaning: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}: ${meaning}`,
    type: { is: 'word', words },
    words,
    read(given, flag) {
      const found = words.find((known) => known === given);
      if (found) return found;
      const hint = given in synonyms ? `did you mean ${synonyms[given]}? ` : didYouMean(given, words);
      const remedy = `${hint}choose one of ${words.join(', ')}`;
      throw new UserError('unknown-name', `unknown ${flag} "${given}"`, [], remedy);
    },
  };
}

/** Some of a few words, separated by commas: "svg,pdf". */
export function list<Word extends string>(
  words: readonly [Word, ...Word[]],
  said: Said<readonly Word[]>,
): Option<readonly Word[]> {
  const isWord = (name: string): name is Word => (words as readonly string[]).includes(name);
  return {
    ...said,
    type: { is: 'text' },
    read(given, flag) {
      const names = given.split(',').map((name) => name.trim());
      if (names.every(isWord)) return names;
      const unknown = names.find((name) => !isWord(name));
      throw new UserError('unknown-name', `unknown ${flag} "${unknown}"`, [], `choose among ${words.join(', ')}`);
    },
  };
}

/** A whole number of at least `least`. */
export function whole(least: number, said: Said<number>): Option<number> {
  const type = { is: 'whole', least, auto: false } as const;
  return { ...said, type, read: (given, flag) => wholeIn(given, flag, least, '') };
}

/** A whole number of at least `least`, or the word "auto". */
export function wholeOrAuto(least: number, said: Said<number | 'auto'>): Option<number | 'auto'> {
  return {
    ...said,
    type: { is: 'whole', least, auto: true },
    words: ['auto'],
    read: (given, flag) => (given === 'auto' ? given : wholeIn(given, flag, least, ', or auto')),
  };
}

/** A number above 0, or of at least 0. */
export function real(kind: 'positive' | 'nonNegative', said: Said<number>): Option<number> {
  return {
    ...said,
    type: { is: kind },
    read(given, flag) {
      const value = numberIn(given);
      const expected = { positive, nonNegative }[kind](said.meaning).complaint(value);
      if (!expected) return value;
      throw new UserError('bad-argument', `${flag} must be ${expected}, not ${shown(given)}`);
    },
  };
}

/** The same option, to be given several times. */
export function several<Value>(option: Option<Value>): Option<Value> & { readonly several: true } {
  return { ...option, several: true };
}

function wholeIn(given: string, flag: string, least: number, alternative: string): number {
  const value = numberIn(given);
  if (Number.isSafeInteger(value) && value >= least) return value;
  const expected = `a whole number of at least ${least}${alternative}`;
  throw new UserError('bad-argument', `${flag} must be ${expected}, not ${shown(given)}`);
}

/** Numbers as the notation writes them; `Number` alone also takes "", " 1 " and "0x10". */
function numberIn(given: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
}

function shown(given: string): string {
  return given.trim() === '' ? 'an empty text' : given;
}
