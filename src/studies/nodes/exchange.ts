import { Running } from '../../measure/tally/estimate.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';

/** How often the two nodes are swapped at random. */
const REPLICAS = 500;

/**
 * The distance of Kolmogorov and Smirnov between two nodes, max |F₁ − F₂|.
 *
 * @param differences counts of the first less those of the second, bin by bin
 * @param size counts of each
 */
export function distanceOf(differences: ArrayLike<number>, size: number): number {
  let [below, furthest] = [0, 0];
  for (let bin = 0; bin < differences.length; bin++) {
    below += differences[bin];
    furthest = Math.max(furthest, Math.abs(below));
  }
  return furthest / size;
}

/**
 * What the distance of two pooled nodes would be if nothing told one from the other: then swapping them in any draw
 * changes no law, so the distances of random swaps are samples of it. The values of one draw, which depend on each other,
 * are swapped together. Tables of critical values are for independent values and would be far too strict.
 *
 * @param draws differences of counts, draw by draw
 * @param size counts of each node over all draws
 */
export function distanceIfSymmetric(draws: readonly ArrayLike<number>[], size: number, seed: number) {
  const { uniform } = seededRandom(seed);
  const distances = new Running();
  const swapped = new Float64Array(draws[0].length);
  for (let replica = 0; replica < REPLICAS; replica++) {
    swapped.fill(0);
    for (const differences of draws) {
      const sign = uniform() < 0.5 ? -1 : 1;
      for (let bin = 0; bin < swapped.length; bin++) swapped[bin] += sign * differences[bin];
    }
    distances.add(distanceOf(swapped, size));
  }
  return { mean: distances.mean, deviation: Math.sqrt(distances.variance) };
}
