import type { Estimate } from '../../results/schema.ts';

/** A measured number and its standard error. */
export interface MeasuredValue {
  readonly mean: number;
  readonly standardError: number;
}

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

/** Running means of two numbers a draw with their covariance, for the error of their ratio. */
export class RunningRatio {
  private readonly top = new Running();
  private readonly bottom = new Running();
  private products = 0;

  add(top: number, bottom: number): void {
    const before = top - this.top.mean;
    this.top.add(top);
    this.bottom.add(bottom);
    this.products += before * (bottom - this.bottom.mean);
  }

  /**
   * Ratio of the means a/b, with the error of the delta method:
   *
   *   Var(a/b) ≈ (Var a − 2 r Cov(a, b) + r² Var b)/b²,  r = a/b
   */
  value(): MeasuredValue {
    const { count } = this.top;
    const mean = this.top.mean / this.bottom.mean;
    if (count < 2 || !Number.isFinite(mean)) return { mean, standardError: Number.POSITIVE_INFINITY };
    const covariance = this.products / (count - 1);
    const variance = this.top.variance - 2 * mean * covariance + mean * mean * this.bottom.variance;
    return { mean, standardError: Math.sqrt(Math.max(0, variance) / count) / Math.abs(this.bottom.mean) };
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

/** What was measured beside what theory expects, with its error where theory sampled it. */
export function estimateBeside(measured: MeasuredValue, theory: number | null, theoryError?: number): Estimate {
  return {
    ...measured,
    theory,
    ...(theoryError && { theoryError }),
    z: zScore(measured, theory, theoryError),
  };
}

/** Distance of a measurement from a prediction in units of all errors together; null without either. */
export function zScore(measured: MeasuredValue, theory: number | null, theoryError = 0): number | null {
  if (theory === null || !Number.isFinite(theory) || !Number.isFinite(measured.standardError)) return null;
  const error = Math.hypot(measured.standardError, theoryError);
  if (error === 0) return measured.mean === theory ? 0 : null;
  return (measured.mean - theory) / error;
}
