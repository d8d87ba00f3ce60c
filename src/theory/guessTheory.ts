import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import type { Unknown } from '../kernel/state.ts';
import { agreement } from '../laws/agreement.ts';
import { agreementFit } from '../laws/agreementFit.ts';
import { guessLaw } from '../laws/guessLaw.ts';
import { trueClassesOf } from '../laws/trueClasses.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { gammaOf, layerValues } from '../trace/layerValues.ts';
import { pairMean } from '../trace/pointSample.ts';
import { decisionsOf, overScrambles, tracesOf } from '../trace/scrambles.ts';
import type { Done } from '../trace/seconds.ts';
import { modeOf, type State } from '../trace/trace.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { datasetFractionLaw, type FractionLaw, pairFractionLaw } from './fractionLaw.ts';
import { shiftedTheoryOf } from './shiftedTheory.ts';
import { lossOptionsOf, meansOf } from './stepZero.ts';

/** What the kernel at a network's output says of its guesses; errors are 0 where nothing was sampled. */
export interface GuessTheory {
  readonly gamma: Estimate;
  readonly correlation: number;
  readonly agreement: Estimate;
  /** The kernel at the output: one, or several by independent scrambles where values are sampled. */
  readonly kernels: readonly State[];
  /** Undefined where only pairs of points are known, as for convolutions on given images. */
  readonly fractionLaw?: FractionLaw;
  /** Why there is no such law, where there should be one. */
  readonly withoutLaw?: string;
}

function spatialTheory(setup: Setup, kernels: readonly SpatialState[], points: number | null): GuessTheory {
  const { classes } = setup.output;
  const sameGuess = agreementFit(classes);
  const complement = overScrambles(kernels.map((state) => state.estimate((c) => c)));
  const gamma = gammaOf(complement);
  const found = overScrambles(kernels.map((state) => state.estimate(sameGuess)));
  const answers = { gamma, correlation: 1 - complement.value, agreement: found, kernels };
  if (setup.data.kind === 'dataset') return answers;
  return { ...answers, fractionLaw: { ...sampledFractionLaw(setup, gamma, points), agreement: found.value } };
}

/** The law at a γ that is known up to an error, which the largest fraction takes over. */
function sampledFractionLaw({ output: { classes }, seed }: Setup, gamma: Estimate, points: number | null): FractionLaw {
  const fractionLaw = pairFractionLaw(classes, gamma.value, points, seed);
  const [low, high] = [-1, 1].map(
    (sign) => guessLaw(classes, Math.max(0, gamma.value + sign * gamma.error)).maxFraction,
  );
  const error = Math.hypot(fractionLaw.maxFraction.error, (high - low) / 2);
  return { ...fractionLaw, maxFraction: { value: fractionLaw.maxFraction.value, error } };
}

/**
 * @param kernels at the output, one of each scramble (`decisionsOf`)
 * @param done hears of the work done
 * @returns why there is no answer, where fixed biases leave none
 */
export function guessTheoryOf(
  setup: Setup,
  kernels: readonly State[],
  points: number | null,
  done?: Done,
): GuessTheory | Unknown {
  const means = meansOf(setup.output);
  if (!means) return centredTheory(setup, kernels, points, done);
  const shifted = shiftedTheoryOf(setup, means, kernels, points);
  if ('reason' in shifted) return shifted;
  const { gamma } = layerValues(setup, kernels);
  return { gamma, correlation: kernels[0].summary().correlation, ...shifted, kernels };
}

