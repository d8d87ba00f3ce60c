import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import { drawCounts } from '../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { affordableDraws } from './entropy.ts';
import { guessLaw } from './guessLaw.ts';

/**
 * The expected shares of N points that the favourite class gets, the second, and so on:
 *
 *   E n_(r)/N,  n_(1) ≥ n_(2) ≥ … ≥ n_(K) the counts of the classes in order
 *
 * Beyond the first of them there is no formula, so fractions G and then counts given G are drawn. Source: docs/theory §2.
 *
 * @param classes K ≥ 2
 * @param gamma bias ratio in [0, ∞]
 * @param points N ≥ 1 points, iid given the network
 * @param ranks how many of the shares, the largest first
 */
export function rankedFractions(
  classes: number,
  gamma: number,
  points: number,
  ranks: number,
  { draws = affordableDraws(classes) / 2, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): Estimate[] {
  const law = guessLaw(classes, gamma);
  const random = seededRandom(seed);
  const shares = Array.from({ length: ranks }, () => new Float64Array(draws));
  for (let i = 0; i < draws; i++) {
    const ordered = drawCounts(law.sample(random), points, random).sort().reverse();
    for (let rank = 0; rank < ranks; rank++) shares[rank][i] = ordered[rank] / points;
  }
  return shares.map((drawn) => controlledMean(drawn, []));
}
