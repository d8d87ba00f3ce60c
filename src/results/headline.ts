import { barePercent, percent } from './format.ts';
import type { Estimate, Measurement } from './schema.ts';
import { pointsOf } from './words.ts';

/** What texts, pages and figures begin with, in the same words everywhere. */

/** The first sentence of a summary, which says what was found, and the rest. */
export function firstSentence(summary: string): [string, string] {
  const end = summary.search(/\.\s/);
  return end < 0 ? [summary, ''] : [summary.slice(0, end + 1), summary.slice(end + 1).trim()];
}

/** The first sentence of a summary without its full stop, as figures have it for a title. */
export function titleOf(summary: string): string {
  return firstSentence(summary)[0].replace(/\.$/, '');
}

/** "a fair guess is 10 %". */
export function fairGuess(classes: number): string {
  return `a fair guess is ${barePercent(1 / classes)}`;
}

/** The share of the favourite class with its error: "50.5 % (±0.4)". */
export function shareOf({ mean, standardError }: Pick<Estimate, 'mean' | 'standardError'>): string {
  return percent(mean, standardError);
}

/** "from 11.6 % to 79.9 %", of at least one share. */
export function rangeOf(shares: readonly number[]): string {
  return `from ${barePercent(Math.min(...shares))} to ${barePercent(Math.max(...shares))}`;
}

/** The favourite's share in one measurement. */
export function favouriteTitle({ classes, data, maxFraction }: Measurement): string {
  return `The favourite class gets ${shareOf(maxFraction)} of the ${pointsOf(data)}; ${fairGuess(classes)}`;
}

/** The favourite's shares in several measurements. */
export function comparisonTitle(measurements: readonly Measurement[]): string {
  const shares = measurements.map(({ maxFraction }) => maxFraction.mean);
  if (shares.length < 2) return `The favourite class gets ${barePercent(Math.max(...shares))}`;
  return `The favourite class gets ${rangeOf(shares)} of the data in these ${shares.length} networks`;
}
