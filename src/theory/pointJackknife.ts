import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import { jackknifeError } from '../numerics/sampling/jackknife.ts';
import type { SeededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';

/** The points are left out in this many random groups, one group after the other. */
const GROUPS = 20;

/**
 * How far E max_c G_c over n points is from that over the N points they were drawn from: a jackknife over groups of
 * points, in the same networks. With f over all n points, f_g without group g and f̄ their mean,
 *
 *   bias = (g − 1)(f̄ − f),  error² = (g − 1)/g Σ (f_g − f̄)²,
 *
 * both of n points against infinitely many; against N they are (1 − n/N) of that, and its square root. The bias is not
 * small by itself: the largest of K counts is the larger the fewer points there are.
 *
 * Source: Efron & Stein, The Annals of Statistics 9 (1981) 586.
 */
export class PointJackknife {
  private readonly group: Uint32Array;
  private readonly size = new Float64Array(GROUPS);
  private readonly counts: Int32Array;
  private readonly sums = new Float64Array(GROUPS);
  private whole = 0;
  private networks = 0;

  constructor(
    private readonly points: number,
    private readonly classes: number,
    random: SeededRandom,
  ) {
    this.group = Uint32Array.from({ length: points }, (_, i) => i % GROUPS);
    shuffle(this.group, random);
    for (const g of this.group) this.size[g]++;
    this.counts = new Int32Array((GROUPS + 1) * classes);
  }

  /** Takes the guesses of a network at all points. */
  add(guesses: Int32Array): void {
    const { counts, classes, group, points, size } = this;
    const all = GROUPS * classes;
    counts.fill(0);
    for (let i = 0; i < points; i++) {
      counts[group[i] * classes + guesses[i]]++;
      counts[all + guesses[i]]++;
    }
    let most = 0;
    for (let c = 0; c < classes; c++) most = Math.max(most, counts[all + c]);
    this.whole += most / points;
    for (let g = 0; g < GROUPS; g++) {
      let mostWithout = 0;
      for (let c = 0; c < classes; c++) mostWithout = Math.max(mostWithout, counts[all + c] - counts[g * classes + c]);
      this.sums[g] += mostWithout / (points - size[g]);
    }
    this.networks++;
  }

  /** The estimate over the n points, carried over to the N points they were drawn from. */
  ofPopulation({ value, error }: Estimate, population: number): Estimate {
    const without = this.sums.map((sum) => sum / this.networks);
    const mean = without.reduce((sum, f) => sum + f, 0) / GROUPS;
    const bias = (GROUPS - 1) * (mean - this.whole / this.networks);
    const unseen = 1 - this.points / population;
    return { value: value - unseen * bias, error: Math.hypot(error, Math.sqrt(unseen) * jackknifeError(without)) };
  }
}
