import type { Data } from '../data/dataset.ts';
import { limitsOf } from '../depth/limit.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import type { Unknown } from '../kernel/state.ts';
import { accuracySpread } from '../laws/accuracySpread.ts';
import { hasLoss, trueClassesOf } from '../laws/trueClasses.ts';
import type { TracedLayer } from '../network/layer.ts';
import type { Network } from '../network/network.ts';
import { formatLayer } from '../network/notation/format.ts';
import { count } from '../results/format.ts';
import type { PredictedLayer, Prediction } from '../results/schema.ts';
import type { HeadOption, SetupOptions, TheoryOptions } from '../setup/options.ts';
import { prepare, type Setup } from '../setup/setup.ts';
import { layerValues } from '../trace/layerValues.ts';
import { sampleOf } from '../trace/pointSample.ts';
import { decisionsOf, tracesOf } from '../trace/scrambles.ts';
import type { Done } from '../trace/seconds.ts';
import { modeOf, type State, type Trace, tokensOf } from '../trace/trace.ts';
import { choiceOfPoints } from './choiceOfPoints.ts';
import type { FractionLaw } from './fractionLaw.ts';
import { type GuessTheory, guessTheoryOf } from './guessTheory.ts';
import { headTheoryOf } from './heads/headTheory.ts';
import { notesOn } from './notes.ts';
import { impossibleOutput } from './outputBounds.ts';
import { stepZeroOf } from './stepZero.ts';

/**
 * What theory says of the guesses of a network of infinite width before training.
 *
 * Generated data are treated as an exchangeable pair of points of infinite dimension ("pair mode"); real data exactly,
 * over all pairs of points ("dataset mode"); networks with convolutions by pairs of sampled images ("spatial mode").
 * What is sampled carries an error beside it. Values are of an infinite population unless `points` or a dataset fixes N.
 * `sd` is √(agreement/K − 1/K²) in either case. A correlation below 0 counts as 0 in the laws of pair mode.
 * Where theory has no answer, values are null and `notes` says why.
 *
 * @param network a network or its notation, e.g. "5*(dense(1000), relu), dense(2)"
 * @param data data or their notation, e.g. "gaussian(dim=1000)" or "digits"
 * @throws UserError for any fault in network, data or options
 */
export function predict(
  network: Network | string,
  data: Data | string,
  options: SetupOptions & TheoryOptions & HeadOption = {},
): Prediction {
  return predictOn(prepare(network, data, options)).prediction;
}

/** A prediction with the law of the guesses behind it, which measurements are compared with. */
export interface FullPrediction {
  readonly prediction: Prediction;
  /** Undefined where theory has no answer. */
  readonly fractionLaw?: FractionLaw;
}

/**
 * As `predict`, for a setup already checked. `points` overrides the number of points of generated data.
 * @param done hears of the work done
 */
