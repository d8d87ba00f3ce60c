import { UserError } from '../../errors.ts';
import { readArguments } from '../../notation/arguments.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { OptionsOf, ParameterTable } from '../../notation/parameters.ts';
import { type Call, fault, type Item, parseList } from '../../notation/syntax.ts';
import { type Layer, makeLayer, type Part } from '../layer.ts';
import { Network } from '../network.ts';
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

/** The layers of a preset. An error in them comes from its arguments, so the caret is under the call. */
function presetParts(call: Call, preset: PresetDefinition, what: string): Part[] {
  const given = argumentsOf(call, preset.parameters, what);
  try {
    return [...parseNetwork(presetNotation(preset, given)).parts];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw fault(call, `${call.name} cannot be built: ${error.message}`, error.remedy, error.code);
  }
}

function layerFrom(call: Call, what: string): Layer {
  const definition = findLayer(call.name);
  if (!definition) throw unknownLayer(call, what);
  return makeLayer(definition, argumentsOf(call, definition.parameters, what));
}

/** Layers among the arguments are items, or a text as `activation` of a preset takes it. */
function argumentsOf<P extends ParameterTable>(call: Call, parameters: P, what: string): OptionsOf<P> {
  return readArguments(call, parameters, (value) =>
    typeof value === 'string' ? parseNetwork(value, what).parts : part(value, what),
  );
}

function unknownLayer(call: Call, what: string): UserError {
  const remedy = `${didYouMean(call.name, [...layerNames, ...presetDefinitions.map(({ name }) => name)])}\`firstguess layers\` lists all.`;
  const place = { text: call.text, at: call.at, length: call.name.length };
  return fault(place, `unknown layer "${call.name}" in ${what}`, remedy, 'unknown-name');
}
