import { type Data, type Dataset, features, type Generator } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { prepare, type Setup, type SetupOptions } from '../experiment/setup.ts';
import { DatasetState } from '../kernel/dataset.ts';
import { PairState } from '../kernel/pair.ts';
import { reasons } from '../kernel/reasons.ts';
import { SpatialState } from '../kernel/spatial.ts';
import { isUnknown, type KernelState, type Unknown } from '../kernel/state.ts';
import { some } from '../network/blocks.ts';
import { flatten } from '../network/flatten.ts';
import { formatLayer } from '../network/format.ts';
import type { Layer } from '../network/layer.ts';
import type { Network } from '../network/network.ts';
import { propagate, type TracedLayer } from '../network/propagate.ts';
import { controlledMean, type Estimate } from '../numerics/controlVariates.ts';
import type { PredictedLayer, Prediction } from '../results/schema.ts';
import { agreement } from './agreement.ts';
import { agreementFit } from './agreementFit.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { datasetForecast, type GuessForecast, pairForecast } from './forecast.ts';
import { guessLaw } from './guessLaw.ts';
import { limitsOf } from './limit.ts';
import { notesOn } from './notes.ts';
import { spatialStart } from './spatialStart.ts';

/**
 * What theory says of the guesses of a network of infinite width before training.
 *
 * Generated data are treated as an exchangeable pair of points of infinite dimension ("pair mode"); real data exactly,
 * over all pairs of points ("dataset mode"). Values are of an infinite population unless `points` or a dataset fixes N.
 * `sd` is √(agreement/K − 1/K²) in either case. A correlation below 0 counts as 0 in the laws of pair mode.
 * Where theory has no answer, values are null and `notes` says why.
 *
 * @param network a network or its notation, e.g. "5*(dense(1000), relu), dense(2)"
 * @param data data or their notation, e.g. "gaussian(dim=1000)" or "digits"
 * @throws UserError for any fault in network, data or options
 */
export function predict(network: Network | string, data: Data | string, options: SetupOptions = {}): Prediction {
  return predictOn(prepare(network, data, options)).prediction;
}

/** A prediction with the law of the guesses behind it, which measurements are compared with. */
export interface FullPrediction {
  readonly prediction: Prediction;
  /** Undefined where theory has no answer. */
  readonly forecast?: GuessForecast;
}

/** As `predict`, for a setup already checked. `points` overrides the number of points of generated data. */
export function predictOn(setup: Setup, points: number | null = setup.points): FullPrediction {
  const { network, data, steps, init, output } = setup;
  const start = startOf(setup, 0);
  const trace = isUnknown(start) ? unknownThroughout(setup, start) : propagate(setup.layers, start, { init, points });
  const decision = decisionKernel(setup, trace);
  const reason = isUnknown(decision) ? [decision.reason] : [];
  const known = isUnknown(decision) ? undefined : answersOf(setup, decision, points);
  const prediction: Prediction = {
    network: network.toString(),
    data: data.name,
    preprocess: steps.notation,
    init,
    classes: output.classes,
    mode: modeOf(setup),
    points: data.kind === 'dataset' ? data.points : points,
    gamma: known?.gamma.value ?? null,
    ...(known?.gamma.error && { gammaError: known.gamma.error }),
    correlation: known?.correlation ?? null,
    phase: known ? (known.gamma.value < 1 ? 'neutral' : 'prejudiced') : null,
    agreement: known?.agreement.value ?? null,
    ...(known?.agreement.error && { agreementError: known.agreement.error }),
    maxFraction: known?.forecast?.maxFraction.value ?? null,
    ...(known?.forecast?.maxFraction.error && { maxFractionError: known.forecast.maxFraction.error }),
    sd: known ? Math.sqrt(Math.max(0, known.agreement.value / output.classes - 1 / output.classes ** 2)) : null,
    layers: trace.map(describe),
    limits: isUnknown(start) || start instanceof SpatialState ? [] : limitsOf(network, data.shape, asPair(start), init),
    notes: [...reason, ...setup.remarks, ...notesOn(setup)],
  };
  return { prediction, forecast: known?.forecast };
}

