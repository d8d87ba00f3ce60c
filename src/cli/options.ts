import { Option } from 'commander';
import { UserError } from '../errors.ts';
import { type Law, type Scheme, schemes, weightLaws } from '../network/init.ts';
import { didYouMean } from '../notation/nearest.ts';
import { nonNegative, positive } from '../notation/parameters.ts';
import type { FirstguessCommand } from './command.ts';

/** What is used without `--data`. */
export const defaultData = 'digits';

/** Options that predict, measure and compare share, as commander hands them over. */
export interface SetupFlags {
  readonly data?: string;
  readonly init?: Scheme;
  readonly law?: Law;
  readonly sigmaW2?: number;
  readonly sigmaB2?: number;
  readonly preprocess?: string;
  readonly points?: number;
  readonly seed?: number;
}

/** Options of a measurement, for measure and compare. */
export interface MeasureFlags extends SetupFlags {
  readonly inits?: number;
  readonly readouts?: number | 'auto';
  readonly untilSe?: number;
  readonly sampler?: 'auto' | 'weights' | 'gram';
  readonly dataDraw?: 'each' | 'once';
  readonly workers?: number;
  readonly device?: 'auto' | 'cpu' | 'webgpu' | 'cuda';
}

export interface OutputFlags {
  readonly json?: boolean;
}

export function addNetworkOption(command: FirstguessCommand): void {
  command.addOption(
    new Option('--network <notation>', 'the network, e.g. "3*(dense(512), relu), dense(10)"').helpGroup(INPUT),
  );
}

/** The same for commands that put several networks on the same data. */
export function addNetworksOption(command: FirstguessCommand): void {
  const option = new Option('--network <notation>', 'a network; may be given several times').helpGroup(INPUT);
  command.addOption(option.argParser((text, before: readonly string[] = []) => [...before, text]));
}

/**
 * @param preprocess false for commands that are given pipelines in another way
 * @param autoPoints true for commands that can choose the number of generated points
 */
export function addSetupOptions(command: FirstguessCommand, { preprocess = true, autoPoints = false } = {}): void {
  const add = (group: string, option: Option) => command.addOption(option.helpGroup(group));
  add(
    INPUT,
    suggesting(
      ['digits', 'fashion-mnist'],
      new Option(
        '--data <notation>',
        `a source such as digits, gaussian(dim=1000), fashion-mnist or csv("data.csv"), or a path (default: ${defaultData})`,
      ),
    ),
  );
  addPointOptions(command, INPUT, { preprocess, autoPoints });
  add(WEIGHTS, choice('--init <scheme>', schemes, 'scale of the weights (default: he, variance 2/fan-in, no biases)'));
  add(WEIGHTS, choice('--law <law>', weightLaws, 'law of the weights (default: gaussian; with --init torch uniform)'));
  add(WEIGHTS, number('--sigma-w2 <x>', 'positive', 'weight variance times fan-in, of layers without their own'));
  add(WEIGHTS, number('--sigma-b2 <x>', 'nonNegative', 'bias variance, of layers without their own'));
}

/** How data are looked at, for commands with a network and without. */
export function addPointOptions(
  command: FirstguessCommand,
  group: string,
  { preprocess = true, autoPoints = false } = {},
): void {
  const add = (option: Option) => command.addOption(option.helpGroup(group));
  if (preprocess) {
    add(
      suggesting(
        ['none', 'center', 'standardize', 'minmax', 'unitNorm', 'whiten'],
        new Option('--preprocess <steps>', 'e.g. "standardize", "center, scale(0.5)" or steps.yaml (default: none)'),
      ),
    );
  }
  const points = 'a random subsample of N points; of generated data, how many are drawn';
  if (autoPoints) add(wholeOrAuto('--points <N>', 2, `${points}; auto lets a pilot choose them (default: 1000)`));
  else add(whole('--points <N>', 2, points));
  add(whole('--seed <n>', 0, 'decides every random number (default: 0)'));
}

/** For commands that do not compare networks weight by weight. */
export function addSamplerOption(command: FirstguessCommand): void {
  const meaning =
    'draw all weights, or fewer on a factor of the Gram matrix of the points (default: auto, the cheaper)';
  command.addOption(choice('--sampler <sampler>', ['auto', 'weights', 'gram'], meaning).helpGroup(MEASUREMENT));
}

