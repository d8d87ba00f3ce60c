import type { Dataset, Generator } from '../data/dataset.ts';
import { subsample } from '../data/subsample.ts';
import type { DatasetState } from '../kernel/dataset/datasetState.ts';
import { ofChoice } from '../kernel/dataset/summary.ts';
import { rowOffset } from '../kernel/packedPairs.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';

/** Dataset mode holds N²/2 pairs several times over; 6,000 points take about 1 GB. */
const MOST_POINTS = 6000;
/** Of more points, a sample of this many stands for all: seconds of work, and an error of a few thousandths. */
const SAMPLE = 2000;

/** Fewer say too little of a population. */
const FEWEST_POINTS = 30;

/**
 * The points that theory follows in pairs: all of them, or a seeded sample where they are too many.
 * @param tokens of a point, which are followed one by one; undefined: points are vectors
 * @returns undefined where even 30 points have too many tokens
 */
export function followedPoints(data: Dataset, seed: number, tokens?: number): Dataset | undefined {
  const sample = sampleOf(data, tokens);
  if (!sample) return data;
  return sample.points < FEWEST_POINTS ? undefined : subsample(data, sample.points, seed);
}

/** How many points theory follows of those there are, where it takes a sample. */
export function sampleOf(
  data: Dataset | Generator,
  tokens = 1,
): { readonly points: number; readonly of: number } | undefined {
  if (data.kind === 'generator' || data.points * tokens <= MOST_POINTS) return undefined;
  // Pairs of tokens are kept once a layer and then averaged, so that there may be more of them than of points.
  return { points: tokens > 1 ? Math.floor(MOST_POINTS / tokens) : SAMPLE, of: data.points };
}

/**
 * The mean of a function over all pairs of points, with the error of having drawn these n points from N without
 * replacement. A mean over pairs is a U-statistic, whose error is that of its projection on single points:
 *
 *   h_i = mean over j ≠ i of f(1 − c_ij),  error² = 4 Var(h)/n · (1 − n/N)
 *
 * Source: Hoeffding, Ann. Math. Statist. 19 (1948) 293.
 *
 * @param population N, at least the number of points in the kernel
 */
export function pairMean(kernel: DatasetState, population: number, f: (complement: number) => number): Estimate {
  const { points, complements } = kernel;
  const sums = new Float64Array(points);
  for (let i = 0; i < points - 1; i++) {
    const row = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) {
      const value = f(complements[row + j]);
      sums[i] += value;
      sums[j] += value;
    }
  }
  return ofChoice(
    sums.map((sum) => sum / (points - 1)),
    population,
  );
}
