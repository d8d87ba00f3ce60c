import type { Data } from '../data/dataset.ts';
import { parseData } from '../data/parseData.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { type Preprocess, preprocess } from '../data/preprocess.ts';
import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import { batchNormModes, batchNormNote, withBatchNorm } from '../network/batchNormMode.ts';
import { effectiveLaw, type Initialisation, type Law, weightLaws } from '../network/init.ts';
import type { PlacedLayer } from '../network/layer.ts';
import { countBranches } from '../network/layers/blocks/residual.ts';
import { scaleParameters } from '../network/layers/weights.ts';
import { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { type Output, outputOf } from '../network/output.ts';
import { parseScheme, withArgument } from '../network/schemes/index.ts';
import { didYouMean } from '../notation/nearest.ts';
import { chosen, preprocessed } from './givenPoints.ts';
import type { HeadOption, SetupOptions, TheoryOptions } from './options.ts';
import { headOf, type OutputHead } from './outputHead.ts';
import { withPrior } from './prior.ts';
import { checkTokenIds } from './tokenIds.ts';

/** A network, data and initialisation, checked and fitted together. */
export interface Setup {
  readonly network: Network;
  readonly layers: readonly PlacedLayer[];
  readonly output: Output;
  /** What the outputs are read as. */
  readonly head: OutputHead;
  /** Datasets preprocessed and subsampled; generators as they are before preprocessing. */
  readonly data: Data;
  /** Shape of a point as the network sees it, after preprocessing. */
  readonly shape: Shape;
  readonly steps: Preprocess;
  readonly init: Initialisation & { readonly law: Law };
  readonly points: number | null;
  /** How many points there are of the data, where `points` of them were chosen. */
  readonly population?: number;
  readonly seed: number;
  /** What is odd about the data, what preprocessing had to say of them, and the mode of batchNorm. */
  readonly remarks: readonly string[];
  /** Seconds that theory may take, by its counted work: what takes longer is left out. */
  readonly theoryTime?: number;
  /** Where these are not given: seconds for which theory follows fewer images, though no fewer than eight. */
  readonly imageTime?: number;
}

/**
 * Reads and checks a network, data and options.
 * @throws UserError with the place of the first fault
 */
export function prepare(
  network: Network | string,
  data: Data | string,
  options: SetupOptions & TheoryOptions & HeadOption = {},
): Setup {
  const parsed = inBatchNormMode(networkFrom(network), options);
  const source = dataFrom(data);
  const steps = stepsOf(options.preprocess);
  const init = initialisationOf(options, parsed);
  const seed = wholeNumber('seed', options.seed ?? 0, 0);
  const points = options.points === undefined ? null : wholeNumber('points', options.points, 2);
  const remarks: string[] = [];
  const all = source.kind === 'dataset' ? preprocessed(source, steps, remarks) : source;
  const { ready, population } = all.kind === 'dataset' ? chosen(all, points, seed) : { ready: all };
  const shape = ready.kind === 'dataset' ? ready.shape : steps.shape(ready.shape);
  const mode = batchNormNote(parsed);
  if (mode) remarks.push(mode);
  const layers = withPrior(placeOn(parsed, shape, ready.name), ready);
  checkTokenIds(layers, all, all !== source);
  const output = outputOf(layers);
  const head = headOf(options.head, output, layers.length);
  const { theoryTime } = options;
  if (theoryTime !== undefined && !(theoryTime > 0)) {
    throw new UserError('bad-argument', `theoryTime must be a number above 0, not ${theoryTime}`);
  }
  const found = {
    network: parsed,
    layers,
    output,
    head,
    data: ready,
    shape,
    steps,
    init,
    points,
    population,
    seed,
    remarks,
  };
  return { ...found, ...(theoryTime !== undefined && { theoryTime }) };
}

/** @throws UserError `bad-argument` for what is neither a network nor its notation */
function networkFrom(network: Network | string): Network {
  if (typeof network === 'string') return parseNetwork(network, 'the network');
  if (network instanceof Network) return network;
  const given: unknown = network;
  const isPart = typeof given === 'object' && given !== null && 'kind' in given;
  const remedy = isPart
    ? 'make a network of it: serial(dense(512), relu(), dense(10))'
    : 'for instance "3*(dense(512), relu), dense(10)"';
  throw new UserError('bad-argument', `the network ${isPart ? 'is a single part' : missing(given)}`, [], remedy);
}

/** @throws UserError `bad-argument` for what are neither data nor their notation */
export function dataFrom(data: Data | string): Data {
  if (typeof data === 'string') return parseData(data, 'the data');
  if (data?.kind === 'dataset' || data?.kind === 'generator') return data;
  const remedy =
    'give them after the network, for instance "digits", gaussian({ dim: 1000 }) or dataset(numbers, { shape })';
  throw new UserError('bad-argument', `the data ${missing(data).replace(/^is/, 'are')}`, [], remedy);
}

function missing(given: unknown): string {
  return given === undefined || given === null ? 'is missing' : 'is neither built nor written in the notation';
}

/**
 * The network with a mode for every batchNorm that names none.
 * @throws UserError `unknown-name`
 */
export function inBatchNormMode(network: Network, { batchNorm }: Pick<SetupOptions, 'batchNorm'>): Network {
  return withBatchNorm(network, batchNorm && oneOf('batch norm mode', batchNorm, batchNormModes));
}

/**
 * Checks a whole-number option.
 * @throws UserError `bad-argument`
 */
export function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UserError('bad-argument', `${name} must be a whole number of at least ${least}, not ${value}`);
}

/**
 * Checks that a word is one of those known.
 * @throws UserError `unknown-name`
 */
export function oneOf<Word extends string>(name: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found) return found;
  const remedy = `${didYouMean(value, words)}choose one of ${words.join(', ')}`;
  throw new UserError('unknown-name', `unknown ${name} "${value}"`, [], remedy);
}

/** Preprocessing given as text or built; none where nothing is given. */
export function stepsOf(given: string | Preprocess | undefined): Preprocess {
  if (given === undefined) return preprocess();
  return typeof given === 'string' ? parsePreprocess(given, 'the preprocessing') : given;
}

/** A scheme that asks for the number of residual branches gets it here, so that the record says which it was. */
function initialisationOf({ init = 'he', law, sigmaW2, sigmaB2 }: SetupOptions, network: Network): Setup['init'] {
  const scheme = withArgument(parseScheme(init), 'branches', countBranches(network.parts)).notation;
  if (law !== undefined) oneOf('law', law, weightLaws);
  checkScale('sigmaW2', sigmaW2);
  checkScale('sigmaB2', sigmaB2);
  const scales = { ...(sigmaW2 !== undefined && { sigmaW2 }), ...(sigmaB2 !== undefined && { sigmaB2 }) };
  return { scheme, law: effectiveLaw({ scheme, law }), ...scales };
}

function checkScale(name: 'sigmaW2' | 'sigmaB2', value: number | undefined): void {
  const expected = value === undefined ? undefined : scaleParameters[name].complaint(value);
  if (expected) throw new UserError('bad-argument', `${name} must be ${expected}, not ${value}`);
}

function placeOn(network: Network, shape: Shape, data: string): PlacedLayer[] {
  try {
    return network.place(shape);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'shape') throw error;
    throw new UserError('shape', `${data}: ${error.message}`, error.where, error.remedy);
  }
}