/** @param inits how many initialisations are drawn by default */
export function addMeasureOptions(command: FirstguessCommand, inits = 200): void {
  const add = (option: Option) => command.addOption(option.helpGroup(MEASUREMENT));
  add(
    whole('--inits <R>', 2, `random initialisations to draw (default: ${inits}; with --until-se as many as it takes)`),
  );
  add(wholeOrAuto('--readouts <M>', 1, 'output layers drawn on each initialisation (default: auto)'));
  add(number('--until-se <x>', 'positive', 'stop when the standard error of agreement is below x'));
  add(
    choice(
      '--data-draw <when>',
      ['each', 'once'],
      'draw generated data anew for each initialisation, or once for all (default: each)',
    ),
  );
  addWorkersOption(command);
  add(
    choice(
      '--device <device>',
      ['auto', 'cpu', 'webgpu', 'cuda'],
      'what networks run on; without that GPU, the CPU (default: auto, the CPU)',
    ),
  );
}

export function addWorkersOption(command: FirstguessCommand): void {
  const meaning = 'threads; the result does not depend on them (default: one a core)';
  command.addOption(whole('--workers <n>', 1, meaning).helpGroup(MEASUREMENT));
}

export function addOutputOptions(command: FirstguessCommand, ...more: readonly Option[]): void {
  for (const option of more) command.addOption(option.helpGroup(OUTPUT));
  command.addOption(
    new Option('--json', 'print one JSON document on stdout, and all else on stderr').helpGroup(OUTPUT),
  );
  command.addOption(noColour().helpGroup(OUTPUT));
  command.addHelpOption(new Option('-h, --help', 'print this help').helpGroup(OUTPUT));
}

/** Read from the arguments before anything is parsed, so that help and errors obey, too (`wantsColour`). */
export function noColour(): Option {
  return new Option('--no-color', 'no colours; NO_COLOR=1 does the same');
}

const INPUT = 'Network and data:';
const WEIGHTS = 'Weights:';
const MEASUREMENT = 'Measurement:';
const OUTPUT = 'Output:';

/** An option that takes one of a few words. */
function choice(flags: string, words: readonly string[], description: string): Option {
  const option = new Option(flags, `${listed(words)}: ${description}`).choices(words);
  return option.argParser((text) => {
    if (words.includes(text)) return text;
    const remedy = `${didYouMean(text, words)}choose one of ${words.join(', ')}`;
    throw new UserError('unknown-name', `unknown --${option.name()} "${text}"`, [], remedy);
  });
}

/** Words that completion offers for an option which takes others, too. */
function suggesting(words: readonly string[], option: Option, parse = (text: string): unknown => text): Option {
  return option.choices(words).argParser(parse);
}

/** "he, glorot, lecun or torch". */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function whole(flags: string, least: number, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => parseWhole(`--${option.name()}`, text, least));
}

function wholeOrAuto(flags: string, least: number, description: string): Option {
  const option = new Option(flags, description);
  return suggesting(['auto'], option, (text) =>
    text === 'auto' ? text : parseWhole(`--${option.name()}`, text, least, ', or auto'),
  );
}

export function number(flags: string, kind: 'positive' | 'nonNegative', description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => {
    const value = numberOf(text);
    const expected = { positive, nonNegative }[kind](description).complaint(value);
    if (!expected) return value;
    throw new UserError('bad-argument', `--${option.name()} must be ${expected}, not ${shown(text)}`);
  });
}

/** @throws UserError `bad-argument` unless the text is a whole number of at least `least` */
function parseWhole(name: string, text: string, least: number, alternative = ''): number {
  const value = numberOf(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  const expected = `a whole number of at least ${least}${alternative}`;
  throw new UserError('bad-argument', `${name} must be ${expected}, not ${shown(text)}`);
}

/** Numbers as the notation writes them; `Number` alone also takes "", " 1 " and "0x10". */
function numberOf(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function shown(text: string): string {
  return text.trim() === '' ? 'an empty text' : text;
}
