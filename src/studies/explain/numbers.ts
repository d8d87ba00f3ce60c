import { fixed, type Rounded, roundToError, times } from '../../results/format.ts';
import type { ExplainedLayer, Worth } from './schema.ts';

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

function withoutError(value: number, decimals: number): Rounded {
  return { value: fixed(value, decimals), error: '', decimals };
}
