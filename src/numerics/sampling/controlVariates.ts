import { meanOf } from './mean.ts';

/** A Monte Carlo mean and its standard error; the error is 0 where the value is exact. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** A quantity drawn together with the one of interest, whose expectation is known. */
export interface ControlVariate {
  readonly draws: Float64Array;
  readonly expectation: number;
}

/**
 * The mean of `draws`, cleared of all noise that is linear in the control variates:
 *
 *   Ȳ − Σ_i b_i (X̄_i − E X_i),   b the regression coefficients of Y on X
 *
 * The controls are orthogonalised one after another, and one that adds nothing new is passed over.
 * Source: Glasserman, Monte Carlo Methods in Financial Engineering (2003), §4.1.
 */
export function controlledMean(draws: Float64Array, controls: readonly ControlVariate[]): Estimate {
  const residual = draws.slice();
  const directions: { draws: Float64Array; square: number }[] = [];
  for (const control of controls) {
    const rest = control.draws.map((x) => x - control.expectation);
    const before = covariance(rest, rest);
    for (const known of directions) subtract(rest, known.draws, covariance(rest, known.draws) / known.square);
    const square = covariance(rest, rest);
    if (!(square > 1e-10 * before)) continue;
    directions.push({ draws: rest, square });
    subtract(residual, rest, covariance(residual, rest) / square);
  }
  const freedom = Math.max(1, draws.length - 1 - directions.length);
  const variance = (covariance(residual, residual) * draws.length) / freedom;
  return { value: meanOf(residual), error: Math.sqrt(variance / draws.length) };
}

function covariance(a: Float64Array, b: Float64Array): number {
  const meanA = meanOf(a);
  const meanB = meanOf(b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
  return sum / a.length;
}

function subtract(from: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * direction[i];
}
