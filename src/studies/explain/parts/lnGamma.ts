import { jackknife } from '../../../measure/tally/jackknife.ts';
import { RatioOfMeans } from '../../../measure/tally/ratioOfMeans.ts';
import type { MeasuredValue } from '../../../numerics/sampling/zScore.ts';
import { NEGLIGIBLE_GAMMA } from '../../../results/finding.ts';
import { counts } from './roles.ts';
import type { Seen } from './variants.ts';

/**
 * ln(γ/γ′) of two values with independent errors,
 *
 *   error² = (Δγ/γ)² + (Δγ′/γ′)².
 *
 * Agreement tends to 1 where γ is large and hardly changes any more; the logarithm of γ goes on telling networks apart.
 *
 * @returns null where either is too small to speak of, or infinite
 */
export function lnRatio(gamma: MeasuredValue, other: MeasuredValue): MeasuredValue | null {
  if (!isUsable(gamma) || !isUsable(other)) return null;
  const standardError = Math.hypot(gamma.standardError / gamma.mean, other.standardError / other.mean);
  return { mean: Math.log(gamma.mean / other.mean), standardError };
}

/** The same of two networks on the same initialisations, with the error of the difference by the jackknife. */
export function lnRatioOnDraws(draws: readonly Seen[], others: readonly Seen[]): MeasuredValue | null {
  const [gamma, other] = [draws, others].map(gammaOnDraws);
  if (!isUsable(gamma) || !isUsable(other)) return null;
  const columns = [draws, others].flatMap((seen) => [
    seen.map(({ correlation }) => correlation),
    seen.map(({ complement }) => complement),
  ]);
  const { standardError } = jackknife(columns, ([cov, spread, otherCov, otherSpread]) =>
    Math.log(cov / spread / (otherCov / otherSpread)),
  );
  return Number.isFinite(standardError) ? { mean: Math.log(gamma.mean / other.mean), standardError } : null;
}

/** γ = mean c / mean (1 − c) over initialisations. */
export function gammaOnDraws(draws: readonly Seen[]): MeasuredValue {
  const gamma = new RatioOfMeans();
  for (const { correlation, complement } of draws) gamma.add(correlation, complement);
  return gamma.value();
}

function isUsable(gamma: MeasuredValue): boolean {
  return counts(gamma, NEGLIGIBLE_GAMMA) && gamma.mean !== Infinity;
}
