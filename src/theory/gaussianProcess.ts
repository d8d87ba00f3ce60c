import { type PackedPairs, pairIndex } from '../kernel/packedPairs.ts';
import { choleskyInPlace, type LowerTriangle, lowerRow, lowerTimes } from '../numerics/cholesky.ts';
import { controlledMean, type Estimate } from '../numerics/controlVariates.ts';
import { type SeededRandom, seededRandom } from '../numerics/seeded.ts';
import { shuffle } from '../numerics/shuffle.ts';
import { agreementByClass, type ClassAgreement } from './byClass.ts';
import { ClassSampler, type SampledClasses } from './classSampler.ts';
import { datasetAgreement } from './datasetAgreement.ts';
import { PointJackknife } from './pointJackknife.ts';
import type { TrueClasses } from './trueClasses.ts';

export interface GaussianProcessGuesses {
  /** E max_c G_c, corrected by the agreement, whose mean is known. */
  readonly maxFraction: Estimate;
  /** The agreement as sampled, uncorrected: within a few errors of `exactAgreement`. */
  readonly agreement: Estimate;
  /** The agreement without sampling error. */
  readonly exactAgreement: number;
  /** Guess fractions of sampled networks: class c of network n at n·classes + c. Networks of a batch share outputs. */
  readonly fractions: Float64Array;
  readonly networks: number;
  /** What the guesses say of the true classes, where these are given. */
  readonly byClass?: ClassAgreement & SampledClasses;
}

export interface GaussianProcessOptions {
  /** Independent batches, from whose scatter the error comes; at least 3. Default 30, fewer for many classes. */
  readonly batches?: number;
  /** Seed of the draws, 1 unless given. */
  readonly seed?: number;
  /** Of the points: guesses are then sorted by them as well. */
  readonly truth?: TrueClasses;
  /** N, if the points are a random sample of so many: max_c G_c is then that of all N, with the error of the choice. */
  readonly population?: number;
}

/** Outputs drawn for a batch; networks are put together from them in this many random ways. */
const OUTPUTS = 100;
const SHUFFLES = 10;
/** Outputs drawn in all are kept near this number: each costs N² operations. */
const MOST_OUTPUTS = 6000;

/**
 * The law of the guess fractions of an infinitely wide network on given points, by drawing the network as the Gaussian
 * process it is: the K outputs over all points are independent N(0, C), C_ij = c_ij, because argmax ignores the norm of
 * a point. f = L z with C = L Lᵀ.
 *
 * Outputs are iid, so any K of them are a network: a batch of 100 outputs is shuffled and cut into networks ten times,
 * which costs little beside drawing them and takes out most of the noise (a U-statistic: Hoeffding, Ann. Math. Statist.
 * 19 (1948) 293). max_c G_c is further corrected with Σ_c n_c(n_c − 1)/N(N − 1) as control variate, whose mean is the
 * exact agreement. Costs N³/6 + outputs·N²/2 multiplications. [LEE]; docs/theory §10.
 *
 * @param complements 1 − c_ij of the output kernel, i < j row by row
 * @param points N ≥ 2
 * @param classes K ≥ 2
 */
