import { Running } from '../tally/estimate.ts';
import { agreementsOf } from '../tally/fractions.ts';
import type { Draw } from './assignment.ts';

/** The same initialisations of the same networks, on some points of each and on all of them. */
export interface Nested {
  readonly few: readonly Draw[];
  readonly many: readonly Draw[];
  /** n₁ < n₂: the first n₁ of the n₂ points are those of `few`. */
  readonly points: readonly [number, number];
  readonly classes: number;
  readonly readouts: number;
  /** Whether every draw brings the agreement of all its points from the features, without noise of readouts. */
  readonly exact: boolean;
}

/**
 * Where the variance of agreement comes from. Of one hidden draw, N points and the mean over M readouts it is
 *
 *   V = hidden + readout/M + shared/N + ((first − shared)/N + second/N²)/M
 *
 * and from the features, over all readouts that could follow, on P of the points hidden + shared/P.
 */
export interface Components {
  /** Between hidden draws, and between the readouts of one, both on infinitely many points. */
  readonly hidden: number;
  readonly readout: number;
  /** Between choices of points: alike for all readouts of a hidden draw, and in all, of first and second order. */
  readonly shared: number;
  readonly first: number;
  readonly second: number;
}

/** A share of the variance between hidden draws below this cannot be told from zero by a pilot. */
const SMALLEST_SHARE = 1e-3;

/**
 * The components in a pilot. Of one network with fractions G the agreement of N points is a U-statistic, of variance
 *
 *   (first/N + second/N²) to leading order, first = 4 (Σ G³ − (Σ G²)²), second = 2 Σ G² (1 − Σ G²),
 *
 * which the counts tell. As the mean of a U-statistic over all choices of n₁ of n₂ points is that of the n₂ points,
 *
 *   Var(U_n₁ − U_n₂) = Var U_n₁ − Var U_n₂,
 *
 * and the weights, being the same, drop out. Means over readouts on both so tell what is shared. The rest are the
 * components of a one-way analysis of variance. Source: Hoeffding, Ann. Math. Statist. 19 (1948) 293; Cochran, Sampling
 * Techniques, §10.6.
 */
export function componentsOf({ few, many, points, classes, readouts, exact }: Nested): Components {
  const [n1, n2] = points;
  const [first, second, between, within, difference] = Array.from({ length: 5 }, () => new Running());
  const meanOf = (draw: Draw, count: number) => {
    const values = new Running();
    for (const value of agreementsOf(draw.counts, classes, count)) values.add(value);
    return values;
  };
  many.forEach((draw, i) => {
    const counted = meanOf(draw, n2);
    const value = exact ? draw.agreement! : counted.mean;
    between.add(value);
    within.add(counted.variance);
    difference.add((exact ? few[i].agreement! : meanOf(few[i], n1).mean) - value);
    for (const { squares, cubes } of momentsOf(draw.counts, classes, n2)) {
      first.add(4 * Math.max(0, cubes - squares ** 2));
      second.add(2 * Math.max(0, squares - squares ** 2));
    }
  });
  const copies = exact ? Number.POSITIVE_INFINITY : readouts;
  const step = 1 / n1 - 1 / n2;
  const apart = difference.variance - (first.mean * step + second.mean * (1 / n1 ** 2 - 1 / n2 ** 2)) / copies;
  const shared = copies === 1 ? 0 : Math.min(first.mean, Math.max(0, apart / (step * (1 - 1 / copies))));
  const own = (first.mean - shared) / n2 + second.mean / n2 ** 2;
  const readout = readouts === 1 ? 0 : Math.max(0, within.mean - own);
  const hidden = between.variance - shared / n2 - (readout + own) / copies;
  const floor = (SMALLEST_SHARE / (1 - SMALLEST_SHARE)) * readout;
  return { hidden: Math.max(hidden, floor), readout, shared, first: first.mean, second: second.mean };
}

/**
 * The variance of the agreement of one initialisation.
 * @param paired P, points whose features are looked at; 0 where guesses are counted
 */
export function varianceOf(components: Components, points: number, readouts: number, paired: number): number {
  const { hidden, readout, shared, first, second } = components;
  if (paired > 0) return hidden + shared / paired;
  return hidden + shared / points + (readout + (first - shared) / points + second / points ** 2) / readouts;
}

/** Σ G² and Σ G³ of every network, without bias. */
function momentsOf(counts: Uint32Array, classes: number, points: number): { squares: number; cubes: number }[] {
  const triples = points * (points - 1) * (points - 2);
  return Array.from(agreementsOf(counts, classes, points), (squares, network) => {
    const own = counts.subarray(network * classes, (network + 1) * classes);
    return { squares, cubes: own.reduce((sum, n) => sum + n * (n - 1) * (n - 2), 0) / triples };
  });
}
