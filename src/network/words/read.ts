import type { UserError } from '../../errors.ts';
import { shortForm } from '../../notation/extents.ts';
import { type Argument, type Call, fault, type Item } from '../../notation/syntax.ts';
import { words } from './table.ts';
import { type Alias, argumentWords, type Word } from './word.ts';

/** Modules that names are taken from: "nn.Linear" is "Linear". */
const MODULES = new Set(
  [
    'torch',
    'nn',
    'F',
    'functional',
    'tf',
    'keras',
    'layers',
    'tensorflow',
    'flax',
    'linen',
    'nnx',
    'jax',
    'activations',
  ].map((name) => name.toLowerCase()),
);

const byName = new Map(Object.entries(words));
const byKey = new Map(Object.entries(words).map(([name, word]) => [keyOf(name), word]));

/** "Leaky_ReLU", "leaky-relu" and "leakyrelu" are one word. */
export function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** "tf.keras.layers.Dense" → "Dense"; a name of a file keeps its ending. */
export function withoutModule(name: string): string {
  const parts = name.split('.');
  return parts.slice(0, -1).every((part) => MODULES.has(part.toLowerCase())) ? parts.at(-1)! : name;
}

function find(name: string): Word | undefined {
  return byName.get(name) ?? byKey.get(keyOf(name));
}

/**
 * Reads a call by another framework's name as layers of the notation; undefined for names that are not known.
 * @throws UserError with what to write instead
 */
export function readWord(call: Call, what: string): readonly Item[] | undefined {
  const name = withoutModule(call.name);
  const word = byName.get(call.name) ?? find(name);
  if (word === undefined) return undefined;
  if (typeof word === 'string')
    throw fault(nameOf(call), `unknown layer "${call.name}" in ${what}`, word, 'unknown-name');
  return rewritten(call, word);
}

/** Whether a name has a meaning of its own with its module, as jax.nn.gelu has. */
export function isWholeWord(name: string): boolean {
  return byName.has(name);
}

/** One of our layers with arguments as others call them: conv(16, kernel_size=3). Its defaults stay ours. */
export function readForeignArguments(call: Call): readonly Item[] {
  return rewritten(call, { layer: call.name });
}

/** The framework's arguments by our names, with what they say beside the layer. */
function rewritten(call: Call, alias: Alias): readonly Item[] {
  const { layer, positional, inputsFrom = 1, defaults = {} } = alias;
  const [, name, fixed] = /^(\w+)(?:\((.*)\))?$/.exec(layer)!;
  const first = positional?.slice(0, inputsFrom);
  const sizes = call.args.filter(({ name }) => name === undefined || first?.includes(ourWord(name, alias)));
  const places = sizes.length < inputsFrom ? positional?.filter((place) => place !== 'inputs') : positional;
  const args: Argument[] = [];
  let [inputs, activation]: [boolean, Argument | undefined] = [false, undefined];
  call.args.forEach((given, i) => {
    const meaning = given.name === undefined ? (places ? places[i] : undefined) : ourWord(given.name, alias);
    if (given.name === undefined && places && meaning === undefined) {
      throw fault(
        placeOf(given, call),
        `${call.name} takes at most ${places.length} arguments by position here`,
        `write ${layer}`,
        'bad-argument',
      );
    }
    if (meaning === '') return;
    if (/_?init(ializer)?$/i.test(given.name ?? '')) throw ownInitialisation(given, call);
    if (meaning === 'inputs') inputs = true;
    else if (meaning === 'activation') activation = given;
    else if (meaning === 'ceil_mode')
      checkFalse(given, call, 'leave ceil_mode out: windows that reach beyond the image are left out');
    else if (meaning === 'padding_mode') checkZeros(given, call);
    else if (meaning === 'approximate') return;
    else if (meaning === 'bias' || meaning === 'use_bias' || meaning === 'useBias') {
      if (isFalse(given)) args.push({ ...given, name: 'sigmaB2', value: 0 });
    } else args.push({ ...given, name: meaning, value: plain(given) });
  });
  if (alias.onlyOne) checkOne(args, call, layer);
  const given = alias.onlyOne ? [] : args;
  const called = { ...call, name: approximates(call, name) ? 'geluTanh' : name };
  const all = [...fixedArguments(fixed, call), ...given, ...implied(defaults, given, call)];
  const line = lineOf(called.name, all);
  if (inputs) {
    const message = `${call.name} counts what comes in, which follows from the data and the layers before`;
    throw fault(call, message, `write ${line}`, 'bad-argument');
  }
  return [{ ...called, args: all }, ...(activation ? activationOf(activation, call) : [])];
}

