import { normalQuantile } from '../numerics/quadrature/normal.ts';
import { fixed, plural } from '../results/format.ts';
import type { CheckedClaim, ClaimHeader, Comparison, Verdict } from './claimHeader.ts';

/** A comparison before its verdict: a difference with its error, and the bounds that it must lie within. */
export type Compared = Omit<Comparison, 'verdict'>;

/** A check before its verdict, with all that it compares. */
export interface ComparedCheck {
  /** The check as a sentence without its full stop. */
  readonly text: string;
  readonly comparisons: readonly Compared[];
}

/** The probability that chance alone turns any one comparison of a claim. */
const LEVEL = 0.01;

/** The verdict on a claim from all its checks, with thresholds for as many comparisons as they make. */
export function judged(
  compared: readonly ComparedCheck[],
): Pick<ClaimHeader, 'verdict' | 'summary' | 'threshold' | 'checks'> {
  const threshold = thresholdOf(compared.flatMap(({ comparisons }) => comparisons).length);
  const checks = compared.map(({ text, comparisons }): CheckedClaim => {
    const decided = comparisons.map((one) => ({ ...one, verdict: verdictOf(one, threshold) }));
    return { text, verdict: together(decided.map(({ verdict }) => verdict)), comparisons: decided };
  });
  return {
    verdict: together(checks.map(({ verdict }) => verdict)),
    summary: summaryOf(checks, threshold),
    threshold,
    checks,
  };
}

/**
 * How many standard errors a difference must be clear of its bounds, for a number m of comparisons:
 *
 *   z_m = Φ⁻¹(1 − α/2m),  α = 0.01
 *
 * so that all of a claim together err with probability α at most, however they depend on one another (Bonferroni).
 */
export function thresholdOf(comparisons: number): number {
  return -normalQuantile(LEVEL / (2 * Math.max(1, comparisons)));
}

/**
 * Where the difference lies, with its error: inside its bounds, outside, or too near to one of them to tell. Bounds that
 * leave room on both sides make this a test of equivalence: a wide error bar confirms nothing.
 */
export function verdictOf({ difference, error, least, most }: Compared, threshold: number): Verdict {
  const [low, high] = [least ?? Number.NEGATIVE_INFINITY, most ?? Number.POSITIVE_INFINITY];
  if (!Number.isFinite(difference) || !Number.isFinite(error)) return 'inconclusive';
  const reach = threshold * error;
  if (difference - reach > high || difference + reach < low) return 'refuted';
  // A sign is not shown by a difference of nothing, known exactly.
  const inside = low === 0 || high === 0 ? difference !== 0 : true;
  return inside && difference - reach >= low && difference + reach <= high ? 'confirmed' : 'inconclusive';
}

/** Refuted by a single refutation; confirmed when everything is, and there is something. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'confirmed') ? 'confirmed' : 'inconclusive';
}

/** "17 of 18 comparisons hold at 3.5 standard errors; undecided: …", with the numbers of what is nearest to its bounds. */
function summaryOf(checks: readonly CheckedClaim[], threshold: number): string {
  const comparisons = checks.flatMap((check) => check.comparisons);
  const held = comparisons.filter(({ verdict }) => verdict === 'confirmed').length;
  const counted = `${held} of ${plural(comparisons.length, 'comparison')} hold at ${fixed(threshold, 1)} standard errors`;
  const empty = checks.find((check) => check.comparisons.length === 0);
  if (empty) return `${counted}; nothing was measured for “${empty.text}”.`;
  const worst = comparisons.reduce((a, b) => (room(b) < room(a) ? b : a));
  const call = { refuted: 'refuted', inconclusive: 'undecided', confirmed: 'the closest call' }[worst.verdict];
  return `${counted}; ${call}: ${worst.text}.`;
}

/** How many standard errors the difference is inside its bounds; negative outside. */
function room({ difference, error, least, most }: Comparison): number {
  const distance = Math.min(difference - (least ?? -Infinity), (most ?? Infinity) - difference);
  return error > 0 ? distance / error : distance < 0 ? -Infinity : Infinity;
}
