import { type Data, features, type Generator } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { prepare, type Setup, type SetupOptions } from '../experiment/setup.ts';
import { DatasetState } from '../kernel/dataset.ts';
import { PairState } from '../kernel/pair.ts';
import { isUnknown, type KernelState, type Unknown } from '../kernel/state.ts';
import { formatLayer } from '../network/format.ts';
import type { Network } from '../network/network.ts';
import type { PredictedLayer, Prediction } from '../results/schema.ts';
import { datasetForecast, type GuessForecast, pairForecast } from './forecast.ts';
import { limitsOf } from './limit.ts';
import { notesOn } from './notes.ts';
import { propagate, type TracedLayer } from '../network/propagate.ts';

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
  const start = data.kind === 'dataset' ? fromDataset(data) : fromGenerator(data, steps);
  const trace = isUnknown(start) ? unknownThroughout(setup, start) : propagate(setup.layers, start, init);
  const decision = decisionKernel(setup, trace);
  const forecast = isUnknown(decision) ? undefined : forecastOf(setup, decision, points);
  const reason = isUnknown(decision) ? [decision.reason] : [];
  const summary = isUnknown(decision) ? undefined : decision.summary();
  const prediction: Prediction = {
    network: network.toString(),
    data: data.name,
    preprocess: steps.notation,
    init,
    classes: output.classes,
    mode: data.kind === 'dataset' ? 'dataset' : 'pair',
    points: data.kind === 'dataset' ? data.points : points,
    gamma: summary?.gamma ?? null,
    correlation: summary?.correlation ?? null,
    phase: summary ? (summary.gamma < 1 ? 'neutral' : 'prejudiced') : null,
    agreement: forecast?.agreement ?? null,
    maxFraction: forecast?.maxFraction.value ?? null,
    ...(forecast?.maxFraction.error && { maxFractionError: forecast.maxFraction.error }),
    sd: forecast ? Math.sqrt(Math.max(0, forecast.agreement / output.classes - 1 / output.classes ** 2)) : null,
    layers: trace.map(describe),
    limits: isUnknown(start) ? [] : limitsOf(network, data.shape, asPair(start), init),
    notes: [...reason, ...setup.remarks, ...notesOn(setup)],
  };
  return { prediction, forecast };
}

type State = PairState | DatasetState;

/** Dataset mode holds N²/2 pairs several times over; 6,000 points take about 1 GB. */
const MOST_POINTS = 6000;

function fromDataset(data: Data & { kind: 'dataset' }): DatasetState | Unknown {
  if (data.points > MOST_POINTS) {
    const reason = `measured only: theory follows all pairs of at most ${MOST_POINTS} points, and there are ${data.points}`;
    return { reason: `${reason}; choose fewer with points` };
  }
  return DatasetState.fromPoints(data.values, data.points, features(data.shape));
}

function fromGenerator(law: Generator, steps: Preprocess): PairState | Unknown {
  const processed = steps.generator(law);
  return 'reason' in processed ? processed : PairState.fromEntries(processed.mean, processed.variance);
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

function forecastOf({ output, seed }: Setup, kernel: State, points: number | null): GuessForecast {
  if (kernel instanceof DatasetState) return datasetForecast(output.classes, kernel, seed);
  return pairForecast(output.classes, Math.max(0, kernel.summary().gamma), points, seed);
}

/** For limits of depth a dataset is represented by the means over its pairs. */
function asPair(state: KernelState): PairState {
  if (state instanceof PairState) return state;
  const { cov, spread } = state.summary();
  return PairState.gaussian(cov, spread);
}

function describe({ placed, after }: TracedLayer<State>): PredictedLayer {
  const layer = formatLayer(placed.layer);
  if (isUnknown(after)) return { layer, cov: null, spread: null, gamma: null };
  const { cov, spread, gamma } = after.summary();
  return { layer, cov, spread, gamma };
}