function ourWord(name: string, { layer }: Alias): string {
  if (layer === 'tokenEmbedding') {
    const own = { input_dim: 'vocabulary', output_dim: 'dim', features: 'dim', dim: 'dim' }[name];
    if (own) return own;
  }
  if (layer.endsWith('Pool') && /^kernel_?size$/i.test(name)) return 'size';
  if (name === 'features') return layer === 'conv' ? 'channels' : 'units';
  if (name === 'alpha') return layer === 'elu' ? 'scale' : 'slope';
  return argumentWords[name] ?? name;
}

/** (3, 3) and 3x3 are 3, "valid" is no padding. */
function plain({ value }: Argument): Argument['value'] {
  if (Array.isArray(value)) return shortForm(value);
  const text = textOf(value)?.toLowerCase();
  if (text === 'valid') return 0;
  if (text === 'same' || text === 'true' || text === 'false') return text;
  return value;
}

/** Defaults of the framework that differ from ours. Whether padding counts matters only where there is any. */
function implied(defaults: NonNullable<Alias['defaults']>, given: readonly Argument[], call: Call): Argument[] {
  const has = (name: string) => given.some((argument) => argument.name === name);
  return Object.entries(defaults)
    .filter(([name]) => !has(name) && (name !== 'countPadding' || has('padding')))
    .map(([name, value]) => ({ name, value, at: call.at, length: call.length, valueAt: call.at }));
}

/** The arguments of an alias such as leakyRelu(0.25) or a formula. */
function fixedArguments(text: string | undefined, { at, length }: Call): Argument[] {
  if (text === undefined) return [];
  return [{ value: text.startsWith('"') ? text.slice(1, -1) : Number(text), at, length, valueAt: at }];
}

function checkOne(args: readonly Argument[], call: Call, layer: string): void {
  const bad = args.find(({ value }) => value !== 1 && textOf(value)?.toLowerCase() !== 'none');
  if (!bad) return;
  const remedy = `only the mean over the whole image is here: ${layer}, or avgPool(size) with a size that divides it`;
  throw fault(placeOf(bad, call), `${call.name} gives one value here, not several`, remedy, 'bad-argument');
}

function ownInitialisation(argument: Argument, call: Call): UserError {
  const remedy = 'write --init for all layers, for instance --init he_normal, or sigmaW2= and sigmaB2= for this one';
  return fault(placeOf(argument, call), `${call.name} takes no initialisation here`, remedy, 'bad-argument');
}

function checkFalse(argument: Argument, call: Call, why: string): void {
  if (isFalse(argument)) return;
  throw fault(placeOf(argument, call), `${call.name} rounds down here`, why, 'bad-argument');
}

function checkZeros(argument: Argument, call: Call): void {
  if (textOf(argument.value) === 'zeros') return;
  throw fault(placeOf(argument, call), `${call.name} pads with zeros here`, 'leave padding_mode out', 'bad-argument');
}

/** GELU(approximate="tanh"), gelu(approximate=True). */
function approximates(call: Call, name: string): boolean {
  const given = call.args.find((argument) => argument.name === 'approximate');
  return name === 'gelu' && given !== undefined && !isFalse(given) && textOf(given.value) !== 'none';
}

function isFalse({ value }: Argument): boolean {
  return textOf(value)?.toLowerCase() === 'false' || value === 0;
}

