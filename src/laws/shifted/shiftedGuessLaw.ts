import { controlledMean, type Estimate } from '../../numerics/sampling/controlVariates.ts';
import { drawCounts } from '../../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { guessFractions } from '../guessLaw.ts';
import { shiftedAgreement } from './shiftedAgreement.ts';

/** Outputs of exchangeable points: the same law at every point, and means of their own. */
export interface ShiftedOutputs {
  /** Covariance of an output at two points. */
  readonly cov: number;
  /** What it varies by from point to point: its variance is cov + spread. */
  readonly spread: number;
  /** μ_k, the means of the outputs. */
  readonly means: readonly number[];
}

export interface ShiftedGuessLaw {
  /** Probability that two inputs get the same guess; error 0 where it is a double integral. */
  readonly agreement: Estimate;
  /** Expected share of the favourite class, of N points or of infinitely many. */
  readonly maxFraction: Estimate;
  /** Expected share of every class. */
  readonly shares: Float64Array;
  /** Fractions of networks that were drawn. */
  readonly networks: readonly Float64Array[];
}

/** Networks that are drawn, and points that are guessed in all: some tenths of a second. */
const NETWORKS = 4000;
const MOST_POINTS = 4e6;

/**
 * The law of the guesses in the exchangeable picture with means: f_k(x) = μ_k + √cov m_k + √spread ε_k(x), of which the
 * fractions given m are those of (19) at the locations (μ_k + √cov m_k)/√spread. The shares of the classes, E G_c, are the
 * same integral at μ_k/√q, and the agreement is `shiftedAgreement`; the favourite's share is drawn, with Σ G² as control
 * variate where its mean is known. Docs/theory §17.
 *
 * @param points N, or null for infinitely many
 */
export function shiftedGuessLaw(outputs: ShiftedOutputs, points: number | null, seed: number): ShiftedGuessLaw {
  const { cov, spread, means } = outputs;
  const classes = means.length;
  const sigma = Math.sqrt(cov + spread);
  const shifts = means.map((mean) => mean / sigma);
  // Without variance all points get the class of the largest mean.
  const exact = sigma === 0 ? 1 : shiftedAgreement(shifts, shifts, spread / (cov + spread));
  const random = seededRandom(seed);
  const affordable = Math.min(
    (NETWORKS * 10) / Math.max(10, classes),
    points === null ? Infinity : MOST_POINTS / points,
  );
  const draws = Math.max(100, Math.ceil(affordable));
  const networks: Float64Array[] = [];
  const largest = new Float64Array(draws);
  const squares = new Float64Array(draws);
  for (let n = 0; n < draws; n++) {
    const given = fractionsGiven(outputs, random.normal);
    squares[n] = given.reduce((sum, g) => sum + g * g, 0);
    const seen = points === null ? given : Float64Array.from(drawCounts(given, points, random), (n) => n / points);
    largest[n] = seen.reduce((most, g) => Math.max(most, g));
    networks.push(seen);
  }
  const agreement = exact === undefined ? controlledMean(squares, []) : { value: exact, error: 0 };
  const controls = exact === undefined ? [] : [{ draws: squares, expectation: exact }];
  return { agreement, maxFraction: controlledMean(largest, controls), shares: expectedShares(means, sigma), networks };
}

/** P(output c is the largest) of outputs N(μ_k, σ²): the expected share of every class. Docs/theory §17. */
export function expectedShares(means: readonly number[], sigma: number): Float64Array {
  return locationsToFractions(means, sigma);
}

function fractionsGiven({ cov, spread, means }: ShiftedOutputs, normal: () => number): Float64Array {
  const root = Math.sqrt(Math.max(0, cov));
  return locationsToFractions(
    means.map((mean) => mean + root * normal()),
    Math.sqrt(spread),
  );
}

/** Outputs that do not vary give all points to the largest of them. */
function locationsToFractions(locations: readonly number[], sigma: number): Float64Array {
  if (sigma === 0) return guessFractions(locations, Infinity);
  return guessFractions(
    locations.map((location) => location / sigma),
    1,
  );
}
