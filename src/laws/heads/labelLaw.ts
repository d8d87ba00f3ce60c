import { normalCdf, normalQuantile } from '../../numerics/quadrature/normal.ts';
import { controlledMean, type Estimate } from '../../numerics/sampling/controlVariates.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { finiteBinaryLaw } from '../finiteBinaryLaw.ts';
import { sameSign } from '../shifted/shiftedAgreement.ts';
import { NEARLY_ALL } from './headCounter.ts';

/** What one label of several is expected to do, which is given where its output is above 0. */
export interface LabelLaw {
  /** Share of the points that get the label. */
  readonly yes: number;
  /** Probability that two points get the same answer. */
  readonly agreement: number;
  /** Expected share of the more frequent answer. */
  readonly favourite: Estimate;
  /** Probability that nearly all points get the same answer. */
  readonly constant: Estimate;
}

/** An output √cov m + √spread ε + bias over exchangeable points. */
export interface LabelOutput {
  readonly cov: number;
  readonly spread: number;
  readonly bias: number;
}

/** Networks that are drawn, and answers in all. */
const DRAWS = 4000;
const MOST_POINTS = 2e6;

/**
 * The law of a label in the exchangeable picture, where given m the share of yes is G = Φ((√cov m + b)/√spread):
 *
 *   E G = Φ(b/√q),   agreement = Φ₂(δ, δ; c) + Φ₂(−δ, −δ; c) at δ = b/√q
 *   E max(G, 1 − G) = P(output and centre have one sign) = Φ₂(b/√cov, δ; √c) + Φ₂(−b/√cov, −δ; √c)
 *   P(G ≥ g or G ≤ 1 − g) = Φ((b − z√spread)/√cov) + Φ((−b − z√spread)/√cov),   z = Φ⁻¹(g)
 *
 * On N points the binomial law of the answers is summed without a bias, and drawn with one.
 * Source: derived, docs/theory §17.
 *
 * @param points N, or null for infinitely many
 */
export function labelLaw(output: LabelOutput, points: number | null, seed: number): LabelLaw {
  const { cov, spread, bias } = output;
  const sigma = Math.sqrt(cov + spread);
  if (sigma === 0) {
    // An output of 0 gives no label.
    return { yes: Number(bias > 0), agreement: 1, favourite: exactly(1), constant: exactly(1) };
  }
  const delta = bias / sigma;
  const common = { yes: normalCdf(delta), agreement: sameSign(delta, delta, spread / (cov + spread)) };
  if (points === null) return { ...common, ...ofAll(output, delta) };
  if (bias === 0) return { ...common, ...ofCounts(cov / spread, points) };
  return { ...common, ...drawn(output, delta, points, seed) };
}

function ofAll({ cov, spread, bias }: LabelOutput, delta: number): Pick<LabelLaw, 'favourite' | 'constant'> {
  if (cov <= 0) {
    const share = normalCdf(Math.abs(delta));
    return { favourite: exactly(share), constant: exactly(Number(share >= NEARLY_ALL)) };
  }
  const [root, rest] = [Math.sqrt(cov), Math.sqrt(spread)];
  const rootOfCorrelation = Math.sqrt(cov / (cov + spread));
  const complement = spread / (cov + spread) / (1 + rootOfCorrelation);
  const z = normalQuantile(NEARLY_ALL);
  return {
    favourite: exactly(sameSign(bias / root, delta, complement)),
    constant: exactly(normalCdf((bias - z * rest) / root) + normalCdf((-bias - z * rest) / root)),
  };
}

function ofCounts(gamma: number, points: number): Pick<LabelLaw, 'favourite' | 'constant'> {
  const { pmf, maxFraction } = finiteBinaryLaw(points, Math.max(0, gamma));
  const constant = pmf.reduce((sum, probability, count) => sum + (isNearlyAll(count, points) ? probability : 0), 0);
  return { favourite: exactly(maxFraction), constant: exactly(constant) };
}

function drawn(
  output: LabelOutput,
  delta: number,
  points: number,
  seed: number,
): Pick<LabelLaw, 'favourite' | 'constant'> {
  const { cov, spread, bias } = output;
  const random = seededRandom(seed + 0.125);
  const draws = Math.max(200, Math.min(DRAWS, Math.floor(MOST_POINTS / points)));
  const [favourite, constant, shares] = [0, 0, 0].map(() => new Float64Array(draws));
  for (let n = 0; n < draws; n++) {
    const centre = Math.sqrt(Math.max(0, cov)) * random.normal() + bias;
    const share = spread === 0 ? Number(centre > 0) : normalCdf(centre / Math.sqrt(spread));
    let count = 0;
    for (let i = 0; i < points; i++) if (random.uniform() < share) count++;
    favourite[n] = Math.max(count, points - count) / points;
    constant[n] = Number(isNearlyAll(count, points));
    shares[n] = Math.max(share, 1 - share);
  }
  const known = { draws: shares, expectation: ofAll(output, delta).favourite.value };
  return { favourite: controlledMean(favourite, [known]), constant: controlledMean(constant, [known]) };
}

function isNearlyAll(count: number, points: number): boolean {
  return Math.max(count, points - count) / points >= NEARLY_ALL;
}

function exactly(value: number): Estimate {
  return { value, error: 0 };
}