export function predictOn(setup: Setup, points: number | null = setup.points, done?: Done): FullPrediction {
  const { network, data, init, output } = setup;
  const traces = tracesOf(setup, points, done);
  const [{ start }] = traces;
  const kernels = decisionsOf(traces);
  const found = 'reason' in kernels ? undefined : guessTheoryOf(setup, kernels, points, done);
  const refused = found && ('reason' in found ? found : refusalOf(found, setup, points));
  const known = !found || refused || 'reason' in found ? undefined : found;
  const reason = [kernels, refused].flatMap((why) => (why && 'reason' in why ? [why.reason] : []));
  if (known?.withoutLaw) reason.push(known.withoutLaw);
  const step0 = known ? stepZeroResult(setup, known, points) : null;
  const theoryOfHead = headTheoryOf(setup, known, step0, points);
  const choice = choiceOfPoints(setup, known?.kernels[0], known?.fractionLaw);
  const sd = known && Math.sqrt(Math.max(0, known.agreement.value / output.classes - 1 / output.classes ** 2));
  const prediction: Prediction = {
    ...subjectOf(setup, points),
    ...(choice && { choiceOfPoints: choice }),
    gamma: known?.gamma.value ?? null,
    ...(known?.gamma.error && { gammaError: known.gamma.error }),
    correlation: known?.correlation ?? null,
    ...(known?.gamma.error &&
      Number.isFinite(known.gamma.value) && { correlationError: known.gamma.error / (1 + known.gamma.value) ** 2 }),
    phase: known ? (known.gamma.value < 1 ? 'neutral' : 'prejudiced') : null,
    agreement: known?.agreement.value ?? null,
    ...(known?.agreement.error && { agreementError: known.agreement.error }),
    maxFraction: known?.fractionLaw?.maxFraction.value ?? null,
    ...(known?.fractionLaw?.maxFraction.error && { maxFractionError: known.fractionLaw.maxFraction.error }),
    sd: sd ?? null,
    ...(sd && known.agreement.error && { sdError: known.agreement.error / (2 * output.classes * sd) }),
    step0,
    ...(theoryOfHead && { head: theoryOfHead.head }),
    byClass: classesOf(data, known?.fractionLaw),
    layers: layersOf(setup, traces),
    limits:
      'reason' in start || start instanceof SpatialState ? [] : limitsOf(network, setup.shape, asPair(start), init),
    notes: [
      ...reason,
      ...(theoryOfHead?.notes ?? []),
      ...setup.remarks,
      ...choiceNotes(setup),
      ...sampleNotes(setup),
      ...notesOn(setup),
    ],
  };
  return { prediction, fractionLaw: known?.fractionLaw };
}

/** The numbers of a prediction that is not made. */
export const nothingPredicted = {
  gamma: null,
  correlation: null,
  phase: null,
  agreement: null,
  maxFraction: null,
  sd: null,
  step0: null,
  byClass: null,
} as const;

/** What stands in the place of a prediction that is not made: what it would be of, and the reason. */
export function withoutTheory(setup: Setup, points: number | null, reason: string): FullPrediction {
  const choice = choiceOfPoints(setup, undefined, undefined);
  const unknown: Unknown = { reason };
  const prediction: Prediction = {
    ...subjectOf(setup, points),
    ...(choice && { choiceOfPoints: choice }),
    ...nothingPredicted,
    layers: setup.layers.map((placed) => describe(setup, [{ placed, after: unknown }])),
    limits: [],
    notes: [reason, ...setup.remarks, ...choiceNotes(setup)],
  };
  return { prediction };
}

function subjectOf(setup: Setup, points: number | null) {
  const { network, data, steps, init, output } = setup;
  return {
    network: network.toString(),
    data: data.name,
    preprocess: steps.notation,
    init,
    classes: output.classes,
    mode: modeOf(setup),
    points: data.kind === 'dataset' ? data.points : points,
  };
}

/** Values of images are sampled, and are refused where errors have come to rule them. */
function refusalOf(found: GuessTheory, setup: Setup, points: number | null): Unknown | undefined {
  if (modeOf(setup) !== 'spatial') return undefined;
  return impossibleOutput(found, setup.output.classes, setup.data.kind === 'dataset' ? setup.data.points : points);
}

/** Points that the seed chose. What the choice adds to the errors is in `choiceOfPoints`. */
function choiceNotes({ data, population }: Setup): string[] {
  if (population === undefined || data.kind !== 'dataset') return [];
  const chosen = `${count(data.points)} of the ${count(population)} points`;
  return [`values are of ${chosen}, chosen by the seed; errors leave this choice out`];
}

/** Given points too many to follow all their pairs. */
function sampleNotes(setup: Setup): string[] {
  const sample = modeOf(setup) === 'dataset' ? sampleOf(setup.data, tokensOf(setup)) : undefined;
  if (!sample) return [];
  const [some, all] = [sample.points, sample.of].map(count);
  return [`theory follows the pairs of ${some} of the ${all} points; its errors are those of that choice`];
}

