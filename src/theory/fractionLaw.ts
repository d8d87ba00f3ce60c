import type { DatasetState } from '../kernel/dataset/datasetState.ts';
import type { Unknown } from '../kernel/state.ts';
import { agreement } from '../laws/agreement.ts';
import { finiteBinaryLaw } from '../laws/finiteBinaryLaw.ts';
import { finiteGuessLaw } from '../laws/finiteSize.ts';
import { guessLaw } from '../laws/guessLaw.ts';
import { Histogram } from '../laws/histogram.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import { drawCounts } from '../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { count, duration, plural } from '../results/format.ts';
import { type GaussianProcessGuesses, type GaussianProcessOptions, gaussianProcessGuesses } from './gaussianProcess.ts';
import { impossibleLaw } from './lawBounds.ts';
import { affordableBatches, fewestSeconds } from './processSeconds.ts';

/** What theory expects of the guesses, at a number of points where one is given. */
export interface FractionLaw {
  /** Probability that two different inputs get the same guess; does not depend on the number of points. */
  readonly agreement: number;
  /** Standard error of the agreement, where it was drawn. */
  readonly agreementError?: number;
  /** Expected share of every class, where fixed biases prefer some; over given points the expected accuracy, too. */
  readonly shares?: readonly number[];
  readonly accuracy?: number;
  /** Expected share of the favourite class. */
  readonly maxFraction: Estimate;
  /** Two classes in pair mode: P(n of the N points are guessed as class 0); milliseconds of work for 10,000 points. */
  pmf?(): Float64Array;
  /** Given points of several true classes: what the guesses say of these. */
  readonly byClass?: GaussianProcessGuesses['byClass'];
  /** Given points: standard deviation over initialisations of the loss of a network. */
  readonly lossSpread?: Estimate;
  /** Shares in the bins of `Histogram`: of the fractions of all classes, and of the favourite's. */
  histograms(): { readonly fractions: number[]; readonly maxFraction: number[] };
}

/** Networks drawn where a histogram of their guesses has no formula. */
const HISTOGRAM_DRAWS = 4000;

/**
 * The law for exchangeable points.
 * @param gamma bias ratio in (−½, ∞]; below 0, where BatchNorm over N points leaves different points a correlation of
 *   −1/(N − 1), agreement at N takes it as it is, and the laws take it as 0
 * @param points N, or null for an infinite population (histograms are then those of 10,000 points)
 */
export function pairFractionLaw(classes: number, gamma: number, points: number | null, seed: number): FractionLaw {
  const law = guessLaw(classes, Math.max(0, gamma));
  const sameGuess = gamma < 0 && points !== null ? agreement(classes, 1 / (1 + gamma)) : law.agreement;
  const maxFraction =
    points === null
      ? { value: law.maxFraction, error: 0 }
      : finiteGuessLaw(classes, law.gamma, points, { seed }).maxFraction;
  const size = points ?? 10_000;
  if (classes === 2) {
    let known: Float64Array | undefined;
    const pmf = () => {
      known ??= finiteBinaryLaw(size, law.gamma).pmf;
      return known;
    };
    return { agreement: sameGuess, maxFraction, pmf, histograms: () => binaryHistograms(pmf()) };
  }
  const random = seededRandom(seed);
  const draws = Math.ceil((HISTOGRAM_DRAWS * 10) / Math.max(10, classes));
  const sample = () => Float64Array.from(drawCounts(law.sample(random), size, random), (n) => n / size);
  return {
    agreement: sameGuess,
    maxFraction,
    histograms: () => sampledHistograms(Array.from({ length: draws }, sample)),
  };
}

interface FractionLawOptions extends Pick<GaussianProcessOptions, 'truth' | 'population' | 'loss' | 'shift' | 'done'> {
  /** Counted work that may be done. Default 10. */
  readonly seconds?: number;
}

/** What is not worth this long is left out unless it is asked for. */
export const FAIR_SECONDS = 10;

function tooLong(points: number, classes: number): string {
  const seconds = fewestSeconds(points, classes);
  return `max fraction is left out: drawing networks of ${count(classes)} classes over ${plural(points, 'point')} would take about ${duration(seconds)} (--theory-time ${Math.ceil(seconds)} allows it)`;
}

/**
 * The law over the points of a dataset: exact agreement, and Gaussian-process draws for the rest. Draws that contradict
 * the exact agreement give a reason instead.
 * @param options true classes of the points; how many points there are if those of the kernel are a sample of them; the
 *   scale of the logits, for their loss; means of the outputs
 */
export function datasetFractionLaw(
  classes: number,
  kernel: DatasetState,
  seed: number,
  { seconds = FAIR_SECONDS, ...options }: FractionLawOptions = {},
): FractionLaw | Unknown {
  const { complements, points } = kernel;
  const batches = affordableBatches(points, classes, seconds);
  if (batches === undefined) return { reason: tooLong(points, classes) };
  const drawn = gaussianProcessGuesses(complements, points, classes, { seed: seed + 1, batches, ...options });
  const refused = impossibleLaw(drawn, classes, options.population ?? points);
  if (refused) return refused;
  const networks = Array.from({ length: drawn.networks }, (_, n) =>
    drawn.fractions.subarray(n * classes, (n + 1) * classes),
  );
  return {
    agreement: drawn.exactAgreement,
    ...(drawn.agreementError > 0 && { agreementError: drawn.agreementError }),
    maxFraction: drawn.maxFraction,
    byClass: drawn.byClass,
    lossSpread: drawn.lossSpread,
    histograms: () => sampledHistograms(networks),
  };
}

function binaryHistograms(pmf: Float64Array): { fractions: number[]; maxFraction: number[] } {
  const fractions = new Histogram();
  const favourites = new Histogram('upper');
  const points = pmf.length - 1;
  pmf.forEach((probability, n) => {
    fractions.add(n / points, probability);
    favourites.add(Math.max(n, points - n) / points, probability);
  });
  return { fractions: fractions.shares(), maxFraction: favourites.shares() };
}

/** Histograms of sampled networks. The favourites, one a network, are few and therefore smoothed. */
export function sampledHistograms(networks: readonly Float64Array[]): { fractions: number[]; maxFraction: number[] } {
  const fractions = new Histogram();
  for (const network of networks) for (const fraction of network) fractions.add(fraction);
  const favourites = networks.map((network) => network.reduce((most, fraction) => Math.max(most, fraction)));
  return { fractions: fractions.shares(), maxFraction: smoothed(favourites) };
}

/**
 * Kernel density estimate. Silverman's bandwidth 1.06 σ n^(−1/5) (Density Estimation, 1986, eq. 3.28) is best for a
 * normal law and too wide for others, so it is halved.
 */
function smoothed(values: readonly number[]): number[] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  const histogram = new Histogram('upper');
  for (const value of values) histogram.addSmoothed(value, 0.53 * deviation * values.length ** -0.2);
  return histogram.shares();
}
