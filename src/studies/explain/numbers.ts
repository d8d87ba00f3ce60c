import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import { fixed, plain, type Rounded, roundToError, times } from '../../results/format.ts';
import type { ExplainedLayer, Explanation, Worth } from './schema.ts';

/** The numbers of an explained layer as text, for terminal and report alike. */

/** A bias ratio closer to zero than this needs no more digits than "0.0003". */
const TINY = 0.002;

export function roundedGamma(gamma: ExplainedLayer['gamma']): Rounded {
  if (gamma && Math.abs(gamma.mean) < TINY && gamma.standardError < TINY) return withoutError(gamma.mean, 4);
  return roundToError(gamma?.mean ?? Number.NaN, gamma?.standardError);
}

/** "3.4×"; empty where there was no bias before the layer. */
export function changeText({ change }: ExplainedLayer): string {
  if (change === null) return '';
  return change.mean < 0.05 ? '0×' : times(change.mean);
}

/** With its sign. */
export function roundedWorth({ mean, standardError }: Worth): Rounded {
  const rounded = standardError > 0 ? roundToError(mean, Math.max(standardError, 0.0005)) : withoutError(mean, 3);
  return mean > 0 && /[1-9]/.test(rounded.value) ? { ...rounded, value: `+${rounded.value}` } : rounded;
}

/** A change of ln γ, with its sign; "–" where there is none. */
export function roundedLn(change: MeasuredValue | null): Rounded {
  if (change === null) return { value: '–', error: '', decimals: null };
  const { mean, standardError } = change;
  const rounded = standardError > 0 ? roundToError(mean, Math.max(standardError, 0.005)) : withoutError(mean, 2);
  return mean > 0 && /[1-9]/.test(rounded.value) ? { ...rounded, value: `+${rounded.value}` } : rounded;
}

/** Larger bias ratios would need more room than they deserve. */
const LARGE = 1000;

/** A bias ratio among others that differ by much. */
export function roundedRatio(gamma: MeasuredValue): Rounded {
  return roundedTo(gamma, Math.abs(gamma.mean) < LARGE ? fixed(gamma.mean, 3) : plain(gamma.mean, 3));
}

/** A value rounded to its error, or as it is written where it has none. */
export function roundedTo({ mean, standardError }: MeasuredValue, exact: string): Rounded {
  return standardError > 0 ? roundToError(mean, standardError) : { value: exact, error: '', decimals: null };
}

/** Agreement near 1 hardly changes any more, whatever happens to γ. */
const SATURATED = 0.99;

/** Whether worths in agreement say too little, so that those in ln γ count. */
export function isSaturated({ measurement }: Pick<Explanation, 'measurement'>): boolean {
  return measurement.agreement.mean > SATURATED;
}

function withoutError(value: number, decimals: number): Rounded {
  return { value: fixed(value, decimals), error: '', decimals };
}