export function gaussianProcessGuesses(
  complements: PackedPairs,
  points: number,
  classes: number,
  { batches, seed = 1, truth, population }: GaussianProcessOptions = {},
): GaussianProcessGuesses {
  const outputs = Math.max(2 * classes, OUTPUTS);
  const count = batches ?? Math.min(30, Math.max(10, Math.floor(MOST_OUTPUTS / outputs)));
  if (!(Number.isInteger(count) && count >= 3)) throw new RangeError(`batches must be an integer ≥ 3: ${count}`);
  const factor = correlationTriangle(complements, points);
  choleskyInPlace(factor, points);
  const exactAgreement = datasetAgreement(classes, complements);
  const byClass = truth && agreementByClass(classes, complements, truth);

  const random = seededRandom(seed);
  // Numbers of their own, so that the fractions are the same with and without classes.
  const sorter = truth && new ClassSampler(truth, classes, seededRandom(seed + 0.5));
  const jackknife =
    population === undefined ? undefined : new PointJackknife(points, classes, seededRandom(seed + 0.25));
  const drawn = Array.from({ length: count }, () => {
    const batch = drawBatch(factor, points, classes, outputs, random, [sorter, jackknife]);
    sorter?.endBatch();
    return batch;
  });
  const largest = Float64Array.from(drawn, ({ largest }) => largest);
  const agreements = Float64Array.from(drawn, ({ agreement }) => agreement);
  const size = drawn[0].fractions.length;
  const fractions = new Float64Array(count * size);
  drawn.forEach((batch, b) => {
    fractions.set(batch.fractions, b * size);
  });
  const control = { draws: agreements, expectation: exactAgreement };
  const maxFraction = controlledMean(largest, [control]);
  return {
    maxFraction: jackknife ? jackknife.ofPopulation(maxFraction, population!) : maxFraction,
    agreement: controlledMean(agreements, []),
    exactAgreement,
    fractions,
    networks: fractions.length / classes,
    ...(sorter && byClass && { byClass: { ...byClass, ...sorter.estimates(control, byClass.same) } }),
  };
}

interface Batch {
  readonly fractions: Float64Array;
  /** Means over the networks of the batch, of max_c G_c and of the agreement of different points. */
  readonly largest: number;
  readonly agreement: number;
}

function drawBatch(
  factor: LowerTriangle,
  points: number,
  classes: number,
  outputs: number,
  random: SeededRandom,
  listeners: readonly ({ add(guesses: Int32Array): void } | undefined)[],
): Batch {
  const noise = Float64Array.from({ length: outputs * points }, random.normal);
  const values = new Float64Array(noise.length);
  lowerTimes(factor, points, noise, values);

  const each = Math.floor(outputs / classes);
  const networks = SHUFFLES * each;
  const fractions = new Float64Array(networks * classes);
  const order = Uint32Array.from({ length: outputs }, (_, i) => i);
  const guesses = new Int32Array(points);
  for (let n = 0; n < networks; n++) {
    if (n % each === 0) shuffle(order, random);
    const chosen = order.subarray((n % each) * classes, (n % each) * classes + classes);
    findGuesses(guesses, values, chosen);
    for (const guess of guesses) fractions[n * classes + guess] += 1 / points;
    for (const listener of listeners) listener?.add(guesses);
  }

  let largest = 0;
  let squares = 0;
  for (let n = 0; n < networks; n++) {
    const guesses = fractions.subarray(n * classes, (n + 1) * classes);
    largest += guesses.reduce((most, g) => Math.max(most, g)) / networks;
    squares += guesses.reduce((sum, g) => sum + g * g, 0) / networks;
  }
  // Σ n(n − 1)/N(N − 1), in fractions.
  return { fractions, largest, agreement: (points * squares - 1) / (points - 1) };
}

/** For every point which of the chosen outputs is the largest. */
function findGuesses(guesses: Int32Array, values: Float64Array, chosen: Uint32Array): void {
  const points = guesses.length;
  for (let i = 0; i < points; i++) {
    let guess = 0;
    let best = values[chosen[0] * points + i];
    for (let c = 1; c < chosen.length; c++) {
      const value = values[chosen[c] * points + i];
      if (value > best) {
        best = value;
        guess = c;
      }
    }
    guesses[i] = guess;
  }
}

function correlationTriangle(complements: PackedPairs, points: number): LowerTriangle {
  const triangle = new Float64Array(lowerRow(points));
  for (let i = 0; i < points; i++) {
    const row = lowerRow(i);
    for (let j = 0; j < i; j++) triangle[row + j] = 1 - complements[pairIndex(points, j, i)];
    triangle[row + i] = 1;
  }
  return triangle;
}
