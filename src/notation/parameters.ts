import { UserError } from '../errors.ts';
import type { Part } from '../network/network.ts';

/** What a layer accepts as an argument. `meaning` is shown by `--help`, the support table and error messages. */
export interface Parameter {
  readonly kind: ParameterKind;
  readonly meaning: string;
  /** Absent: the argument is required, and may be given by position. */
  readonly default?: number | string;
  /** May be left out without having a default. */
  readonly optional?: true;
  /** The words that a `choice` takes. */
  readonly choices?: readonly string[];
}

/** `layers` takes all layers given by position, or one or a parenthesised list by name; `padding` a width or "same". */
export type ParameterKind =
  | 'wholePositive'
  | 'wholeNonNegative'
  | 'number'
  | 'positive'
  | 'nonNegative'
  | 'probability'
  | 'formula'
  | 'choice'
  | 'padding'
  | 'layers';

export type ArgumentValue = number | string | readonly Part[];

const EXPECTED: Record<ParameterKind, string> = {
  wholePositive: 'a whole number of at least 1',
  wholeNonNegative: 'a whole number of at least 0',
  probability: 'a number from 0 to below 1',
  choice: 'one of the words it knows',
  padding: 'a whole number of at least 0, or same',
  layers: 'layers',
  number: 'a finite number',
  positive: 'a number above 0',
  nonNegative: 'a number of at least 0',
  formula: 'a formula of x in quotes',
};

/** Larger counts exceed what a typed array can hold anyway; this catches slips such as dense(1e12) early. */
const LARGEST_COUNT = 2 ** 28;

/** Undefined when `value` is acceptable, otherwise what was expected, e.g. "a number above 0". */
export function complaint({ kind, choices }: Pick<Parameter, 'kind' | 'choices'>, value: unknown): string | undefined {
  if (kind === 'choice') {
    return choices!.includes(value as string) ? undefined : `one of ${choices!.join(', ')}`;
  }
  if (kind === 'layers') return Array.isArray(value) && value.length > 0 ? undefined : EXPECTED.layers;
  if (kind === 'formula') return typeof value === 'string' ? undefined : EXPECTED.formula;
  if (kind === 'padding' && value === 'same') return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return EXPECTED[kind];
  if (Number.isInteger(value) && value > LARGEST_COUNT && isWhole(kind))
    return `a whole number of at most ${LARGEST_COUNT}`;
  return accepts(kind, value) ? undefined : EXPECTED[kind];
}

function accepts(kind: ParameterKind, value: number): boolean {
  switch (kind) {
    case 'positive':
      return value > 0;
    case 'nonNegative':
      return value >= 0;
    case 'probability':
      return value >= 0 && value < 1;
    case 'wholePositive':
      return Number.isInteger(value) && value >= 1;
    case 'wholeNonNegative':
    case 'padding':
      return Number.isInteger(value) && value >= 0;
    default:
      return kind === 'number';
  }
}

function isWhole(kind: ParameterKind): boolean {
  return kind === 'wholePositive' || kind === 'wholeNonNegative' || kind === 'padding';
}

/**
 * Checks the arguments of a layer built in TypeScript; the notation checks the same while it still knows the place.
 * @throws UserError `bad-argument`
 */
export function checkArguments(
  layer: string,
  parameters: Readonly<Record<string, Parameter>>,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(args)) {
    if (!Object.hasOwn(parameters, name)) {
      throw new UserError('bad-argument', `${layer} has no argument "${name}"`, [], takes(parameters));
    }
    const parameter = parameters[name];
    const expected = complaint(parameter, value);
    if (expected) throw new UserError('bad-argument', `${layer}: ${name} must be ${expected}, not ${String(value)}`);
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!(name in args) && parameter.default === undefined && !parameter.optional) {
      throw new UserError('bad-argument', `${layer} needs ${name}: ${parameter.meaning}`);
    }
  }
}

/** "it takes units, sigmaW2, sigmaB2": the remedy when an argument is unknown. */
export function takes(parameters: Readonly<Record<string, Parameter>>): string {
  const names = Object.keys(parameters);
  return names.length === 0 ? 'it takes no arguments' : `it takes ${names.join(', ')}`;
}
