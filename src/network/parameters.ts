import { UserError } from '../errors.ts';

/** What a layer accepts as an argument. `meaning` is shown by `--help`, the support table and error messages. */
export interface Parameter {
  readonly kind: ParameterKind;
  readonly meaning: string;
  /** Absent: the argument is required, and may be given by position. */
  readonly default?: number | string;
  /** May be left out without having a default. */
  readonly optional?: true;
}

export type ParameterKind = 'wholePositive' | 'number' | 'positive' | 'nonNegative' | 'formula';

export type ArgumentValue = number | string;

const EXPECTED: Record<ParameterKind, string> = {
  wholePositive: 'a whole number of at least 1',
  number: 'a finite number',
  positive: 'a number above 0',
  nonNegative: 'a number of at least 0',
  formula: 'a formula of x in quotes',
};

/** Larger counts exceed what a typed array can hold anyway; this catches slips such as dense(1e12) early. */
const LARGEST_COUNT = 2 ** 28;

/** Undefined when `value` is acceptable, otherwise what was expected, e.g. "a number above 0". */
export function complaint(kind: ParameterKind, value: unknown): string | undefined {
  if (kind === 'formula') return typeof value === 'string' ? undefined : EXPECTED.formula;
  if (typeof value !== 'number' || !Number.isFinite(value)) return EXPECTED[kind];
  if (kind === 'wholePositive' && value > LARGEST_COUNT) return `a whole number of at most ${LARGEST_COUNT}`;
  const fine =
    kind === 'number' ||
    (kind === 'positive' && value > 0) ||
    (kind === 'nonNegative' && value >= 0) ||
    (kind === 'wholePositive' && Number.isInteger(value) && value >= 1);
  return fine ? undefined : EXPECTED[kind];
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
    const expected = complaint(parameter.kind, value);
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
