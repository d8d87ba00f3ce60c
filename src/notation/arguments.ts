import { UserError } from '../errors.ts';
import { didYouMean } from './nearest.ts';
import type { ArgumentsOf, Nested, OptionsOf, ParameterTable } from './parameters.ts';
import { type Argument, type Call, fault, type Place } from './syntax.ts';

/**
 * The arguments of a call in the notation, by position in the order of the parameters, or by name.
 * @param nested reads items among the arguments, where the call takes any
 * @throws UserError `bad-argument` or `notation`, with a caret under the fault
 */
export function readArguments<P extends ParameterTable>(
  call: Call,
  parameters: P,
  nested: Nested = () => undefined,
): OptionsOf<P> {
  const names = Object.keys(parameters);
  const gathering = names.find((name) => parameters[name].gathers);
  const given: Record<string, unknown> = {};
  let byName = false;
  call.args.forEach((argument, i) => {
    if (argument.name === undefined && byName) {
      throw fault(placeOf(argument, call), 'an argument by position cannot follow one by name');
    }
    byName ||= argument.name !== undefined;
    const name = argument.name ?? gathering ?? names[i];
    if (name === undefined || !names.includes(name)) throw unknownArgument(argument, call, parameters);
    const value = checkedValue(argument, call, parameters, name, nested);
    if (name === gathering && argument.name === undefined) {
      given[name] = [...((given[name] as unknown[]) ?? []), ...(value as unknown[])];
    } else if (name in given) {
      throw fault(placeOf(argument, call), `${call.name}: ${name} is given twice`, undefined, 'bad-argument');
    } else given[name] = value;
  });
  const required = names.filter((name) => parameters[name].need === 'required');
  const missing = required.find((name) => !(name in given));
  if (missing === undefined) return given as OptionsOf<P>;
  const examples = required.map((name) => parameters[name].example).join(', ');
  const remedy = `write for instance ${call.name}(${examples})`;
  throw fault(call, `${call.name} needs ${missing}, ${parameters[missing].meaning}`, remedy, 'bad-argument');
}

/**
 * Checks arguments given in TypeScript; those of the notation are checked while their place is known.
 * @throws UserError `bad-argument`
 */
export function checkArguments(
  name: string,
  parameters: ParameterTable,
  given: Readonly<Record<string, unknown>>,
): void {
  for (const [argument, value] of Object.entries(given)) {
    if (!Object.hasOwn(parameters, argument)) {
      throw new UserError('bad-argument', `${name} has no argument "${argument}"`, [], takes(parameters));
    }
    const expected = parameters[argument].complaint(value);
    if (expected) throw new UserError('bad-argument', `${name}: ${argument} must be ${expected}, not ${String(value)}`);
  }
  for (const [argument, { need, meaning }] of Object.entries(parameters)) {
    if (need === 'required' && !(argument in given)) {
      throw new UserError('bad-argument', `${name} needs ${argument}: ${meaning}`);
    }
  }
}

/** Given arguments with the defaults of the others, in the order of the parameters. */
export function withDefaults<P extends ParameterTable>(parameters: P, given: Readonly<Record<string, unknown>>) {
  const values = Object.entries(parameters).map(([name, { fallback }]) => [name, given[name] ?? fallback] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as ArgumentsOf<P>;
}

function checkedValue(
  argument: Argument,
  call: Call,
  parameters: ParameterTable,
  name: string,
  nested: Nested,
): unknown {
  const parameter = parameters[name];
  const value = parameter.read(argument.value, nested);
  const expected = parameter.complaint(value);
  if (expected === undefined) return value;
  const place = { text: call.text, at: argument.valueAt, length: argument.at + argument.length - argument.valueAt };
  const remedy = (parameter.choices && didYouMean(String(value), parameter.choices).trim()) || undefined;
  const written = call.text.slice(place.at, place.at + place.length);
  throw fault(place, `${call.name}: ${name} must be ${expected}, not ${written}`, remedy, 'bad-argument');
}

/** "it takes units, sigmaW2, sigmaB2": the remedy when an argument is unknown. */
function takes(parameters: ParameterTable): string {
  const names = Object.keys(parameters);
  return names.length === 0 ? 'it takes no arguments' : `it takes ${names.join(', ')}`;
}

function unknownArgument(argument: Argument, call: Call, parameters: ParameterTable): UserError {
  const names = Object.keys(parameters);
  const most = names.length === 0 ? 'no arguments' : `at most ${names.length} argument${names.length === 1 ? '' : 's'}`;
  const [message, hint] =
    argument.name === undefined
      ? [`${call.name} takes ${most}`, '']
      : [`${call.name} has no argument "${argument.name}"`, didYouMean(argument.name, names)];
  const remedy =
    argument.name === undefined && names.length === 0 ? `write ${call.name} alone` : hint + takes(parameters);
  return fault(placeOf(argument, call), message, remedy, 'bad-argument');
}

function placeOf(argument: Argument, call: Call): Place {
  return { text: call.text, at: argument.at, length: argument.length };
}
