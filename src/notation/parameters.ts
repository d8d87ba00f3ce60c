import type { Argument, Item } from './syntax.ts';

/**
 * What a layer, an activation, a source or a step accepts as an argument. Types are inferred: `ArgumentsOf` a table of
 * parameters is the type of their values.
 *
 *   { units: wholePositive('number of outputs'), sigmaW2: positive('variance of a weight').optional() }
 *   → { units: number; sigmaW2: number | undefined }
 */
export interface Parameter<Value = unknown, Need extends NeedOf = NeedOf> extends Kind {
  /** Shown by `--help`, the support table and error messages. */
  readonly meaning: string;
  /** Whether it must be given, may be left out, or then takes its default. */
  readonly need: Need;
  /** The default. */
  readonly fallback?: Value;
  /** The same parameter, which may be left out without having a default. */
  optional(): Parameter<Value, 'optional'>;
  /** The same parameter with a default. */
  default(value: Value): Parameter<Value, 'default'>;
}

type NeedOf = 'required' | 'optional' | 'default';

/** What all parameters of a kind have in common. */
interface Kind {
  readonly kind: string;
  /** The words that a `choice` takes. */
  readonly choices?: readonly string[];
  /** Takes all arguments given by position, however many, as a list. */
  readonly gathers?: true;
  /** An argument in the notation, for error messages. */
  readonly example: string;
  /** Undefined when a value is acceptable, otherwise what was expected, e.g. "a number above 0". */
  complaint(value: unknown): string | undefined;
  /** What an argument of the notation stands for, to be checked; undefined for what it cannot be. */
  read(value: Argument['value'], nested: Nested): unknown;
}

/** Makes what a nested item of the notation, or a text in its place, stands for: layers. */
export type Nested = (value: Item | string) => unknown;

export type ParameterTable = Readonly<Record<string, Parameter>>;

/** The values of parameters, defaults filled in. */
export type ArgumentsOf<P extends ParameterTable> = {
  readonly [Name in keyof P]: ValueOf<P[Name]> | (P[Name]['need'] extends 'optional' ? undefined : never);
};

/** Values as they are given, all but those `Taken` elsewhere. */
export type OptionsOf<P extends ParameterTable, Taken = never> = {
  readonly [Name in keyof P as Name extends Taken ? never : Name]?: ValueOf<P[Name]>;
};

type ValueOf<P> = P extends Parameter<infer Value, infer _> ? Value : never;

/** Makes the parameters of a kind, each with its meaning and perhaps an example: `positive('variance of a weight')`. */
export function parameterKind<Value>(kind: Omit<Kind, 'read'> & Partial<Pick<Kind, 'read'>>) {
  return (meaning: string, example = kind.example): Parameter<Value, 'required'> => {
    const parameter = <Need extends NeedOf>(need: Need, fallback?: Value): Parameter<Value, Need> => ({
      read: plainValue,
      ...kind,
      meaning,
      example,
      need,
      ...(fallback !== undefined && { fallback }),
      optional: () => parameter('optional'),
      default: (value) => parameter('default', value),
    });
    return parameter('required');
  };
}

/** A number, a text or dimensions as they are; a bare word, which elsewhere may name a layer, as a text. */
export function plainValue(value: Argument['value']): unknown {
  if (typeof value !== 'object' || !('kind' in value)) return value;
  return value.kind === 'call' && value.args.length === 0 ? value.name : undefined;
}

export const number = numeric('number', 'a finite number', () => true);
export const positive = numeric('positive', 'a number above 0', (value) => value > 0);
export const nonNegative = numeric('nonNegative', 'a number of at least 0', (value) => value >= 0);
export const probability = numeric('probability', 'a number from 0 to below 1', (value) => value >= 0 && value < 1);

function numeric(kind: string, expected: string, accepts: (value: number) => boolean) {
  const complaint = (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) && accepts(value) ? undefined : expected;
  return parameterKind<number>({ kind, example: '0.5', complaint });
}

