import { type MeasuredValue, zScore } from '../../numerics/sampling/zScore.ts';
import type { Estimate } from '../../results/schema.ts';

/**
 * Running mean and variance of one number a hidden draw: the draws are independent, so the standard error of their mean
 * is honest however many readouts share a draw ("clustered by hidden draw").
 *
 * Welford's update; B. P. Welford, Technometrics 4 (1962) 419.
 */
export class Running {
  count = 0;
  mean = 0;
  private squares = 0;

  add(value: number): void {
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }

  /** Unbiased variance over draws; 0 below two draws. */
  get variance(): number {
    return this.count < 2 ? 0 : this.squares / (this.count - 1);
  }

  /** Standard error of the mean; infinite below two draws, where nothing is known of it. */
  get standardError(): number {
    return this.count < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(this.variance / this.count);
  }

  value(): MeasuredValue {
    return { mean: this.mean, standardError: this.standardError };
  }
}

/**
 * Intra-class correlation of networks that share hidden layers: the share of a statistic's variance that lies between
 * hidden draws, by one-way analysis of variance.
 *
 *   W = mean variance within a draw, B = Var(draw means) − W/M, ICC = B/(B + W)
 *
 * @returns a number in [0, 1]; 0 when nothing varies
 */
export function intraClassCorrelation(varianceOfMeans: number, meanVarianceWithin: number, readouts: number): number {
  const between = Math.max(0, varianceOfMeans - meanVarianceWithin / readouts);
  const total = between + meanVarianceWithin;
  return total > 0 ? between / total : 0;
}

/**
 * What was measured over a number of independent draws beside what theory expects, with its error where theory sampled
 * it.
 */
export function estimateBeside(
  measured: MeasuredValue,
  draws: number,
  theory: number | null,
  theoryError?: number,
): Estimate {
  return {
    ...measured,
    theory,
    ...(theoryError && { theoryError }),
    z: zScore(measured, draws, theory, theoryError),
  };
}
