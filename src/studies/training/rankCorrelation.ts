import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { shuffle } from '../../numerics/sampling/shuffle.ts';

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal numbers sharing the mean of theirs.
 *
 * @param xs at least two numbers; infinities are the largest
 * @returns a number in [−1, 1]; NaN where either list is constant
 */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number {
  const [a, b] = [centredRanks(xs), centredRanks(ys)];
  const dot = (u: readonly number[], v: readonly number[]) => u.reduce((sum, x, i) => sum + x * v[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/**
 * The probability that a rank correlation this large, of either sign, comes of chance: the share of random orders with at
 * least as much, the given one counted among them (Phipson and Smyth 2010).
 *
 * @param orders how many random orders are tried
 */
export function permutationP(xs: readonly number[], ys: readonly number[], orders: number, seed: number): number {
  const observed = Math.abs(rankCorrelation(xs, ys));
  const random = seededRandom(seed);
  const places = Uint32Array.from(xs, (_, i) => i);
  let reached = 1;
  for (let order = 0; order < orders; order++) {
    shuffle(places, random);
    const other = Math.abs(
      rankCorrelation(
        xs,
        Array.from(places, (place) => ys[place]),
      ),
    );
    // Sums in another order differ in the last digits.
    if (other >= observed - 1e-12) reached++;
  }
  return reached / (orders + 1);
}

function centredRanks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (values.length - 1) / 2;
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 - middle);
}
