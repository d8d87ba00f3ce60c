import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import { isUnknown, type Unknown } from '../kernel/state.ts';
import { agreement } from '../laws/agreement.ts';
import { agreementFit } from '../laws/agreementFit.ts';
import { guessLaw } from '../laws/guessLaw.ts';
import { trueClassesOf } from '../laws/trueClasses.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { pairMean } from '../trace/pointSample.ts';
import type { Done } from '../trace/seconds.ts';
import { type State, traceOf } from '../trace/trace.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { datasetForecast, type GuessForecast, pairForecast } from './forecast.ts';
import { shiftedAnswersOf } from './shiftedAnswers.ts';
import { lossOptionsOf, meansOf } from './stepZero.ts';

/** Randomised quadratures are repeated with this many scrambles, from whose scatter their error comes. */
const SCRAMBLES = 8;

/** What the kernel at a network's output says of its guesses; errors are 0 where nothing was sampled. */
export interface Answers {
  readonly gamma: Estimate;
  readonly correlation: number;
  readonly agreement: Estimate;
  /** The kernel at the output: one, or several by independent scrambles where values are sampled. */
  readonly kernels: readonly State[];
  /** Undefined where only pairs of points are known, as for convolutions on given images. */
  readonly forecast?: GuessForecast;
  /** Why there is no forecast, where there should be one. */
  readonly withoutForecast?: string;
}

/** Spatial theory repeats sampled values with a second scramble and other images. */
function spatialAnswers(setup: Setup, kernel: SpatialState, points: number | null, done?: Done): Answers {
  const kernels = [kernel];
  if (kernel.sampled) {
    kernels.push(traceOf(setup, points, 1, done).decision as SpatialState);
  }
  const { classes } = setup.output;
  const sameGuess = agreementFit(classes);
  const complement = combined(kernels.map((state) => state.estimate((c) => c)));
  const gamma = { value: 1 / complement.value - 1, error: complement.error / complement.value ** 2 };
  const found = combined(kernels.map((state) => state.estimate(sameGuess)));
  const answers = { gamma, correlation: 1 - complement.value, agreement: found, kernels };
  if (setup.data.kind === 'dataset') return answers;
  return { ...answers, forecast: { ...sampledForecast(setup, gamma, points), agreement: found.value } };
}

/** The forecast at a γ that is known up to an error, which the largest fraction takes over. */
function sampledForecast({ output: { classes }, seed }: Setup, gamma: Estimate, points: number | null): GuessForecast {
  const forecast = pairForecast(classes, gamma.value, points, seed);
  const [low, high] = [-1, 1].map(
    (sign) => guessLaw(classes, Math.max(0, gamma.value + sign * gamma.error)).maxFraction,
  );
  const error = Math.hypot(forecast.maxFraction.error, (high - low) / 2);
  return { ...forecast, maxFraction: { value: forecast.maxFraction.value, error } };
}

/** The mean of one estimate or two independent ones; where their own errors are too small, their difference tells. */
function combined(estimates: readonly Estimate[]): Estimate {
  const [first, second] = estimates;
  if (second === undefined) return first;
  const own = Math.hypot(first.error, second.error) / 2;
  return { value: (first.value + second.value) / 2, error: Math.max(own, Math.abs(first.value - second.value) / 2) };
}

/**
 * @param kernel at the output, by scramble 0
 * @param done hears of the work done
 * @returns why there is no answer, where fixed biases leave none
 */
export function answersOf(setup: Setup, kernel: State, points: number | null, done?: Done): Answers | Unknown {
  const means = meansOf(setup.output);
  if (!means) return centredAnswers(setup, kernel, points, done);
  const kernels = kernel.sampled ? scrambledKernels(setup, kernel, points) : [kernel];
  const shifted = shiftedAnswersOf(setup, means, kernels, points);
  if ('reason' in shifted) return shifted;
  const summaries = kernels.map((each) => each.summary());
  const gamma =
    kernels.length > 1
      ? controlledMean(
          Float64Array.from(summaries, (each) => each.gamma),
          [],
        )
      : { value: summaries[0].gamma, error: 0 };
  return { gamma, correlation: summaries[0].correlation, ...shifted, kernels };
}