/** Randomised quadratures are repeated with this many scrambles, from whose scatter their error comes. */
const SCRAMBLES = 8;

interface Answers {
  readonly gamma: Estimate;
  readonly correlation: number;
  readonly agreement: Estimate;
  /** Undefined where only pairs of points are known: convolutions on given images. */
  readonly forecast?: GuessForecast;
}

/** Spatial theory repeats sampled values with a second scramble. */
function spatialAnswers(setup: Setup, kernel: SpatialState, points: number | null): Answers {
  const kernels = [kernel];
  if (kernel.sampled) {
    const start = startOf(setup, 1) as State;
    kernels.push(decisionKernel(setup, propagate(setup.layers, start, { init: setup.init, points })) as SpatialState);
  }
  const { classes } = setup.output;
  const sameGuess = agreementFit(classes);
  const complement = combined(kernels.map((state) => state.estimate((c) => c)));
  const gamma = { value: 1 / complement.value - 1, error: complement.error / complement.value ** 2 };
  const found = combined(kernels.map((state) => state.estimate(sameGuess)));
  const answers = { gamma, correlation: 1 - complement.value, agreement: found };
  if (setup.data.kind === 'dataset') return answers;
  const forecast = pairForecast(classes, gamma.value, points, setup.seed);
  const [low, high] = [-1, 1].map(
    (sign) => guessLaw(classes, Math.max(0, gamma.value + sign * gamma.error)).maxFraction,
  );
  const maxFraction = { ...forecast.maxFraction, error: Math.hypot(forecast.maxFraction.error, (high - low) / 2) };
  return { ...answers, forecast: { ...forecast, agreement: found.value, maxFraction } };
}

/** The mean of estimates over the same images, with the error of the images and the scatter of the scrambles. */
function combined(estimates: readonly Estimate[]): Estimate {
  const [first, second = first] = estimates;
  const value = (first.value + second.value) / 2;
  return { value, error: Math.hypot(first.error, (first.value - second.value) / 2) };
}

function answersOf(setup: Setup, kernel: State, points: number | null): Answers {
  if (kernel instanceof SpatialState) return spatialAnswers(setup, kernel, points);
  const { gamma, correlation } = kernel.summary();
  if (!kernel.sampled) {
    const forecast = forecastOf(setup, kernel, points);
    const agreement = { value: forecast.agreement, error: 0 };
    return { gamma: { value: gamma, error: 0 }, correlation, agreement, forecast };
  }
  const gammas = scrambledGammas(setup, gamma, points);
  const mean = controlledMean(Float64Array.from(gammas), []);
  const { classes } = setup.output;
  const agreements = gammas.map((value) => agreementAt(classes, value));
  const forecast = pairForecast(classes, mean.value, points, setup.seed);
  return {
    gamma: mean,
    correlation: mean.value / (1 + mean.value),
    agreement: { value: forecast.agreement, error: controlledMean(Float64Array.from(agreements), []).error },
    forecast,
  };
}

/** γ by several scrambles, of which the first is known. */
function scrambledGammas(setup: Setup, first: number, points: number | null): number[] {
  const gammas = [first];
  for (let scramble = 1; scramble < SCRAMBLES; scramble++) {
    const start = startOf(setup, scramble) as State;
    const again = decisionKernel(setup, propagate(setup.layers, start, { init: setup.init, points })) as State;
    gammas.push(again.summary().gamma);
  }
  return gammas;
}

/**
 * The agreement alone, without the law of the guesses: quick enough to be asked for each layer that `explain` changes.
 * Undefined where theory has no answer.
 */
