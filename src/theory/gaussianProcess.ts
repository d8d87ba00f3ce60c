import { type PackedPairs, pairIndex, rowOffset } from '../kernel/packedPairs.ts';
import { sameSign } from '../laws/shifted/shiftedAgreement.ts';
import type { TrueClasses } from '../laws/trueClasses.ts';
import { type LowerTriangle, lowerRow } from '../numerics/linear/cholesky.ts';
import { semidefiniteFactor } from '../numerics/linear/semidefiniteFactor.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import type { Done } from '../trace/seconds.ts';
import { agreementByClass, type ClassAgreement } from './byClass.ts';
import { ClassSampler, type SampledClasses } from './classSampler.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { leadingDirections } from './leadingDirections.ts';
import { type LossOptions, LossSampler } from './lossSampler.ts';
import { PointJackknife } from './pointJackknife.ts';
import { drawBatch, type OutputProcess } from './processBatch.ts';
import { batchSeconds, factorSeconds, outputsOf, usualBatches } from './processSeconds.ts';

export interface GaussianProcessGuesses {
  /** E max_c G_c, corrected by the agreement, whose mean is known. */
  readonly maxFraction: Estimate;
  /** The agreement as sampled, uncorrected: within a few errors of `exactAgreement`. */
  readonly agreement: Estimate;
  /** The agreement without sampling error; of outputs with means the best estimate. */
  readonly exactAgreement: number;
  /** Standard error of the same: 0 without means, and for two classes. */
  readonly agreementError: number;
  /** Guess fractions of sampled networks: class c of network n at n·classes + c. Networks of a batch share outputs. */
  readonly fractions: Float64Array;
  readonly networks: number;
  /** What the guesses say of the true classes, where these are given. */
  readonly byClass?: ClassAgreement & SampledClasses;
  /** Standard deviation of the loss of a network, where the scale of its logits is given. */
  readonly lossSpread?: Estimate;
}

export interface GaussianProcessOptions {
  /** Independent batches, from whose scatter the error comes; at least 3. Default 30, fewer for many classes. */
  readonly batches?: number;
  /** Seed of the draws, 1 unless given. */
  readonly seed?: number;
  /** Of the points: guesses are then sorted by them as well. */
  readonly truth?: TrueClasses;
  /** N, if the points are a random sample of N: max_c G_c is then that of all N, with the error of the choice. */
  readonly population?: number;
  /** Scale and labels, for the loss. */
  readonly loss?: LossOptions;
  /** Means of the outputs, which fixed biases give them, and their variance at every point. */
  readonly shift?: Shift;
  /** Hears of the work done. */
  readonly done?: Done;
}

interface Shift {
  /** μ_k */
  readonly means: readonly number[];
  /** q_i */
  readonly variances: Float64Array;
}

/** Correlations over given points are known to about 1e-6, so that smaller shares of a variance say nothing. */
const TOLERANCE = 1e-6;
/** Directions whose share of an output is drawn anew for every network. */
const DIRECTIONS = 4;

/**
 * The law of the guess fractions of an infinitely wide network on given points, by drawing the network as the Gaussian
 * process it is: the K outputs over all points are independent N(0, C), C_ij = c_ij, because argmax ignores the norm of
 * a point. f = L z with C = L Lᵀ. Drawing outputs costs most, so much is made of few of them, and all of it is exact:
 *
 * - Outputs are iid, so any K of them are a network: a batch of them is shuffled and cut into networks again and again
 *   (a U-statistic: Hoeffding, Ann. Math. Statist. 19 (1948) 293).
 * - What an output does along its few directions of largest variance is independent of the rest of it, and drawn anew
 *   for every network, from scrambled Sobol points.
 * - −f is as likely as f, so that the smallest outputs are the guesses of another network.
 * - max_c G_c is corrected with Σ_c n_c(n_c − 1)/N(N − 1) as control variate, whose mean is the exact agreement.
 *
 * Costs N³/6 + outputs·N²/2 multiplications. [LEE]; docs/theory §10.
 *
 * @param complements 1 − c_ij of the output kernel, i < j row by row
 * @param points N ≥ 2
 * @param classes K ≥ 2
 */
