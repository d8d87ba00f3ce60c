import type { Data } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import { sdAtPoints } from '../laws/sdAtPoints.ts';
import type { Network } from '../network/network.ts';
import { formatLayer } from '../network/notation/format.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import { zScore } from '../numerics/sampling/zScore.ts';
import { finiteFindingOf } from '../results/finiteFinding.ts';
import type { Compared, FinitePrediction } from '../results/finiteSchema.ts';
import { count, plain } from '../results/format.ts';
import type { SetupOptions } from '../setup/options.ts';
import { prepare, type Setup, wholeNumber } from '../setup/setup.ts';
import type { Done } from '../trace/seconds.ts';
import { Chain, readoutOfChain } from './chain.ts';
import { infiniteWidth } from './infiniteWidth.ts';
import { Tally } from './tally.ts';

export interface FiniteOptions {
  /** Draws until the standard error of agreement is below this. Default .001. */
  readonly untilSe?: number;
  /** The most pairs drawn. Default 100,000. */
  readonly draws?: number;
}

/** How far to go on drawing. */
export interface Effort {
  readonly untilSe: number;
  /** The fewest independent pairs, and the most pairs, that are drawn. */
  readonly fewest: number;
  readonly most: number;
}

const DEFAULT_UNTIL_SE = 0.001;
const DEFAULT_DRAWS = 100_000;
/** Independent draws for an error that can be trusted: rare networks are often those that guess differently. */
const FEWEST = 1000;
/** Independent draws of the pilot, which are not in the result. */
const PILOT = 500;
/** The pilot's error is itself uncertain: allow for this many times the draws that it asks for. */
const MARGIN = 1.4;
/** A mean of n draws is normal enough for two errors to cover 95 % where n > 25 · skewness² (Cochran, Sampling Techniques, §2.15). */
const DRAWS_PER_SKEWNESS = 25;

/**
 * What a network of its actual widths guesses before training, without drawing a single weight matrix: agreement and what
 * follows from pairs of points, sampled by the two-point chain and exact in law. Beside them stand the values of infinite
 * width. The share of the favourite class depends on more than pairs and is not among them.
 *
 * The law of points is that of a measurement: pairs of the points given, or points of the actual dimension. The same seed
 * gives the same numbers. Source: docs/theory §15.
 *
 * @throws UserError for any fault in network, data or options, and `bad-argument` for a network that the chain cannot
 *   follow: weights that are not Gaussian, BatchNorm, convolutions, attention
 */
export function predictFinite(
  network: Network | string,
  data: Data | string,
  options: SetupOptions,
  finite: FiniteOptions,
): FinitePrediction {
  return finiteOn(prepare(network, data, options), effortOf(finite));
}

/** @throws UserError `bad-argument` */
export function effortOf({ untilSe = DEFAULT_UNTIL_SE, draws = DEFAULT_DRAWS }: FiniteOptions): Effort {
  if (!(untilSe > 0)) throw new UserError('bad-argument', `untilSe must be a number above 0, not ${untilSe}`);
  return { untilSe, fewest: FEWEST, most: wholeNumber('draws', draws, 2) };
}

/** As `predictFinite`, for a setup already checked. */
export function finiteOn(setup: Setup, effort: Effort, done?: Done): FinitePrediction {
  const readout = readoutOfChain(setup);
  const infinite = infiniteWidth(setup, readout);
  const chain = new Chain(setup, readout, infinite.reference);
  const tally = drawAsNeeded(chain, effort, {
    tally: () => new Tally(setup.output.classes, infinite, chain.source.cluster),
    drawn: done && ((pairs) => done(pairs * pairSeconds(setup))),
  });
  return described(setup, chain, tally, effort);
}

/** One unit of one point, in the chain and in its reference. */
const SECONDS_PER_FEATURE = 1e-8;

/** What the draws cost at most, in seconds of counted work. */
export function finiteSeconds(setup: Setup, { most }: Effort): number {
  return most * pairSeconds(setup);
}

function pairSeconds({ layers }: Setup): number {
  return layers.reduce((sum, { output }) => sum + 2 * sizeOf(output), 0) * SECONDS_PER_FEATURE;
}

interface Drawing {
  tally(): Tally;
  readonly drawn?: (pairs: number) => void;
}

