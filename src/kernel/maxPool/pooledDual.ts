import type { DualPair, GaussianPair } from '../../activations/activation.ts';
import { dual } from '../../activations/dual.ts';
import { maxMoments } from './moments.ts';
import { dualOfMaxima } from './quadrature.ts';
import { sampledDual } from './sampled.ts';
import { appliedActivation, functionOfMaximum, type MaxPool } from './window.ts';

export { pooledAngular } from './angular.ts';
export { maxMoments } from './moments.ts';
export { type MaxPool, monotonicity } from './window.ts';

/** C and D of a pooled unit, its mean, and whether they carry the noise of sampling. */
export interface PooledDual extends DualPair {
  readonly mean: number;
  /** True where φ is not monotone: another `scramble` gives slightly other values. */
  readonly sampled: boolean;
}

/**
 * What max-pooling p independent units does to two inputs, M = ψ(max φ(u_1), …, φ(u_p)) and M′ alike:
 * C = E MM′, D = ½ E (M − M′)², C + D = E M².
 *
 * By quadrature where φ is monotone (relative error of D below 1e−12 for c ≥ 0), else by randomised quasi-Monte Carlo
 * (about 1e−4 at p = 4 for GELU and its like, 3e−3 for sin and abs). Docs/theory §5.
 *
 * @param scramble which of the independent randomisations, where sampled
 */
export function pooledDual(pool: MaxPool, pair: GaussianPair, scramble = 0): PooledDual {
  const { size } = pool;
  const { q, cov, spread, complement } = pair;
  const moments = maxMoments(pool, q);
  const { mean, secondMoment } = moments;
  const f = functionOfMaximum(pool);
  // Equal inputs have equal maxima; with q = 0 all inputs are equal.
  if (q <= 0 || spread <= 0) return { cov: secondMoment, spread: 0, mean, sampled: false };
  if (size === 1) {
    const applied = appliedActivation(pool);
    return { ...(applied ? dual(applied, pair) : { cov, spread }), mean, sampled: false };
  }
  if (f) {
    const { cov: pooledCov, spread: pooledSpread } = dualOfMaxima(f, size, q, q, complement);
    // Independent inputs have independent maxima.
    return { cov: cov === 0 ? mean * mean : pooledCov, spread: pooledSpread, mean, sampled: false };
  }
  if (cov === 0) return { cov: mean * mean, spread: secondMoment - mean * mean, mean, sampled: false };
  return { ...sampledDual(pool, pair, moments, scramble), mean, sampled: true };
}

/** A window of correlated units that are exchangeable, like neighbouring pixels of the same image. */
export interface ExchangeableWindow {
  /** p ≥ 2 */
  readonly size: number;
  /** Variance q of a unit. */
  readonly q: number;
  /** Correlation r < 1 of two units of the window, for the same input. */
  readonly within: number;
  /** Correlation of the same unit for the two inputs, c_d = 1 − complement. */
  readonly complement: number;
  /** Correlation of different units for the two inputs, c_o. */
  readonly across: number;
}

/**
 * The maximum over an exchangeable window, in closed reduction to independent units: what all units share, variance
 * q·r and covariance q·c_o, passes the maximum unchanged.
 *
 *   C = q (c_o + (1−r) C_p(t)),   D = q ((r − c_o) + (1−r) D_p(t)),   t = (c_d − c_o)/(1 − r)
 *
 * Docs/theory §5.
 */
export function exchangeableMax({ size, q, within, complement, across }: ExchangeableWindow): DualPair {
  const own = 1 - within;
  // 1 − t = ((1 − c_d) − (r − c_o))/(1 − r)
  const ownComplement = Math.max(0, (complement - (within - across)) / own);
  const pair = { q: 1, cov: 1 - ownComplement, spread: ownComplement, complement: ownComplement };
  const pooled = pooledDual({ size }, pair);
  return { cov: q * (across + own * pooled.cov), spread: q * (within - across + own * pooled.spread) };
}
