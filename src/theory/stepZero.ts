import type { DatasetState } from '../kernel/dataset/datasetState.ts';
import { byVariance } from '../laws/logits/byVariance.ts';
import { type ExpectedPrediction, expectedPredictions } from '../laws/logits/expectedPredictions.ts';
import { lossSpread } from '../laws/logits/lossSpread.ts';
import { shiftedSoftmax } from '../laws/logits/shiftedSoftmax.ts';
import { hasLoss, trueClassesOf } from '../laws/trueClasses.ts';
import { type Output, unequalBias } from '../network/output.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { followedPoints } from '../trace/pointSample.ts';
import { overScrambles } from '../trace/scrambles.ts';
import { modeOf, type State, tokensOf } from '../trace/trace.ts';
import type { LossOptions } from './lossSampler.ts';

/** What theory expects of the outputs as logits; errors are 0 where nothing was sampled. */
export interface StepZero {
  /** Cross-entropy in nats, whatever the labels. */
  readonly loss: Estimate;
  /** Standard deviation of a network's loss over initialisations; undefined where it is only measured. */
  readonly lossSpread?: Estimate;
  /** Entropy of the class probabilities in nats. */
  readonly entropy: Estimate;
  /** Mean probability of the class that is guessed; undefined with fixed biases, where it is only measured. */
  readonly topProbability?: Estimate;
  /** Standard deviations of an output: from point to point, and of its mean over the points from draw to draw. */
  readonly sdPoints: Estimate;
  readonly sdInitialisations: Estimate;
}

/**
 * The loss before training from the kernel at the output, by docs/theory §16.
 *
 * @param kernels at the output: one, or several by independent scrambles where values are sampled
 * @param spreadOnPoints of the loss over given points, where networks were drawn on them
 */
export function stepZeroOf(
  setup: Setup,
  kernels: readonly State[],
  points: number | null,
  spreadOnPoints: Estimate | undefined,
): StepZero | undefined {
  if (!setup.output.logits) return undefined;
  const { classes } = setup.output;
  const share = shareOf(setup);
  const shift = meansOf(setup.output);
  const means = kernels.map((kernel) => {
    const variances = kernel.variances.map((q) => share * q);
    const predictions = shift ? shiftedPredictions(setup, shift, variances) : expectedPredictions(classes, variances);
    return (of: (prediction: Expected) => number) => overPoints(setup, predictions.map(of));
  });
  const all = (of: (prediction: Expected) => number) => overScrambles(means.map((mean) => mean(of)));
  const scales = kernels.map((kernel) => kernel.scales(populationOf(setup)));
  const { cov, spread } = kernels[0].summary();
  const logits = { classes, cov: Math.max(0, share * cov), spread: share * spread };
  const exchangeable = modeOf(setup) === 'pair' && !shift ? lossSpread(logits, points, setup.seed) : undefined;
  return {
    loss: all(({ loss }) => loss),
    lossSpread: exchangeable ?? spreadOnPoints,
    entropy: all(({ entropy }) => entropy),
    ...(!shift && { topProbability: all(({ topProbability }) => topProbability ?? Number.NaN) }),
    sdPoints: overScrambles(scales.map((scale) => rootOf(scale.spread))),
    sdInitialisations: overScrambles(scales.map((scale) => rootOf(scale.cov))),
  };
}

type Expected = Omit<ExpectedPrediction, 'topProbability'> & Partial<Pick<ExpectedPrediction, 'topProbability'>>;

/** Of logits with means, less what the mean at the labels takes off: of the labels given, else over all classes. */
function shiftedPredictions({ data, output }: Setup, means: readonly number[], variances: Float64Array): Expected[] {
  const truth = trueClassesOf(data);
  const counts = hasLoss(truth, output.classes) ? truth.counts : means.map(() => 1);
  const labelled = counts.reduce((sum, count) => sum + count, 0);
  const chosen = counts.reduce((sum, count, k) => sum + (count / labelled) * means[k], 0);
  return byVariance(variances, (q) => {
    const { logSum, entropy } = shiftedSoftmax(means, q);
    return [logSum - chosen, entropy];
  }).map(([loss, entropy]) => ({ loss, entropy }));
}

/**
 * The means of the outputs that are compared, where they are not the same for all; a single unit is a softmax of two
 * outputs of half its variance, of which the second has its bias.
 */
export function meansOf(output: Pick<Output, 'bias' | 'units'>): readonly number[] | undefined {
  const bias = unequalBias(output);
  return bias?.length === 1 ? [0, bias[0]] : bias;
}

/** What the losses of networks drawn on given points need; undefined where the outputs are no logits. */
export function lossOptionsOf(setup: Setup, { variances }: DatasetState): LossOptions | undefined {
  const { data, output, seed } = setup;
  if (!output.logits) return undefined;
  const followed = data.kind === 'dataset' ? followedPoints(data, seed, tokensOf(setup)) : undefined;
  const truth = followed && trueClassesOf(followed);
  const share = shareOf(setup);
  return { variances: variances.map((q) => share * q), ...(hasLoss(truth, output.classes) && { truth }) };
}

/** A sigmoid of one logit is a softmax of two of half its variance. */
export function shareOf({ output }: Pick<Setup, 'output'>): number {
  return output.units === 1 ? 0.5 : 1;
}

/** Mean over the points that were followed, with the error of having chosen these. */
function overPoints(setup: Setup, values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const population = populationOf(setup);
  if (values.length < 2 || values.length >= population) return { value: mean, error: 0 };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { value: mean, error: Math.sqrt((variance / values.length) * (1 - values.length / population)) };
}

function rootOf({ value, error }: Estimate): Estimate {
  const root = Math.sqrt(Math.max(0, value));
  return { value: root, error: root > 0 ? error / (2 * root) : 0 };
}

/** How many points there are of which theory follows some. */
function populationOf({ data }: Setup): number {
  return data.kind === 'dataset' ? data.points : Infinity;
}
