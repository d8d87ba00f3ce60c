import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import type { Unknown } from '../kernel/state.ts';
import { agreementFit } from '../laws/agreementFit.ts';
import { byVariance } from '../laws/logits/byVariance.ts';
import { expectedShares, shiftedGuessLaw } from '../laws/shifted/shiftedGuessLaw.ts';
import { hasLoss, trueClassesOf } from '../laws/trueClasses.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { pairMean } from '../trace/pointSample.ts';
import type { State } from '../trace/trace.ts';
import { datasetFractionLaw, type FractionLaw, sampledHistograms } from './fractionLaw.ts';
import { lossOptionsOf, shareOf } from './stepZero.ts';

/** What theory says of guesses where fixed biases prefer some classes. */
export interface ShiftedAnswers {
  readonly agreement: Estimate;
  readonly fractionLaw: FractionLaw;
}

/** Why theory has no answer on images. */
const onImages: Unknown = {
  reason: 'measured only: with fixed biases of the outputs, guesses on images depend on more than pairs of them',
};

/**
 * The guesses of outputs with means, by docs/theory §17: over exchangeable points by integrals and draws of the centres, over
 * given points by draws of the outputs.
 *
 * @param kernels at the output: one, or several by independent scrambles where values are sampled
 */
export function shiftedTheoryOf(
  setup: Setup,
  means: readonly number[],
  kernels: readonly State[],
  points: number | null,
): ShiftedAnswers | Unknown {
  const [kernel] = kernels;
  if (kernel instanceof SpatialState) return onImages;
  return kernel instanceof DatasetState
    ? onGivenPoints(setup, means, kernel)
    : onExchangeablePoints(setup, means, kernels, points);
}

function onExchangeablePoints(
  setup: Setup,
  means: readonly number[],
  kernels: readonly State[],
  points: number | null,
): ShiftedAnswers {
  const share = shareOf(setup);
  const laws = kernels.map((kernel) => {
    const { cov, spread } = kernel.summary();
    return shiftedGuessLaw({ cov: share * cov, spread: share * spread, means }, points, setup.seed);
  });
  const [law] = laws;
  const several = laws.length > 1;
  const mean = (values: Estimate[]): Estimate =>
    several
      ? controlledMean(
          Float64Array.from(values, ({ value }) => value),
          [],
        )
      : values[0];
  const agreement = mean(laws.map((each) => each.agreement));
  return {
    agreement,
    fractionLaw: {
      agreement: agreement.value,
      maxFraction: mean(laws.map((each) => each.maxFraction)),
      shares: [...law.shares],
      histograms: () => sampledHistograms(law.networks),
    },
  };
}

function onGivenPoints(setup: Setup, means: readonly number[], kernel: DatasetState): ShiftedAnswers | Unknown {
  const { data, output, seed } = setup;
  const share = shareOf(setup);
  const variances = kernel.variances.map((q) => share * q);
  const all = data.kind === 'dataset' ? data.points : kernel.points;
  const population = kernel.points < all ? all : undefined;
  const loss = lossOptionsOf(setup, kernel);
  const fractionLaw = datasetFractionLaw(output.classes, kernel, seed, {
    population,
    loss,
    shift: { means, variances },
  });
  if ('reason' in fractionLaw) return fractionLaw;
  // The choice of the points that are followed scatters about as the agreement without means does.
  const choice = population === undefined ? 0 : pairMean(kernel, population, agreementFit(output.classes)).error;
  const shares = byVariance(variances, (q) => [...expectedShares(means, Math.sqrt(q))]);
  const truth = trueClassesOf(data);
  const accuracy =
    population === undefined && hasLoss(truth, output.classes)
      ? shares.reduce((sum, each, i) => sum + each[truth.labels[i]] / shares.length, 0)
      : undefined;
  return {
    agreement: { value: fractionLaw.agreement, error: Math.hypot(fractionLaw.agreementError ?? 0, choice) },
    fractionLaw: {
      ...fractionLaw,
      shares: means.map((_, k) => shares.reduce((sum, each) => sum + each[k] / shares.length, 0)),
      ...(accuracy !== undefined && { accuracy }),
    },
  };
}
