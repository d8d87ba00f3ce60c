import type { Data } from '../data/dataset.ts';
import { parseData } from '../data/parseData.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { type Preprocess, preprocess } from '../data/preprocess.ts';
import { subsample } from '../data/subsample.ts';
import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import { effectiveLaw, type Initialisation, type Law, schemes, weightLaws } from '../network/init.ts';
import type { PlacedLayer } from '../network/layer.ts';
import { scaleParameters } from '../network/layers/weights.ts';
import type { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { type Output, outputOf } from '../network/output.ts';
import { didYouMean } from '../notation/nearest.ts';
import type { HeadOption, SetupOptions } from './options.ts';
import { headOf, type OutputHead } from './outputHead.ts';
import { withPrior } from './prior.ts';

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
  /** What preprocessing had to say of the data. */
  readonly remarks: readonly string[];
}

/**
 * Reads and checks a network, data and options.
 * @throws UserError with the place of the first fault
 */
export function prepare(
  network: Network | string,
  data: Data | string,
  options: SetupOptions & HeadOption = {},
): Setup {
  const parsed = typeof network === 'string' ? parseNetwork(network, 'the network') : network;
  const source = typeof data === 'string' ? parseData(data, 'the data') : data;
  const steps = stepsOf(options.preprocess);
  const init = initialisationOf(options);
  const seed = wholeNumber('seed', options.seed ?? 0, 0);
  const points = options.points === undefined ? null : wholeNumber('points', options.points, 2);
  const remarks: string[] = [];
  const { ready, population } =
    source.kind === 'dataset' ? readyDataset(source, steps, points, seed, remarks) : { ready: source };
  const shape = ready.kind === 'dataset' ? ready.shape : steps.shape(ready.shape);
  const layers = withPrior(placeOn(parsed, shape, ready.name), ready);
  const output = outputOf(layers);
  const head = headOf(options.head, output, layers.length);
  return { network: parsed, layers, output, head, data: ready, shape, steps, init, points, population, seed, remarks };
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

function readyDataset(
  source: Data & { kind: 'dataset' },
  steps: Preprocess,
  points: number | null,
  seed: number,
  remarks: string[],
): { ready: Data; population?: number } {
  const all = steps.apply(source, (remark) => remarks.push(remark));
  if (points === null || points === all.points) return { ready: all };
  return { ready: subsample(all, points, seed), population: all.points };
}

/** Preprocessing given as text or built; none where nothing is given. */
export function stepsOf(given: string | Preprocess | undefined): Preprocess {
  if (given === undefined) return preprocess();
  return typeof given === 'string' ? parsePreprocess(given, 'the preprocessing') : given;
}

function initialisationOf({ init = 'he', law, sigmaW2, sigmaB2 }: SetupOptions): Setup['init'] {
  const scheme = oneOf('init', init, schemes);
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
