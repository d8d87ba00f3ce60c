import type { Jump } from '../../activations/activation.ts';
import { crossingProbability } from '../../numerics/quadrature/crossingProbability.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';

/** Two jumps, in their order. */
export type JumpPair = readonly [Jump, Jump];

/** Two levels |k|, |k′| by their index, and the sum of s s′ over the jumps at ±k, ±k′; mirrored where their signs differ. */
interface Crossing {
  readonly one: number;
  readonly other: number;
  readonly mirrored: boolean;
  readonly weight: number;
}

/** Of points of given variances. */
export interface StepLevels {
  /** |k|/√q and Φ(−|k|/√q), level by level, at point·levels + level. */
  readonly heights: Float64Array;
  readonly tails: Float64Array;
  /** ¼ Σ s_j s_l X_jl of the point with itself. */
  readonly energies: Float64Array;
}

/**
 * The dual map's D of steps of heights s_j at k_j, whatever the two variances,
 *
 *   ½ E (Σ_j s_j (H(u − k_j) − H(v − k_j)))² = Σ_jl s_j s_l [½ X_jl(u, v) − ¼ X_jl(u, u) − ¼ X_jl(v, v)]
 *
 * H the unit step, with the probability of different sides X_jl(u, v) = P(u > k_j, v < k_l) + P(u < k_j, v > k_l), which is
 * closed. It grows like √(1 − c), and like |log q₁ − log q₂| for parallel points. About 0.5 µs for one step.
 * Source: derived; docs/theory §10.
 */
export class StepSpread {
  private readonly levels: readonly number[];
  private readonly crossings: readonly Crossing[];

  /** @param pairs the pairs (j, l) that the sum takes in, those of a jump with itself among them */
  constructor(pairs: readonly JumpPair[]) {
    this.levels = [...new Set(pairs.flatMap(([one, other]) => [Math.abs(one.x), Math.abs(other.x)]))];
    this.crossings = collected(pairs, this.levels);
  }

  levelsOf(variances: Float64Array): StepLevels {
    const { levels, crossings } = this;
    const count = levels.length;
    const heights = new Float64Array(variances.length * count);
    for (let at = 0; at < heights.length; at++) {
      heights[at] = levels[at % count] / Math.sqrt(variances[Math.floor(at / count)]);
    }
    const tails = heights.map((height) => normalCdf(-height));
    const energies = variances.map((_, i) => {
      let sum = 0;
      for (const { one, other, mirrored, weight } of crossings) {
        const [tail, otherTail] = [tails[i * count + one], tails[i * count + other]];
        sum += weight * (mirrored ? tail + otherTail : Math.abs(tail - otherTail));
      }
      return sum / 4;
    });
    return { heights, tails, energies };
  }

  /** D of point i of one list and point j of another; exactly 0 where they coincide. */
  between(one: StepLevels, i: number, other: StepLevels, j: number, complement: number): number {
    const [row, otherRow] = [i * this.levels.length, j * this.levels.length];
    let sum = 0;
    for (const crossing of this.crossings) {
      const [at, otherAt] = [row + crossing.one, otherRow + crossing.other];
      const probability = crossingProbability(
        one.heights[at],
        one.tails[at],
        other.heights[otherAt],
        other.tails[otherAt],
        crossing.mirrored ? 2 - complement : complement,
      );
      sum += crossing.weight * probability;
    }
    return sum / 2 - one.energies[i] - other.energies[j];
  }
}

/**
 * Jumps at ±k have one level: X(k, −k′) = 1 − X(k, k′) at −c, so that mirrored pairs count with a minus; the 1 drops out
 * of the sum.
 */
function collected(pairs: readonly JumpPair[], levels: readonly number[]): Crossing[] {
  const found = new Map<string, Crossing>();
  for (const [jump, otherJump] of pairs) {
    const [one, other] = [jump, otherJump].map(({ x }) => levels.indexOf(Math.abs(x)));
    const mirrored = jump.x < 0 !== otherJump.x < 0;
    const key = `${one} ${other} ${mirrored}`;
    const product = jump.height * otherJump.height * (mirrored ? -1 : 1);
    found.set(key, { one, other, mirrored, weight: (found.get(key)?.weight ?? 0) + product });
  }
  return [...found.values()];
}

/** All ordered pairs of some jumps, each jump with itself among them. */
export function jumpPairs(jumps: readonly Jump[]): JumpPair[] {
  return jumps.flatMap((jump) => jumps.map((other) => [jump, other] as const));
}

/**
 * Whether the levels k/√q₁ and ±k′/√q₂ of two jumps can come close for log q between `low` and `high`. Others cross as
 * smoothly as a grid of angles resolves.
 */
export function mayMeet([one, other]: JumpPair, low: number, high: number): boolean {
  const [inner, outer] = [Math.abs(one.x), Math.abs(other.x)].sort((a, b) => a - b);
  return outer * Math.exp(-high / 2) - inner * Math.exp(-low / 2) < 1;
}