/** activation="relu" beside a layer is an activation after it. */
function activationOf(argument: Argument, call: Call): readonly Item[] {
  const { value } = argument;
  if (typeof value === 'object' && 'kind' in value) return [value];
  const name = textOf(value) ?? '';
  if (/^(none|linear)$/i.test(name)) return [];
  const { text } = call;
  return [
    {
      kind: 'call',
      name,
      args: [],
      at: argument.valueAt,
      length: argument.at + argument.length - argument.valueAt,
      text,
    },
  ];
}

/** A bare word or a quoted text. */
function textOf(value: Argument['value']): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && 'kind' in value && value.kind === 'call' && value.args.length === 0
    ? value.name
    : undefined;
}

/** dense(512), conv(16, 3, stride=2): the first two arguments by position. */
function lineOf(layer: string, args: readonly Argument[]): string {
  const required = ['units', 'channels', 'kernel', 'heads', 'size', 'patch', 'dim'];
  const order = (argument: Argument) => required.indexOf(argument.name ?? '') >>> 0;
  const texts = [...args]
    .sort((a, b) => order(a) - order(b))
    .map((argument) => {
      const value = textOf(argument.value) ?? [argument.value].flat().join('x');
      return argument.name === undefined || required.includes(argument.name) ? value : `${argument.name}=${value}`;
    });
  return texts.length === 0 ? layer : `${layer}(${texts.join(', ')})`;
}

function nameOf(call: Call) {
  return { text: call.text, at: call.at, length: call.name.length };
}

function placeOf(argument: Argument, call: Call) {
  return { text: call.text, at: argument.at, length: argument.length };
}

/**
 * What to write for layers that are given what stands beside them here: an activation, or the layer before.
 * @param isActivation whether a name is that of an activation, in any framework
 */
export function misplaced(call: Call, isActivation: (name: string) => boolean): UserError | undefined {
  const own = (argument: Argument) => call.text.slice(argument.valueAt, argument.at + argument.length);
  const rest = (but: Argument) =>
    call.args.filter((argument) => argument !== but).map((argument) => argumentText(argument, call));
  if (isActivation(call.name)) {
    const inner = call.args.find(({ value }) => typeof value === 'object' && 'kind' in value && value.kind === 'call');
    const isLayer = inner && call.name !== 'activation' && !isActivation((inner.value as Call).name);
    if (isLayer && call.args.length === 1 && inner.name === undefined) {
      return fault(
        call,
        `${call.name} stands after a layer, not around it`,
        `write ${own(inner)}, ${call.name}`,
        'bad-argument',
      );
    }
    if (call.name === 'linear' && call.args.length > 0) {
      const units = call.args.at(-1)!;
      const remedy = `for a fully connected layer write dense(${own(units)}); linear is the activation x`;
      return fault(call, 'linear takes no arguments', remedy, 'bad-argument');
    }
    return undefined;
  }
  const activation = call.args.find(
    ({ name, value }, i) =>
      (name === 'activation' || (name === undefined && i > 0)) && isActivation(withoutModule(textOf(value) ?? '')),
  );
  if (!activation) return undefined;
  const place = placeOf(activation, call);
  const bare = `${call.name}(${rest(activation).join(', ')})`;
  const remedy = `write ${bare}, ${textOf(activation.value)}`;
  return fault(place, `${call.name} has no activation of its own`, remedy, 'bad-argument');
}

function argumentText(argument: Argument, call: Call): string {
  return call.text.slice(argument.at, argument.at + argument.length);
}

/** Whether an argument of ours is called as other frameworks call it. */
export function isForeignArgument(name: string): boolean {
  return Object.hasOwn(argumentWords, name) || ['use_bias', 'useBias', 'approximate', 'alpha'].includes(name);
}

/** Whether a name stands for a function of single units in another framework. */
export function isActivationWord(name: string): boolean {
  const word = find(withoutModule(name));
  return (
    typeof word === 'object' &&
    /^(?:relu|leakyRelu|silu|gelu|geluTanh|mish|elu|selu|tanh|sigmoid|soft|hard|activation)/.test(word.layer)
  );
}