export function agreementOn(setup: Setup, points: number | null): Estimate | undefined {
  const start = startOf(setup, 0);
  if (isUnknown(start)) return undefined;
  const kernel = decisionKernel(setup, propagate(setup.layers, start, { init: setup.init, points }));
  if (isUnknown(kernel)) return undefined;
  const { classes } = setup.output;
  if (kernel instanceof SpatialState) return undefined; // minutes of work for one number
  if (kernel instanceof DatasetState) return { value: datasetAgreement(classes, kernel.complements), error: 0 };
  const { gamma } = kernel.summary();
  const gammas = kernel.sampled ? scrambledGammas(setup, gamma, points) : [gamma];
  const { value, error } = controlledMean(
    Float64Array.from(gammas, (g) => agreementAt(classes, g)),
    [],
  );
  return { value, error: kernel.sampled ? error : 0 };
}

function agreementAt(classes: number, gamma: number): number {
  return agreement(classes, 1 / (1 + Math.max(0, gamma)));
}

function modeOf({ layers, data }: Setup): Prediction['mode'] {
  const spatial = layers.some(({ layer, input }) => input.length === 3 && some([layer], isSpatial));
  if (spatial) return 'spatial';
  return data.kind === 'dataset' ? 'dataset' : 'pair';
}

function isSpatial({ definition }: Layer): boolean {
  return definition.spatial === true;
}

function startOf(setup: Setup, scramble: number): State | Unknown {
  const { data, steps, layers, seed } = setup;
  if (modeOf(setup) === 'spatial') return spatialStart(data, steps, seed, scramble);
  const readAtOnce = data.shape.length !== 2 || layers[0].layer.definition === flatten.definition;
  if (data.kind === 'dataset') return readAtOnce ? fromDataset(data) : reasons.needsPositions;
  return fromGenerator(data, steps, scramble);
}

type State = PairState | DatasetState | SpatialState;

/** Dataset mode holds N²/2 pairs several times over; 6,000 points take about 1 GB. */
const MOST_POINTS = 6000;

function fromDataset(data: Dataset): DatasetState | Unknown {
  if (data.points > MOST_POINTS) {
    const reason = `measured only: theory follows all pairs of at most ${MOST_POINTS} points, and there are ${data.points}`;
    return { reason: `${reason}; choose fewer with points` };
  }
  return DatasetState.fromPoints(data.values, data.points, features(data.shape));
}

function fromGenerator(law: Generator, steps: Preprocess, scramble: number): PairState | Unknown {
  const processed = steps.generator(law);
  return 'reason' in processed ? processed : PairState.fromEntries(processed.mean, processed.variance, scramble);
}

function unknownThroughout(setup: Setup, start: Unknown): TracedLayer<State>[] {
  return setup.layers.map((placed) => ({ placed, after: start }));
}

/** The kernel that the guesses are drawn from: Gaussian outputs of a dense layer, or the reason why there are none. */
function decisionKernel({ output }: Setup, trace: readonly TracedLayer<State>[]): State | Unknown {
  const { after } = trace[output.decision];
  if (isUnknown(after) || output.readout === output.decision) return after;
  return { reason: 'measured only: the compared outputs are not Gaussian, as they do not come from a dense layer' };
}

function forecastOf({ output, seed }: Setup, kernel: PairState | DatasetState, points: number | null): GuessForecast {
  if (kernel instanceof DatasetState) return datasetForecast(output.classes, kernel, seed);
  return pairForecast(output.classes, kernel.summary().gamma, points, seed);
}

/** For limits of depth a dataset is represented by the means over its pairs. */
function asPair(state: KernelState): PairState {
  if (state instanceof PairState) return state;
  const { cov, spread } = state.summary();
  return PairState.gaussian(cov, spread);
}

function describe({ placed, after, inner }: TracedLayer<State>): PredictedLayer {
  const layer = formatLayer(placed.layer);
  const nested = inner && { inner: inner.map(describe) };
  if (isUnknown(after)) return { layer, cov: null, spread: null, gamma: null, ...nested };
  const { cov, spread, gamma } = after.summary();
  return { layer, cov, spread, gamma, ...nested };
}
