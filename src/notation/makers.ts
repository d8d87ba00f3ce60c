import { UserError } from '../errors.ts';
import { readArguments, withDefaults } from './arguments.ts';
import { didYouMean } from './nearest.ts';
import type { ArgumentsOf, ParameterTable } from './parameters.ts';
import { type Call, fault, type Place } from './syntax.ts';

/** A name of the notation: its parameters, and the function that makes its value from them. */
export interface Maker<T, P extends ParameterTable = ParameterTable> {
  readonly parameters: P;
  make(args: ArgumentsOf<P>): T;
}

export function maker<T, P extends ParameterTable>(parameters: P, make: (args: ArgumentsOf<P>) => T): Maker<T, P> {
  return { parameters, make };
}

/**
 * Makes what a call names.
 * @param what the kind of thing for messages, e.g. "data source"
 * @param known the names for messages, e.g. "relu, gelu"
 * @param answers what to write for names that others use, by their letters and digits in lower case
 * @throws UserError `unknown-name` or `bad-argument`, with a caret
 */
export function make<T>(
  call: Call,
  makers: Readonly<Record<string, Maker<T>>>,
  what: string,
  known = Object.keys(makers).join(', '),
  answers: Readonly<Record<string, string>> = {},
): T {
  const names = Object.keys(makers);
  if (!names.includes(call.name)) {
    const key = call.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    const remedy = answer ?? `${didYouMean(call.name, names)}known are ${known}`;
    const name = { text: call.text, at: call.at, length: call.name.length };
    throw fault(name, `unknown ${what} "${call.name}"`, remedy, 'unknown-name');
  }
  const { parameters, make } = makers[call.name];
  const args = withDefaults(parameters, readArguments(call, parameters));
  return placed(call, () => make(args));
}

/** The result of `f`. Ranges are checked by makers, which do not have the text, so this adds the place to their errors. */
export function placed<T>(place: Place, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof UserError) || error.where.length > 0) throw error;
    throw fault(place, error.message, error.remedy, error.code);
  }
}