/** Of outputs that all have the same law, so that argmax ignores their scale. */
function centredTheory(setup: Setup, kernels: readonly State[], points: number | null, done?: Done): GuessTheory {
  const [kernel] = kernels;
  if (kernel instanceof SpatialState) return spatialTheory(setup, kernels as SpatialState[], points);
  if (kernel instanceof DatasetState && setup.data.kind === 'dataset' && kernel.points < setup.data.points) {
    return sampleTheory(setup, kernel, setup.data.points, done);
  }
  const { gamma, correlation } = kernel.summary();
  if (!kernel.sampled) {
    const exact = { gamma: { value: gamma, error: 0 }, correlation, kernels };
    if (kernel instanceof DatasetState) {
      const agreement = { value: datasetAgreement(setup.output.classes, kernel.complements), error: 0 };
      return { ...exact, agreement, ...lawOn(setup, kernel, { truth: trueClassesOf(setup.data), done }) };
    }
    const fractionLaw = pairFractionLaw(setup.output.classes, gamma, points, setup.seed);
    return { ...exact, agreement: { value: fractionLaw.agreement, error: 0 }, fractionLaw };
  }
  const mean = layerValues(setup, kernels).gamma;
  const fractionLaw = sampledFractionLaw(setup, mean, points);
  return {
    gamma: mean,
    correlation: mean.value / (1 + mean.value),
    agreement: { value: fractionLaw.agreement, error: agreementOver(setup, kernels).error },
    kernels,
    fractionLaw,
  };
}

/** What a sample of the points says of all of them. Its true classes are too few of each to be told apart. */
function sampleTheory(setup: Setup, kernel: DatasetState, population: number, done?: Done): GuessTheory {
  const { classes } = setup.output;
  const complement = pairMean(kernel, population, (c) => c);
  const agreement = pairMean(kernel, population, agreementFit(classes));
  return {
    gamma: gammaOf(complement),
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
  options: Parameters<typeof datasetFractionLaw>[3],
): Pick<GuessTheory, 'fractionLaw' | 'withoutLaw'> {
  const { output, seed, theoryTime } = setup;
  const loss = lossOptionsOf(setup, kernel);
  const fractionLaw = datasetFractionLaw(output.classes, kernel, seed, { ...options, loss, seconds: theoryTime });
  return 'reason' in fractionLaw ? { withoutLaw: fractionLaw.reason } : { fractionLaw };
}

/** How biased a network is. */
export interface Bias extends Pick<GuessTheory, 'gamma' | 'agreement'> {
  /** Where it was asked for and is known. */
  readonly maxFraction?: Estimate;
}

/**
 * γ and agreement without the law of the guesses: quick enough to be asked for each layer that `explain` changes.
 * Undefined where theory has no answer, and for images, which would take minutes.
 * @param law also the largest fraction, which takes the time of `setup.theoryTime` over given points
 */
export function biasOn(setup: Setup, points: number | null, law = false): Bias | undefined {
  if (modeOf(setup) === 'spatial' || meansOf(setup.output)) return undefined;
  const kernels = decisionsOf(tracesOf(setup, points));
  if ('reason' in kernels) return undefined;
  if (law) {
    const { gamma, agreement, fractionLaw } = centredTheory(setup, kernels, points);
    return { gamma, agreement, ...(fractionLaw && { maxFraction: fractionLaw.maxFraction }) };
  }
  const { classes } = setup.output;
  const { gamma } = layerValues(setup, kernels);
  const [kernel] = kernels;
  if (!(kernel instanceof DatasetState)) return { gamma, agreement: agreementOver(setup, kernels) };
  const { data } = setup;
  if (data.kind === 'dataset' && kernel.points < data.points) {
    return { gamma, agreement: pairMean(kernel, data.points, agreementFit(classes)) };
  }
  return { gamma, agreement: { value: datasetAgreement(classes, kernel.complements), error: 0 } };
}

/** Of two exchangeable points, over scrambles. */
function agreementOver({ output: { classes } }: Setup, kernels: readonly State[]): Estimate {
  return overScrambles(kernels.map((state) => ({ value: agreementAt(classes, state.summary().gamma), error: 0 })));
}

function agreementAt(classes: number, gamma: number): number {
  return agreement(classes, 1 / (1 + Math.max(0, gamma)));
}
