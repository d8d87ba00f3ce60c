import { UserError } from '../../errors.ts';
import { readArguments } from '../../notation/arguments.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { OptionsOf, ParameterTable } from '../../notation/parameters.ts';
import { type Call, fault, type Item, parseList } from '../../notation/syntax.ts';

import { type Layer, type LayerDefinition, makeLayer, type Part } from '../layer.ts';
import { Network } from '../network.ts';
import { findPreset, type PresetDefinition, presetDefinitions, presetNotation } from '../presets/definitions.ts';
import { findLayer, layerNames } from '../registry.ts';
import {
  isActivationWord,
  isForeignArgument,
  isWholeWord,
  keyOf,
  misplaced,
  readForeignArguments,
  readWord,
  withoutModule,
} from '../words/read.ts';

/**
 * Reads a network in the notation `5*(dense(1000), relu), dense(10)`. The name of a preset, as in `vit(classes=10)`,
 * stands for its layers.
 * @param what names the text in messages, e.g. "--network"
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parseNetwork(text: string, what = 'the network'): Network {
  refuseForeign(text, what);
  return new Network(parseList(text, what).flatMap((item) => part(item, what)));
}

/** Files of other programs, and brackets of other languages, before the grammar stumbles over them. */
function refuseForeign(text: string, what: string): void {
  const file = /^\s*\S*\.(onnx|pt|pth|h5|hdf5|keras|tflite|pb|safetensors|pkl|ckpt|gguf|msgpack|mlmodel|bin|npz)\s*$/i;
  if (file.test(text)) {
    const remedy =
      'files of models cannot be audited yet; write the network itself, for instance "dense(64), relu, dense(10)"';
    throw new UserError('notation', `${text.trim()} is the file of a model, and ${what} takes a notation`, [], remedy);
  }
  const bracket = text.search(/[[\]{}]/);
  if (bracket >= 0 && !/["'][^"']*[[\]{}]/.test(text)) {
    const remedy = 'write layers one after another, arguments in parentheses: "conv(16, 3, stride=2), relu, dense(10)"';
    throw fault({ text, at: bracket, length: 1 }, `unexpected "${text[bracket]}" in ${what}`, remedy);
  }
}

function part(item: Item, what: string): Part[] {
  if (item.kind === 'call') {
    const preset = findPreset(item.name);
    if (preset) return presetParts(item, preset, what);
    const definition = findLayer(item.name);
    if (!definition) return foreignParts(item, what);
    if (!hasForeignArgument(item, definition)) return [layerFrom(item, definition, what)];
    return readForeignArguments(item).flatMap((own) => part(own, what));
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

/** Whether an argument of one of our layers is called as other frameworks call it: conv(16, kernel_size=3). */
function hasForeignArgument({ args }: Call, { parameters }: LayerDefinition): boolean {
  return args.some(({ name }) => name !== undefined && !Object.hasOwn(parameters, name) && isForeignArgument(name));
}

/** A name of another framework, or one of ours with another case. */
function foreignParts(call: Call, what: string): Part[] {
  const name = withoutModule(call.name);
  if (keyOf(name) === 'sequential') return sequenceParts(call, what);
  if (keyOf(name) === 'activation' && call.args.length === 1) return activationNamed(call, what);
  const isOwn = name === call.name || isWholeWord(call.name);
  const known = isOwn ? undefined : (findLayer(name) ?? findPreset(name));
  const read = known ? [{ ...call, name }] : (readWord(call, what) ?? ownByCase(call, name));
  if (!read) throw unknownLayer(call, what);
  return read.flatMap((item) => part(item, what));
}

/** Sequential(a, b, c) is a, b, c. */
function sequenceParts(call: Call, what: string): Part[] {
  return call.args.flatMap(({ value, ...place }) => {
    if (typeof value === 'object' && 'kind' in value) return part(value, what);
    throw fault({ text: call.text, ...place }, `${call.name} takes layers`, 'write them one after another, without it');
  });
}

/** Activation("relu") of Keras; ours, with a small letter, takes a formula. */
function activationNamed(call: Call, what: string): Part[] {
  const [{ value, valueAt, at, length }] = call.args;
  const name = typeof value === 'string' ? value : undefined;
  if (name !== undefined && /^\w+$/.test(name)) {
    return part({ kind: 'call', name, args: [], at: valueAt, length: at + length - valueAt, text: call.text }, what);
  }
  if (typeof value === 'object' && 'kind' in value) return part(value, what);
  return part({ ...call, name: 'activation' }, what);
}

/** Our own layers and presets, whatever their case: MaxPool, layer_norm. */
function ownByCase(call: Call, name: string): Item[] | undefined {
  const own = ownNames.find((known) => keyOf(known) === keyOf(name));
  return own === undefined ? undefined : [{ ...call, name: own }];
}

const ownNames: readonly string[] = [...layerNames, ...presetDefinitions.map(({ name }) => name)];

function isActivation(name: string): boolean {
  return findLayer(name)?.family === 'activation' || isActivationWord(name);
}

function layerFrom(call: Call, definition: LayerDefinition, what: string): Layer {
  const gathers = Object.values(definition.parameters).some((parameter) => parameter.gathers);
  const error = gathers ? undefined : misplaced(call, isActivation);
  if (error) throw error;
  return makeLayer(definition, argumentsOf(call, definition.parameters, what));
}

/** Layers among the arguments are items, or a text as `activation` of a preset takes it. */
function argumentsOf<P extends ParameterTable>(call: Call, parameters: P, what: string): OptionsOf<P> {
  return readArguments(call, parameters, (value) =>
    typeof value === 'string' ? parseNetwork(value, what).parts : part(value, what),
  );
}

function unknownLayer(call: Call, what: string): UserError {
  const remedy = `${didYouMean(call.name, ownNames)}\`firstguess layers\` lists all.`;
  const place = { text: call.text, at: call.at, length: call.name.length };
  return fault(place, `unknown layer "${call.name}" in ${what}`, remedy, 'unknown-name');
}
