import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import { type ArgumentValue, complaint, type Parameter, type ParameterKind, takes } from '../../notation/parameters.ts';
import { type Argument, type Call, fault, type Item, parseList } from '../../notation/syntax.ts';
import { type Layer, makeLayer } from '../layer.ts';
import { Network, type Part } from '../network.ts';
import { findPreset, type PresetDefinition, presetDefinitions, presetNotation } from '../presets/definitions.ts';
import { findLayer, layerNames } from '../registry.ts';

/**
 * Reads a network in the notation `5*(dense(1000), relu), dense(10)`. The name of a preset, as in `vit(classes=10)`,
 * stands for its layers.
 * @param what names the text in messages, e.g. "--network"
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parseNetwork(text: string, what = 'the network'): Network {
  return new Network(parseList(text, what).flatMap((item) => part(item, what)));
}

function part(item: Item, what: string): Part[] {
  if (item.kind === 'call') {
    const preset = findPreset(item.name);
    return preset ? presetParts(item, preset, what) : [layerFrom(item, what)];
  }
  const body = item.body.flatMap((inner) => part(inner, what));
  return item.times === undefined ? body : [{ kind: 'repeat', times: item.times, body }];
}

/** What a preset stands for. A fault in it comes of its arguments, so the caret is under the call. */
function presetParts(call: Call, preset: PresetDefinition, what: string): Part[] {
  const given = argumentsOf(call, preset.parameters, what);
  try {
    return [...parseNetwork(presetNotation(preset, given)).parts];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw fault(call, `${call.name} does not work out: ${error.message}`, error.remedy, error.code);
  }
}

function layerFrom(call: Call, what: string): Layer {
  const definition = findLayer(call.name);
  if (!definition) throw unknownLayer(call, what);
  return makeLayer(definition, argumentsOf(call, definition.parameters, what));
}

type Parameters = Readonly<Record<string, Parameter>>;

function argumentsOf(call: Call, parameters: Parameters, what: string): Record<string, ArgumentValue> {
  const names = Object.keys(parameters);
  const takesLayers = names.length > 0 && parameters[names[0]].kind === 'layers';
  const given: Record<string, ArgumentValue> = {};
  let byKeyword = false;
  call.args.forEach((argument, i) => {
    if (argument.name === undefined && byKeyword) {
      throw fault(located(argument, call), 'an argument by position cannot follow one by name');
    }
    byKeyword ||= argument.name !== undefined;
    const name = argument.name ?? (takesLayers ? names[0] : names[i]);
    if (name === undefined || !names.includes(name)) throw unknownArgument(argument, call, parameters);
    const value = argumentValue(argument, call, parameters, name, what);
    if (takesLayers && argument.name === undefined) {
      given[name] = [...((given[name] as Part[]) ?? []), ...(value as Part[])];
    } else if (name in given) {
      throw fault(located(argument, call), `${call.name}: ${name} is given twice`, undefined, 'bad-argument');
    } else given[name] = value;
  });
  const required = names.filter((name) => parameters[name].default === undefined && !parameters[name].optional);
  const missing = required.find((name) => !(name in given));
  if (missing !== undefined) {
    const { kind, meaning } = parameters[missing];
    const example = `write for instance ${call.name}(${EXAMPLES[kind] ?? '10'})`;
    const remedy = required.length === 1 ? example : takes(parameters);
    throw fault(call, `${call.name} needs ${missing}, ${meaning}`, remedy, 'bad-argument');
  }
  return given;
}

const EXAMPLES: Partial<Record<ParameterKind, string>> = {
  formula: '"x * tanh(x)"',
  layers: 'dense(64), relu, dense(64)',
  probability: '0.5',
};

function argumentValue(
  argument: Argument,
  call: Call,
  parameters: Parameters,
  name: string,
  what: string,
): ArgumentValue {
  const parameter = parameters[name];
  const value = plainValue(argument.value, parameter.kind, what);
  const expected = complaint(parameter, value);
  if (expected) {
    const place = { text: call.text, at: argument.valueAt, length: argument.at + argument.length - argument.valueAt };
    const written = call.text.slice(place.at, place.at + place.length);
    throw fault(place, `${call.name}: ${name} must be ${expected}, not ${written}`, undefined, 'bad-argument');
  }
  return value as ArgumentValue;
}

/** Nested items become layers where layers are wanted; a bare word, which may name a layer, is a word elsewhere. */
function plainValue(value: Argument['value'], kind: ParameterKind, what: string): unknown {
  if (typeof value === 'string' && kind === 'layers') return parseNetwork(value, what).parts;
  if (typeof value !== 'object' || !('kind' in value)) return value;
  if (kind === 'layers') return part(value, what);
  const isWord = value.kind === 'call' && value.args.length === 0 && kind !== 'formula';
  return isWord ? value.name : undefined;
}

function unknownLayer(call: Call, what: string): UserError {
  const remedy = `${didYouMean(call.name, [...layerNames, ...presetDefinitions.map(({ name }) => name)])}\`firstguess layers\` lists all ${layerNames.length}.`;
  const place = { text: call.text, at: call.at, length: call.name.length };
  return fault(place, `unknown layer "${call.name}" in ${what}`, remedy, 'unknown-name');
}

function unknownArgument(argument: Argument, call: Call, parameters: Parameters): UserError {
  const names = Object.keys(parameters);
  const message =
    argument.name === undefined
      ? `${call.name} takes at most ${names.length} arguments`
      : `${call.name} has no argument "${argument.name}"`;
  const hint = argument.name === undefined ? '' : didYouMean(argument.name, names);
  return fault(located(argument, call), message, hint + takes(parameters), 'bad-argument');
}

function located(argument: Argument, call: Call): { text: string; at: number; length: number } {
  return { text: call.text, at: argument.at, length: argument.length };
}