/**
 * A pilot fixes the number of draws, by their spread and skewness, and fresh draws give the result. Whoever stops as soon as
 * the error is small stops where few rare draws were seen: the mean is then biased and the error too small.
 */
function drawAsNeeded(chain: Chain, { untilSe, fewest, most }: Effort, { tally, drawn }: Drawing): Tally {
  let batch = 0;
  const drawOn = (to: Tally, pairs: number) => {
    while (to.draws < pairs) {
      to.add(chain.draw(batch++));
      drawn?.(chain.pairs);
    }
    return to;
  };
  const { cluster } = chain.source;
  const least = Math.min(fewest * cluster, most);
  if (most <= 2 * PILOT * cluster) return drawOn(tally(), least);
  const pilot = drawOn(tally(), PILOT * cluster);
  const bySpread = MARGIN * pilot.draws * (pilot.agreement().error / untilSe) ** 2;
  const bySkewness = DRAWS_PER_SKEWNESS * pilot.skewness() ** 2 * cluster;
  return drawOn(tally(), Math.min(most, Math.max(least, Math.ceil(bySpread), Math.ceil(bySkewness))));
}

function described(setup: Setup, chain: Chain, tally: Tally, effort: Effort): FinitePrediction {
  const { network, layers, data, steps, init, output, seed } = setup;
  const points = data.kind === 'dataset' ? data.points : setup.points;
  const { infinite } = tally;
  const clusters = Math.floor(tally.draws / chain.source.cluster);
  const agreement = compared(tally.agreement(), clusters, infinite.agreement);
  const gammas = tally.gammas();
  const last = infinite.layers.at(-1)!.gamma;
  const found = {
    network: network.toString(),
    data: data.name,
    preprocess: steps.notation,
    init,
    classes: output.classes,
    points,
    seed,
    draws: tally.draws,
    agreement,
    sd: deviation(agreement, clusters, output.classes, points),
    gamma: compared(gammas.at(-1)!, clusters, last === null ? undefined : { value: last, error: 0 }),
    layers: gammas.map(({ value, error }, index) => ({
      layer: formatLayer(layers[index].layer),
      gamma: value,
      standardError: error,
      infinite: infinite.layers[index].gamma,
    })),
    gain: tally.gain(),
    notes: [...setup.remarks, ...chain.source.notes, ...notesOn(tally, effort)],
  };
  return { summary: finiteFindingOf(found), ...found };
}

/** sd = √(A_N/K − 1/K²) with A_N the agreement of N points, in which every point agrees with itself; Δsd = ΔA·dsd/dA. */
function deviation(agreement: Compared, clusters: number, classes: number, points: number | null): Compared {
  const sd = (value: number) => sdAtPoints(value, classes, points ?? Number.POSITIVE_INFINITY);
  const shrink = points === null ? 1 : 1 - 1 / points;
  const errorOf = (value: number, error: number) => (error > 0 ? (error * shrink) / (2 * classes * sd(value)) : 0);
  const { mean, standardError, infinite, infiniteError = 0 } = agreement;
  const limit = infinite === null ? undefined : { value: sd(infinite), error: errorOf(infinite, infiniteError) };
  return compared({ value: sd(mean), error: errorOf(mean, standardError) }, clusters, limit);
}

/** @param clusters independent ones, which the error is that of */
function compared({ value, error }: Estimate, clusters: number, infinite: Estimate | undefined): Compared {
  if (!infinite) return { mean: value, standardError: error, infinite: null, difference: null, z: null };
  const difference = value === infinite.value ? 0 : value - infinite.value;
  return {
    mean: value,
    standardError: error,
    infinite: infinite.value,
    ...(infinite.error > 0 && { infiniteError: infinite.error }),
    difference,
    z: zScore({ mean: value, standardError: error }, clusters, infinite.value, infinite.error),
  };
}

function notesOn(tally: Tally, { untilSe, most }: Effort): string[] {
  const { error } = tally.agreement();
  if (error <= untilSe) return [];
  const above = `the error of agreement is above ${plain(untilSe)} after ${count(tally.draws)} draws`;
  if (tally.draws < most) return [`${above}, a number that a pilot fixed beforehand`];
  return [`${above}; allow more of them`];
}
