import { UserError } from '../../errors.ts';
import { readArguments, withDefaults } from '../../notation/arguments.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { ArgumentsOf, ParameterTable } from '../../notation/parameters.ts';
import { type Call, fault, parseCalls } from '../../notation/syntax.ts';
import { gpt2, normal, truncatedNormal, truncNormal, uniform, zeros } from './fixed.ts';
import { flax, keras, namedScalings, tfjs, varianceScaling } from './keras.ts';
import { deltaOrthogonal, orthogonal } from './orthogonal.ts';
import { glorotPlain, he, lecun } from './plain.ts';
import { kaimingNormal, kaimingUniform, torch, xavierNormal, xavierUniform } from './pytorch.ts';
import type { Scheme } from './scheme.ts';

/** Every initialisation there is. `--init`, its completion, messages and the table in docs/layers.md read this list. */
export const schemes: readonly Scheme[] = [
  ...[he, glorotPlain, lecun],
  ...[torch, keras, flax, tfjs, gpt2],
  ...[xavierUniform, xavierNormal, kaimingUniform, kaimingNormal],
  ...[...namedScalings, varianceScaling],
  ...[orthogonal, deltaOrthogonal],
  ...[normal, truncatedNormal, truncNormal, uniform, zeros],
];

/** Names as they are written without arguments: those that need one show it. */
export const schemeWords: readonly string[] = schemes.map(({ name, parameters }) => {
  const required = Object.entries(parameters).filter(([, { need }]) => need === 'required');
  return required.length === 0 ? name : `${name}(${required.map(([argument]) => argument).join(', ')})`;
});

/** A scheme with its arguments. */
export interface ChosenScheme {
  readonly scheme: Scheme;
  readonly args: ArgumentsOf<ParameterTable>;
  /** In the notation, by its own name and the names of its arguments, which reads back to the same. */
  readonly notation: string;
}

const byKey = new Map(schemes.flatMap((entry) => [entry.name, ...entry.aliases].map((word) => [keyOf(word), entry])));
const read = new Map<string, ChosenScheme>();

/**
 * Reads the notation of an initialisation, `torch` or `kaiming_normal(mode=fan_out)`.
 * @param what names the option in messages, e.g. "--init"
 * @throws UserError `unknown-name`, `bad-argument` or `notation`
 */
export function parseScheme(text: string, what = 'init'): ChosenScheme {
  const known = read.get(text);
  if (known) return known;
  const calls = parseCalls(text, what, 'he or torch');
  const [call] = calls;
  if (calls.length > 1) throw fault(calls[1], `${what} takes one initialisation`);
  const scheme = byKey.get(keyOf(call.name));
  if (!scheme) throw unknownScheme(call, what);
  const { parameters } = scheme;
  const given = readArguments(renamed({ ...call, name: scheme.name }), parameters);
  const args = withDefaults(parameters, given);
  const chosen = { scheme, args, notation: notationOf(scheme, given) };
  check(chosen);
  read.set(text, chosen);
  return chosen;
}

/** The same scheme with another argument, where it takes it and has none. */
export function withArgument({ scheme, args, notation }: ChosenScheme, name: string, value: number): ChosenScheme {
  if (!(name in scheme.parameters) || args[name] !== undefined) return { scheme, args, notation };
  const given = Object.fromEntries(Object.entries(args).filter(([key, v]) => scheme.parameters[key].fallback !== v));
  return parseScheme(notationOf(scheme, { ...given, [name]: value }));
}

/** "GlorotUniform", "glorot-uniform" and "glorot_uniform_" are one word. */
function keyOf(word: string): string {
  return word.toLowerCase().replaceAll(/[_.-]/g, '');
}

/** What frameworks call the arguments. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  std: 'sd',
  stddev: 'sd',
  negative_slope: 'a',
  fan: 'mode',
};

/** A mean of 0, which all weights have, need not be said. */
function renamed(call: Call): Call {
  const isZeroMean = ({ name, value }: Call['args'][number]) => (name === 'mean' || name === 'loc') && value === 0;
  return {
    ...call,
    args: call.args
      .filter((argument) => !isZeroMean(argument))
      .map((argument) =>
        argument.name === undefined ? argument : { ...argument, name: ARGUMENTS[argument.name] ?? argument.name },
      ),
  };
}

function notationOf({ name, parameters }: Scheme, given: Readonly<Record<string, unknown>>): string {
  const args = Object.keys(parameters)
    .filter((argument) => given[argument] !== undefined)
    .map((argument) =>
      parameters[argument].need === 'required' ? String(given[argument]) : `${argument}=${String(given[argument])}`,
    );
  return args.length === 0 ? name : `${name}(${args.join(', ')})`;
}

/** Arguments that do not work out together complain when a law is asked for. */
function check({ scheme, args }: ChosenScheme): void {
  scheme.dense({ fanIn: 2, fanOut: 3, units: 3 }, args);
}

/** Words that name several initialisations, or none that draws anything. */
const ANSWERS: Readonly<Record<string, string>> = {
  xavier: 'write xavier_uniform or xavier_normal; glorot has the scale of both with Gaussian weights',
  kaiming: 'write kaiming_normal or kaiming_uniform; he has the scale of both with Gaussian weights',
  msra: 'write kaiming_normal, or he',
  pytorchdefault: 'write torch',
  torchdefault: 'write torch',
  kerasdefault: 'write keras',
  default: 'name the framework: torch, keras, flax or tfjs; without --init it is he',
  ones: 'equal weights make all units of a layer equal; nothing is random about them',
  constant: 'equal weights make all units of a layer equal; nothing is random about them',
  identity: 'nothing is random about the identity; orthogonal keeps lengths and angles as it does',
  eye: 'nothing is random about the identity; orthogonal keeps lengths and angles as it does',
  dirac: 'nothing is random about it; delta_orthogonal is its random relative',
  sparse: 'sparse weights are not drawn here; normal(0.01) has the law of those that are not 0',
  ntk: 'standard scales give the same guesses: lecun for σ_w² = 1, --sigma-w2 for others',
  mup: 'µP rescales learning rates as well; before training --sigma-w2 and a readout with its own sigmaW2 say it',
  lsuv: 'weights that are fitted to the data are not drawn here',
  bert: 'write truncated_normal(0.02) for BERT in TensorFlow, normal(0.02) for BERT in PyTorch',
  vit: 'write trunc_normal(0.02)',
  llama: 'write normal(0.02)',
};

function unknownScheme(call: Call, what: string): UserError {
  const names = schemes.flatMap(({ name, aliases }) => [name, ...aliases]);
  const answer = ANSWERS[keyOf(call.name)];
  const remedy = answer ?? `${didYouMean(call.name, names)}choose one of ${schemeWords.join(', ')}`;
  const place = { text: call.text, at: call.at, length: call.name.length };
  const message = `unknown ${what} "${call.name}"`;
  if (call.args.length === 0) return new UserError('unknown-name', message, [], remedy);
  return fault(place, message, remedy, 'unknown-name');
}
