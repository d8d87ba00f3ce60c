import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import { drawCounts } from '../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { affordableDraws, expectedEntropy, type MonteCarloOptions } from './entropy.ts';
import { finiteBinaryLaw } from './finiteBinaryLaw.ts';
import { guessLaw } from './guessLaw.ts';

/** What N points show on average. Observed maxima and entropies differ from their limits: compare with these. */
export interface FiniteGuessLaw {
  readonly classes: number;
  readonly gamma: number;
  readonly points: number;
  /** Mean of `agreementOfCounts`, which is unbiased: A_K(c) at every N. */
  readonly agreement: number;
  /** Standard deviation of one fraction n_c/N. */
  readonly sd: number;
  /** E max n_c/N. */
  readonly maxFraction: Estimate;
  /** E[−Σ (n_c/N) log(n_c/N)] in nats. */
  readonly entropy: Estimate;
}

/**
 * The limits N → ∞ plus what sampling N points adds. Given the fractions G the counts n are multinomial, and
 *
 *   E max n_c/N = A_K(√c) + E[max_c n_c − n_top]/N,   top = argmax G
 *   E H(n/N)    = E H(G) − E KL(n/N ‖ G)
 *   Var n_c/N   = Var G_c + (1/K − A_K(c)/K)/N
 *
 * exactly, since n_top/N and −Σ (n_c/N) log G_c have the means of their limits. Both corrections are non-negative and
 * small, so drawing only them takes most of the noise out. Two classes need no drawing. Source: derived, docs/theory §2.
 *
 * @param classes K ≥ 2
 * @param gamma bias ratio in [0, ∞]
 * @param points N ≥ 1 points, iid given the network
 * @throws RangeError outside these ranges
 */
export function finiteGuessLaw(
  classes: number,
  gamma: number,
  points: number,
  options: MonteCarloOptions = {},
): FiniteGuessLaw {
  if (!(Number.isInteger(points) && points >= 1)) throw new RangeError(`points must be an integer ≥ 1: ${points}`);
  const law = guessLaw(classes, gamma);
  const sd = Math.sqrt(law.sd ** 2 + (1 - law.agreement) / (classes * points));
  const common = { classes, gamma, points, agreement: law.agreement, sd };
  if (classes === 2) {
    const { maxFraction, entropy } = finiteBinaryLaw(points, gamma);
    return { ...common, maxFraction: { value: maxFraction, error: 0 }, entropy: { value: entropy, error: 0 } };
  }

  const seed = options.seed ?? 1;
  const draws = options.draws ?? Math.ceil(Math.min(affordableDraws(classes) / 2, affordablePoints / points));
  const random = seededRandom(seed + 0.5);
  const overtaken = new Float64Array(draws);
  const divergence = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    const fractions = law.sample(random);
    const counts = drawCounts(fractions, points, random);
    const top = fractions.indexOf(fractions.reduce((max, g) => Math.max(max, g), 0));
    overtaken[i] = (counts.reduce((max, n) => Math.max(max, n), 0) - counts[top]) / points;
    divergence[i] = -divergenceFrom(fractions, counts, points);
  }
  // Draws without any overtaking would look exact; one overtaking more, by about 1/√N, may just have been missed.
  const unseen = 1 / (draws * Math.sqrt(points));
  return {
    ...common,
    maxFraction: sum({ value: law.maxFraction, error: unseen }, controlledMean(overtaken, [])),
    entropy: sum(expectedEntropy(classes, gamma, options), controlledMean(divergence, [])),
  };
}

/** Drawing a point costs about 20 ns: a tenth of a second in all. */
const affordablePoints = 4e6;

/**
 * Σ_c n_c (n_c − 1)/(N (N − 1)): the share of pairs of points with the same guess, an unbiased estimate of the agreement.
 *
 * @param counts n_c, how many of the N ≥ 2 points were guessed as class c
 */
export function agreementOfCounts(counts: ArrayLike<number>): number {
  let points = 0;
  let pairs = 0;
  for (let c = 0; c < counts.length; c++) {
    points += counts[c];
    pairs += counts[c] * (counts[c] - 1);
  }
  return pairs / (points * (points - 1));
}

/** KL(n/N ‖ G) = Σ_c (n_c/N) log(n_c/(N G_c)) ≥ 0. */
function divergenceFrom(fractions: Float64Array, counts: Int32Array, points: number): number {
  let total = 0;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] > 0) total += (counts[c] / points) * Math.log(counts[c] / (points * fractions[c]));
  }
  return total;
}

/** Of independent estimates. */
function sum(a: Estimate, b: Estimate): Estimate {
  return { value: a.value + b.value, error: Math.hypot(a.error, b.error) };
}
