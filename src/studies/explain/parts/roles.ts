import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import { STEADY } from '../../../results/finding.ts';
import type { ExplainedLayer, Role } from '../schema.ts';

/** A change counts beyond this many standard errors. */
const SURE = 2;

/**
 * The change of the bias ratio in a layer, γ after over γ before, with the error of the quotient
 *
 *   (Δr/r)² ≤ (Δa/a)² + (Δb/b)²
 *
 * which is an upper bound, as both were measured on the same draws and err in the same direction.
 *
 * @param least the bias ratio from which a bias counts; below it there is nothing that could change
 */
export function changeOf(before: MeasuredValue, after: MeasuredValue, least: number): ExplainedLayer['change'] {
  if (!counts(before, least) || before.mean === Infinity) return null;
  const mean = after.mean / before.mean;
  if (mean === Infinity) return { mean, standardError: 0 };
  const standardError = Math.hypot(after.standardError, mean * before.standardError) / before.mean;
  return { mean, standardError };
}

/**
 * What a layer does to the bias: it is introduced where there was none to speak of, amplified or removed where the bias ratio
 * changes by more than a tenth and its error, and else kept.
 */
export function roleOf(before: MeasuredValue, after: MeasuredValue, least: number): Role {
  const [was, is] = [before, after].map((gamma) => counts(gamma, least));
  if (!was) return is ? 'born' : 'keeps';
  if (before.mean === Infinity) return after.mean === Infinity ? 'keeps' : 'removes';
  const change = changeOf(before, after, least);
  if (change === null) return 'keeps';
  const { mean, standardError } = change;
  if (Math.abs(mean - 1) <= SURE * standardError) return 'keeps';
  if (mean > STEADY) return 'amplifies';
  return mean < 1 / STEADY ? 'removes' : 'keeps';
}

/** Whether a bias is large enough to matter, and surely not zero. */
export function counts({ mean, standardError }: MeasuredValue, least: number): boolean {
  return mean >= least && mean > SURE * standardError;
}