function stepZeroResult(setup: Setup, known: GuessTheory, points: number | null): Prediction['step0'] {
  const found = stepZeroOf(setup, known.kernels, points, known.fractionLaw?.lossSpread);
  if (!found) return null;
  const { loss, lossSpread, entropy, topProbability, sdPoints, sdInitialisations } = found;
  return {
    loss: loss.value,
    ...(loss.error && { lossError: loss.error }),
    lossSpread: lossSpread?.value ?? null,
    ...(lossSpread?.error && { lossSpreadError: lossSpread.error }),
    logClasses: Math.log(setup.output.classes),
    logitSd: Math.hypot(sdPoints.value, sdInitialisations.value),
    logitSdPoints: sdPoints.value,
    ...(sdPoints.error && { logitSdPointsError: sdPoints.error }),
    logitSdInitialisations: sdInitialisations.value,
    ...(sdInitialisations.error && { logitSdInitialisationsError: sdInitialisations.error }),
    topProbability: topProbability?.value ?? null,
    ...(topProbability?.error && { topProbabilityError: topProbability.error }),
    entropy: entropy.value,
    ...(entropy.error && { entropyError: entropy.error }),
    accuracySpread: accuracySpreadOf(setup, known.fractionLaw),
    ...(known.fractionLaw?.accuracy !== undefined && { accuracy: known.fractionLaw.accuracy }),
  };
}

function accuracySpreadOf({ data, output }: Setup, fractionLaw: FractionLaw | undefined): number | null {
  const truth = trueClassesOf(data);
  if (!hasLoss(truth, output.classes) || !fractionLaw?.byClass) return null;
  return accuracySpread(output.classes, truth.counts, fractionLaw.byClass);
}

function classesOf(data: Data, fractionLaw: FractionLaw | undefined): Prediction['byClass'] {
  const truth = trueClassesOf(data);
  if (!truth || !fractionLaw?.byClass) return null;
  const { same, other, matrix } = fractionLaw.byClass;
  const agreement = matrix?.map((row) => [...row]) ?? null;
  return { names: [...truth.names], counts: [...truth.counts], sameClass: same, otherClass: other, agreement };
}

/** For limits of depth a dataset is represented by the means over its pairs. */
function asPair(state: State): PairState {
  if (state instanceof PairState) return state;
  const { cov, spread } = state.summary();
  return PairState.gaussian(cov, spread);
}

/** The last layer is asked first: with images, the values of all layers before come with it. */
function layersOf(setup: Setup, traces: readonly Trace[]): PredictedLayer[] {
  const lastFirst = [...setup.layers.keys()].reverse().map((index) =>
    describe(
      setup,
      traces.map(({ layers }) => layers[index]),
    ),
  );
  return lastFirst.reverse();
}

/** @param scrambled the layer in every scramble */
function describe(setup: Setup, scrambled: readonly TracedLayer<State>[]): PredictedLayer {
  const [{ placed, inner }] = scrambled;
  const layer = formatLayer(placed.layer);
  const nested = inner && {
    inner: inner.map((_, index) =>
      describe(
        setup,
        scrambled.map((traced) => traced.inner![index]),
      ),
    ),
  };
  const states = scrambled.flatMap(({ after }) => ('reason' in after ? [] : [after]));
  const tooLong = states.some((state) => state instanceof SpatialState && !state.affordable);
  if (states.length < scrambled.length || tooLong) return { layer, cov: null, spread: null, gamma: null, ...nested };
  const { cov, spread, gamma } = layerValues(setup, states);
  return {
    layer,
    cov: cov.value,
    ...(cov.error > 0 && { covError: cov.error }),
    spread: spread.value,
    ...(spread.error > 0 && { spreadError: spread.error }),
    gamma: gamma.value,
    ...(gamma.error > 0 && { gammaError: gamma.error }),
    ...nested,
  };
}