export const wholePositive = parameterKind<number>({
  kind: 'wholePositive',
  example: '10',
  complaint: (value) => wholeComplaint(value, 1),
});

export const wholeNonNegative = parameterKind<number>({
  kind: 'wholeNonNegative',
  example: '10',
  complaint: (value) => wholeComplaint(value, 0),
});

export const whole = parameterKind<number>({
  kind: 'whole',
  example: '-1',
  complaint: (value) => (Number.isSafeInteger(value) ? undefined : 'a whole number'),
});

/** Larger counts exceed what a typed array can hold anyway; this catches typing errors like dense(1e12) early. */
const LARGEST_COUNT = 2 ** 28;

export function wholeComplaint(value: unknown, least: number): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    return `a whole number of at least ${least}`;
  }
  return value > LARGEST_COUNT ? `a whole number of at most ${LARGEST_COUNT}` : undefined;
}

/** One of a few words. */
export function choice<const Word extends string>(choices: readonly Word[], meaning: string) {
  return parameterKind<Word>({
    kind: 'choice',
    choices,
    example: choices[0],
    complaint: (value) => (choices.includes(value as Word) ? undefined : `one of ${choices.join(', ')}`),
  })(meaning);
}

/** A formula of x, in quotes: a bare word there would be the name of an activation without its argument. */
export const formula = parameterKind<string>({
  kind: 'formula',
  example: '"x * tanh(x)"',
  complaint: (value) => (typeof value === 'string' ? undefined : 'a formula of x in quotes'),
  read: (value) => (typeof value === 'string' ? value : undefined),
});

/** Any text; a number or dimensions count as their own text. */
export const text = parameterKind<string>({
  kind: 'text',
  example: '"text"',
  complaint: (value) => (typeof value === 'string' ? undefined : 'a text'),
  read: textOf,
});

/** All texts given by position. */
export const texts = parameterKind<readonly string[]>({
  kind: 'texts',
  gathers: true,
  example: 'text',
  complaint: (value) => (Array.isArray(value) ? undefined : 'texts'),
  read: (value) => [textOf(value)],
});

/** Numbers in a quoted text, "0.5, 0.25", or a single bare one. */
export const numbers = parameterKind<readonly number[]>({
  kind: 'numbers',
  example: '"0.5, 0.25"',
  complaint: (value) =>
    Array.isArray(value) && value.every(Number.isFinite) ? undefined : 'numbers, for instance "0.5, 0.25"',
  read: (value) => {
    const text = textOf(value);
    return text === undefined ? undefined : numbersIn(text);
  },
});

/** What is added to each output: one number for all, numbers in a quoted text, or the logarithms of the class shares. */
export type Bias = number | readonly number[] | 'prior';

/** A number, "0.1, 0, -1" with one for each output, or the word prior. */
export const bias = parameterKind<Bias>({
  kind: 'bias',
  example: '"0.1, 0, -1"',
  complaint(value) {
    const given = [value].flat();
    const known = value === 'prior' || (given.length > 0 && given.every((one) => Number.isFinite(one)));
    return known ? undefined : 'a number, one for each output as in "0.1, 0, -1", or prior';
  },
  read: (value) => (typeof value === 'string' && value !== 'prior' ? numbersIn(value) : plainValue(value)),
});

/** 3x32x32, or a single number for one axis. */
export const shape = parameterKind<readonly number[]>({
  kind: 'shape',
  example: '3x32x32',
  complaint: (value) => (Array.isArray(value) ? undefined : 'dimensions, for instance 3x32x32'),
  read: (value) => (typeof value === 'number' ? [value] : value),
});

/** The numbers of a list; not a number where there is none. */
function numbersIn(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

function textOf(value: Argument['value']): string | undefined {
  const plain = plainValue(value);
  if (typeof plain === 'string' || typeof plain === 'number') return String(plain);
  return Array.isArray(plain) ? plain.join('x') : undefined;
}
