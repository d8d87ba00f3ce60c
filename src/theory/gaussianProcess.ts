import { type PackedPairs, pairIndex } from '../kernel/packedPairs.ts';
import { choleskyInPlace, type LowerTriangle, lowerRow, lowerTimes } from '../numerics/cholesky.ts';
import { controlledMean, type Estimate } from '../numerics/controlVariates.ts';
import { seededRandom } from '../numerics/seeded.ts';
import { datasetAgreement } from './datasetAgreement.ts';

export interface GaussianProcessGuesses {
  /** E max_c G_c over the draws, corrected by the agreement, whose mean is known. */
  readonly maxFraction: Estimate;
  /** The agreement as sampled, uncorrected: within a few errors of `exactAgreement`. */
  readonly agreement: Estimate;
  /** The agreement without sampling error. */
  readonly exactAgreement: number;
  /** Guess fractions: class c of draw d at d·classes + c. */
  readonly fractions: Float64Array;
  readonly draws: number;
  readonly classes: number;
}

export interface GaussianProcessOptions {
  /** Independent draws of the network, 300 unless given; at least 3. */
  readonly draws?: number;
  /** Seed of the draws, 1 unless given. */
  readonly seed?: number;
}

/** Draws multiplied at once: with four, the columns fill the tiles of the product whatever the number of classes. */
const BATCH = 4;

/**
 * The law of the guess fractions of an infinitely wide network on given points, by drawing the network as the Gaussian
 * process it is: the K outputs over all points are independent N(0, C), C_ij = c_ij, because argmax ignores the norm of
 * a point. f = L z with C = L Lᵀ.
 *
 * max_c G_c is corrected with Σ_c n_c(n_c − 1)/N(N − 1) as control variate, whose mean is the exact agreement.
 * Costs N³/6 + draws·K·N²/2 multiplications: about 3 s for N = 1797, K = 10 and 300 draws. [LEE]; docs/theory §10.
 *
 * @param complements 1 − c_ij of the output kernel, i < j row by row
 * @param points N ≥ 2
 * @param classes K ≥ 2
 */
export function gaussianProcessGuesses(
  complements: PackedPairs,
  points: number,
  classes: number,
  { draws = 300, seed = 1 }: GaussianProcessOptions = {},
): GaussianProcessGuesses {
  if (!(Number.isInteger(draws) && draws >= 3)) throw new RangeError(`draws must be an integer ≥ 3: ${draws}`);
  const factor = correlationTriangle(complements, points);
  choleskyInPlace(factor, points);
  const fractions = drawFractions(factor, points, classes, draws, seed);
  const exactAgreement = datasetAgreement(classes, complements);

  const largest = new Float64Array(draws);
  const agreements = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    const guesses = fractions.subarray(d * classes, (d + 1) * classes);
    largest[d] = guesses.reduce((a, b) => Math.max(a, b));
    // Σ n(n − 1)/N(N − 1), in fractions.
    agreements[d] = (points * guesses.reduce((sum, g) => sum + g * g, 0) - 1) / (points - 1);
  }
  return {
    maxFraction: controlledMean(largest, [{ draws: agreements, expectation: exactAgreement }]),
    agreement: controlledMean(agreements, []),
    exactAgreement,
    fractions,
    draws,
    classes,
  };
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

function drawFractions(factor: LowerTriangle, points: number, classes: number, draws: number, seed: number) {
  const { normal } = seededRandom(seed);
  const fractions = new Float64Array(draws * classes);
  const noise = new Float64Array(BATCH * classes * points);
  const outputs = new Float64Array(noise.length);
  for (let first = 0; first < draws; first += BATCH) {
    for (let i = 0; i < noise.length; i++) noise[i] = normal();
    lowerTimes(factor, points, noise, outputs);
    for (let d = first; d < Math.min(first + BATCH, draws); d++) {
      const start = (d - first) * classes * points;
      for (let i = 0; i < points; i++) {
        let guess = 0;
        for (let c = 1; c < classes; c++) {
          if (outputs[start + c * points + i] > outputs[start + guess * points + i]) guess = c;
        }
        fractions[d * classes + guess] += 1 / points;
      }
    }
  }
  return fractions;
}