export function gaussianProcessGuesses(
  complements: PackedPairs,
  points: number,
  classes: number,
  { batches, seed = 1, truth, population, loss, shift, done }: GaussianProcessOptions = {},
): GaussianProcessGuesses {
  const outputs = outputsOf(classes);
  const count = batches ?? usualBatches(classes);
  if (!(Number.isInteger(count) && count >= 3)) throw new RangeError(`batches must be an integer ≥ 3: ${count}`);
  const process = outputProcess(complements, points);
  done?.(factorSeconds(points));
  const means = shift && meansInDeviations(shift);
  const exactAgreement = datasetAgreement(classes, complements);
  const byClass = truth && agreementByClass(classes, complements, truth);

  const random = seededRandom(seed);
  // Numbers of their own, so that the fractions are the same with and without classes.
  const sorter = truth && new ClassSampler(truth, classes, seededRandom(seed + 0.5));
  const jackknife =
    population === undefined ? undefined : new PointJackknife(points, classes, seededRandom(seed + 0.25));
  const losses = loss && new LossSampler(classes, loss);
  const drawn = Array.from({ length: count }, () => {
    const batch = drawBatch(process, classes, outputs, random, [sorter, jackknife], losses, means);
    sorter?.endBatch();
    losses?.endBatch();
    done?.(batchSeconds(points, classes));
    return batch;
  });
  const largest = Float64Array.from(drawn, ({ largest }) => largest);
  const agreements = Float64Array.from(drawn, ({ agreement }) => agreement);
  const without = Float64Array.from(drawn, ({ agreement, agreementWithout = agreement }) => agreementWithout);
  const known = { draws: without, expectation: exactAgreement };
  const same = means ? shiftedMean(complements, means, classes, controlledMean(agreements, [known])) : undefined;
  const size = drawn[0].fractions.length;
  const fractions = new Float64Array(count * size);
  drawn.forEach((batch, b) => {
    fractions.set(batch.fractions, b * size);
  });
  const maxFraction = controlledMean(largest, [known]);
  return {
    maxFraction: jackknife ? jackknife.ofPopulation(maxFraction, population!) : maxFraction,
    agreement: controlledMean(agreements, []),
    exactAgreement: same?.value ?? exactAgreement,
    agreementError: same?.error ?? 0,
    fractions,
    networks: fractions.length / classes,
    ...(losses && { lossSpread: losses.spread() }),
    ...(sorter && byClass && { byClass: { ...byClass, ...sorter.estimates(exactAgreement, byClass.same) } }),
  };
}

/** What the outputs over given points are drawn from. @param complements 1 − c_ij of the output kernel */
export function outputProcess(complements: PackedPairs, points: number): OutputProcess {
  const factor = new Float64Array(lowerRow(points));
  const { order } = semidefiniteFactor(
    factor,
    points,
    (matrix) => fillCorrelations(matrix, points, complements),
    TOLERANCE,
  );
  return { factor, order, points, directions: leadingDirections(complements, points, DIRECTIONS) };
}

/** μ_k/√q_i, output after output; a point without variance keeps the order of the means. */
export function meansInDeviations({ means, variances }: Shift): Float64Array {
  const points = variances.length;
  const all = new Float64Array(means.length * points);
  means.forEach((mean, k) => {
    for (let i = 0; i < points; i++) all[k * points + i] = mean / Math.sqrt(Math.max(variances[i], 1e-200));
  });
  return all;
}

/** The mean agreement of outputs with means: exact over all pairs for two classes, else as drawn. Docs/theory §17. */
function shiftedMean(complements: PackedPairs, means: Float64Array, classes: number, drawn: Estimate): Estimate {
  if (classes !== 2) return drawn;
  const points = means.length / 2;
  const differences = Float64Array.from({ length: points }, (_, i) => (means[points + i] - means[i]) * Math.SQRT1_2);
  let sum = 0;
  for (let i = 0; i < points; i++) {
    const row = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) sum += sameSign(differences[i], differences[j], complements[row + j]);
  }
  return { value: sum / complements.length, error: 0 };
}

function fillCorrelations(matrix: LowerTriangle, points: number, complements: PackedPairs): void {
  let at = 0;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < i; j++) matrix[at++] = 1 - complements[pairIndex(points, j, i)];
    matrix[at++] = 1;
  }
}