/** Of outputs that all have the same law, so that argmax ignores their scale. */
function centredAnswers(setup: Setup, kernel: State, points: number | null, done?: Done): Answers {
  if (kernel instanceof SpatialState) return spatialAnswers(setup, kernel, points, done);
  if (kernel instanceof DatasetState && setup.data.kind === 'dataset' && kernel.points < setup.data.points) {
    return sampleAnswers(setup, kernel, setup.data.points, done);
  }
  const { gamma, correlation } = kernel.summary();
  if (!kernel.sampled) {
    const exact = { gamma: { value: gamma, error: 0 }, correlation, kernels: [kernel] };
    if (kernel instanceof DatasetState) {
      const agreement = { value: datasetAgreement(setup.output.classes, kernel.complements), error: 0 };
      return { ...exact, agreement, ...lawOn(setup, kernel, { truth: trueClassesOf(setup.data), done }) };
    }
    const forecast = pairForecast(setup.output.classes, gamma, points, setup.seed);
    return { ...exact, agreement: { value: forecast.agreement, error: 0 }, forecast };
  }
  const kernels = scrambledKernels(setup, kernel, points);
  const gammas = kernels.map((state) => state.summary().gamma);
  const mean = controlledMean(Float64Array.from(gammas), []);
  const { classes } = setup.output;
  const agreements = gammas.map((value) => agreementAt(classes, value));
  const forecast = sampledForecast(setup, mean, points);
  return {
    gamma: mean,
    correlation: mean.value / (1 + mean.value),
    agreement: { value: forecast.agreement, error: controlledMean(Float64Array.from(agreements), []).error },
    kernels,
    forecast,
  };
}

/** What a sample of the points says of all of them. Its true classes are too few of each to be told apart. */
function sampleAnswers(setup: Setup, kernel: DatasetState, population: number, done?: Done): Answers {
  const { classes } = setup.output;
  const complement = pairMean(kernel, population, (c) => c);
  const agreement = pairMean(kernel, population, agreementFit(classes));
  return {
    gamma: { value: 1 / complement.value - 1, error: complement.error / complement.value ** 2 },
    correlation: 1 - complement.value,
    agreement,
    kernels: [kernel],
    ...lawOn(setup, kernel, { population, done }),
  };
}

/** The law of the guesses over given points, or why it is not known. */
function lawOn(
  setup: Setup,
  kernel: DatasetState,
  options: Parameters<typeof datasetForecast>[3],
): Pick<Answers, 'forecast' | 'withoutForecast'> {
  const { output, seed, theoryTime } = setup;
  const loss = lossOptionsOf(setup, kernel);
  const forecast = datasetForecast(output.classes, kernel, seed, { ...options, loss, seconds: theoryTime });
  return 'reason' in forecast ? { withoutForecast: forecast.reason } : { forecast };
}

/** The kernel by several scrambles, of which the first is known. */
function scrambledKernels(setup: Setup, first: State, points: number | null): State[] {
  const kernels = [first];
  for (let scramble = 1; scramble < SCRAMBLES; scramble++) {
    kernels.push(traceOf(setup, points, scramble).decision as State);
  }
  return kernels;
}

/**
 * The agreement alone, without the law of the guesses: quick enough to be asked for each layer that `explain` changes.
 * Undefined where theory has no answer.
 */
export function agreementOn(setup: Setup, points: number | null): Estimate | undefined {
  const { decision: kernel } = traceOf(setup, points);
  if (isUnknown(kernel) || meansOf(setup.output)) return undefined;
  const { classes } = setup.output;
  if (kernel instanceof SpatialState) return undefined; // minutes of work for one number
  if (kernel instanceof DatasetState) {
    const { data } = setup;
    if (data.kind === 'dataset' && kernel.points < data.points) {
      return pairMean(kernel, data.points, agreementFit(classes));
    }
    return { value: datasetAgreement(classes, kernel.complements), error: 0 };
  }
  const kernels = kernel.sampled ? scrambledKernels(setup, kernel, points) : [kernel];
  const { value, error } = controlledMean(
    Float64Array.from(kernels, (state) => agreementAt(classes, state.summary().gamma)),
    [],
  );
  return { value, error: kernel.sampled ? error : 0 };
}

function agreementAt(classes: number, gamma: number): number {
  return agreement(classes, 1 / (1 + Math.max(0, gamma)));
}
