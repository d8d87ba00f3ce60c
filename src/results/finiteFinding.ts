import type { Compared, FinitePrediction } from './finiteSchema.ts';
import { barePercent, fixed, plain, plusMinus, roundToError } from './format.ts';

/** A difference of fewer standard errors may be chance. */
const SIGNIFICANT = 3;

/** The finding of a finite prediction: how often two inputs get the same guess, and what the widths have to do with it. */
export function finiteFindingOf({ classes, agreement }: Pick<FinitePrediction, 'classes' | 'agreement'>): string {
  const share = plusMinus(agreement.mean, agreement.standardError);
  return (
    `At its actual widths this network gives two random inputs the same guess with probability ${share}; ` +
    `a fair guess agrees in ${barePercent(1 / classes)} of the cases. ${effectOfWidth(agreement)}`
  );
}

function effectOfWidth({ mean, standardError, infinite, infiniteError = 0, difference, z }: Compared): string {
  if (infinite === null || difference === null) return 'There is no theory of infinite width to compare it with.';
  const { error, decimals } = roundToError(mean, Math.hypot(standardError, infiniteError));
  const text = (value: number) => (decimals === null ? plain(value) : fixed(value, decimals));
  if (z === null || Math.abs(z) < SIGNIFICANT)
    return `Infinite width would give ${text(infinite)}: no difference shows.`;
  const size = error ? `${text(Math.abs(difference))} ± ${error}` : text(Math.abs(difference));
  return `Finite width ${difference > 0 ? 'raises' : 'lowers'} the agreement by ${size} from ${text(infinite)}.`;
}
