import type { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Argument, type Call, fault, type Item, parseList } from '../notation/syntax.ts';
import { type Layer, type LayerDefinition, makeLayer } from './layer.ts';
import { Network, type Part } from './network.ts';
import { complaint, takes } from './parameters.ts';
import { findLayer, layerNames } from './registry.ts';

/**
 * Reads a network in the notation `5*(dense(1000), relu), dense(10)`.
 * @param what names the text in messages, e.g. "--network"
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parseNetwork(text: string, what = 'the network'): Network {
  return new Network(parseList(text, what).flatMap((item) => part(item, what)));
}

function part(item: Item, what: string): Part[] {
  if (item.kind === 'call') return [layerFrom(item, what)];
  const body = item.body.flatMap((inner) => part(inner, what));
  return item.times === undefined ? body : [{ kind: 'repeat', times: item.times, body }];
}

function layerFrom(call: Call, what: string): Layer {
  const definition = findLayer(call.name);
  if (!definition) throw unknownLayer(call, what);
  const given: Record<string, number | string> = {};
  const names = Object.keys(definition.parameters);
  let byKeyword = false;
  call.args.forEach((argument, i) => {
    if (argument.name === undefined && byKeyword) {
      throw fault(located(argument, call), 'an argument by position cannot follow one by name');
    }
    byKeyword ||= argument.name !== undefined;
    const name = argument.name ?? names[i];
    if (name === undefined || !names.includes(name)) throw unknownArgument(argument, call, definition);
    if (name in given)
      throw fault(located(argument, call), `${call.name}: ${name} is given twice`, undefined, 'bad-argument');
    given[name] = argumentValue(argument, call, definition, name);
  });
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    if (name in given || parameter.default !== undefined || parameter.optional) continue;
    const example = parameter.kind === 'formula' ? `${call.name}("x * tanh(x)")` : `${call.name}(10)`;
    throw fault(
      call,
      `${call.name} needs ${name}, ${parameter.meaning}`,
      `write for instance ${example}`,
      'bad-argument',
    );
  }
  return makeLayer(definition, given);
}

function argumentValue(argument: Argument, call: Call, definition: LayerDefinition, name: string): number | string {
  const { value } = argument;
  const expected = complaint(definition.parameters[name]!.kind, value);
  if (expected) {
    const place = { text: call.text, at: argument.valueAt, length: argument.at + argument.length - argument.valueAt };
    const written = call.text.slice(place.at, place.at + place.length);
    throw fault(place, `${call.name}: ${name} must be ${expected}, not ${written}`, undefined, 'bad-argument');
  }
  return value as number | string;
}

function unknownLayer(call: Call, what: string): UserError {
  const remedy = `${didYouMean(call.name, layerNames)}\`firstguess layers\` lists all ${layerNames.length}.`;
  const place = { text: call.text, at: call.at, length: call.name.length };
  return fault(place, `unknown layer "${call.name}" in ${what}`, remedy, 'unknown-name');
}

function unknownArgument(argument: Argument, call: Call, definition: LayerDefinition): UserError {
  const names = Object.keys(definition.parameters);
  const message =
    argument.name === undefined
      ? `${call.name} takes at most ${names.length} arguments`
      : `${call.name} has no argument "${argument.name}"`;
  const hint = argument.name === undefined ? '' : didYouMean(argument.name, names);
  return fault(located(argument, call), message, hint + takes(definition.parameters), 'bad-argument');
}

function located(argument: Argument, call: Call): { text: string; at: number; length: number } {
  return { text: call.text, at: argument.at, length: argument.length };
}
