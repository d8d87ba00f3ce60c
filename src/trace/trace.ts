import { asFloat64, type Dataset, features, type Generator } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { reasons } from '../kernel/reasons.ts';
import type { SpatialState } from '../kernel/spatial/spatialState.ts';
import { isUnknown, type Unknown } from '../kernel/state.ts';
import type { Layer, TracedLayer } from '../network/layer.ts';
import { some } from '../network/layers/blocks/inside.ts';
import { withoutFixedBias } from '../network/layers/dense.ts';
import { propagate } from '../network/propagate.ts';
import type { Setup } from '../setup/setup.ts';
import { followedPoints } from './pointSample.ts';
import { type Done, layerSeconds } from './seconds.ts';
import { spatialStart } from './spatialStart.ts';

export type State = PairState | DatasetState | SpatialState;

/** A kernel carried through a whole network. */
export interface Trace {
  readonly start: State | Unknown;
  readonly layers: readonly TracedLayer<State>[];
  /** The kernel that the guesses are drawn from: Gaussian outputs of a dense layer, or why there are none. */
  readonly decision: State | Unknown;
}

/**
 * Carries the kernel of the data through the network.
 * @param points in a batch, for layers that look at all points; null: an infinite population
 * @param scramble which random numbers sampled values take
 * @param done hears of the work done: after every layer, or of images whenever values are asked for
 */
export function traceOf(setup: Setup, points: number | null, scramble = 0, done?: Done): Trace {
  const start = startOf(setup, points, scramble, done);
  const { layers, output } = setup;
  const traced = isUnknown(start)
    ? layers.map((placed) => ({ placed, after: start }))
    : followed(setup, start, points, done);
  const { after } = traced[output.decision];
  const decision = isUnknown(after) || output.readout === output.decision ? after : notGaussian;
  return { start, layers: traced, decision };
}

/** The work of images is done later, when values are asked for. */
function afterLayer(setup: Setup, done: Done | undefined): (() => void) | undefined {
  if (!done || modeOf(setup) === 'spatial') return undefined;
  const seconds = layerSeconds(setup, tokensOf(setup));
  return () => done(seconds);
}

/** Fixed biases of the outputs leave their covariances as they are; the laws of guesses take them as means. */
function followed(setup: Setup, start: State, points: number | null, done?: Done): TracedLayer<State>[] {
  const { layers, init, output } = setup;
  const centred = layers.map((placed, index) =>
    output.bias && index === output.readout ? { ...placed, layer: withoutFixedBias(placed.layer) } : placed,
  );
  return propagate(centred, start, { init, points }, afterLayer(setup, done)).map((traced, index) => ({
    ...traced,
    placed: layers[index],
  }));
}

const notGaussian: Unknown = {
  reason: 'measured only: the compared outputs are not Gaussian, as they do not come from a dense layer',
};

/** Which kind of kernel a network and data ask for. */
export function modeOf({ layers, data }: Setup): 'pair' | 'dataset' | 'spatial' {
  const spatial = layers.some(({ layer, input }) => input.length === 3 && some([layer], isSpatial));
  if (spatial) return 'spatial';
  return data.kind === 'dataset' ? 'dataset' : 'pair';
}

function isSpatial({ definition }: Layer): boolean {
  return definition.spatial === true;
}

/** The kernel of the data themselves, or why theory does not follow them. */
export function startOf(setup: Setup, points: number | null, scramble = 0, done?: Done): State | Unknown {
  const { data, steps, seed } = setup;
  if (modeOf(setup) === 'spatial') return spatialStart(setup, points, scramble, done);
  if (data.kind === 'dataset') return fromDataset(data, seed, tokensOf(setup));
  return fromGenerator(data, steps, points, scramble);
}

/** How many tokens of each point theory follows one by one; undefined where points are read as vectors at once. */
export function tokensOf({ shape, layers }: Setup): number | undefined {
  return shape.length === 2 && !layers[0].layer.definition.flattens ? shape[0] : undefined;
}

function fromDataset(data: Dataset, seed: number, tokens: number | undefined): DatasetState | Unknown {
  const followed = followedPoints(data, seed, tokens);
  if (!followed) return reasons.tooManyTokens;
  const { values, points, shape } = followed;
  return DatasetState.fromPoints(asFloat64(values), points, features(shape) / (tokens ?? 1), tokens);
}

/** @param points that are drawn and whose own mean some steps take away; null: infinitely many, of mean 0 */
function fromGenerator(law: Generator, steps: Preprocess, points: number | null, scramble: number) {
  const processed = steps.generator(law);
  if ('reason' in processed) return processed;
  const { mean, variance, centred = 0 } = processed;
  return PairState.fromEntries(mean, variance, { scramble, own: points === null ? 0 : (centred * variance) / points });
}
