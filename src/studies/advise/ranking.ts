import { byStrength, LEAST_REMOVED, type Strength } from '../../remedies/strength.ts';
import type { Advice, TriedRemedy } from './schema.ts';

/**
 * Remedies, best first: by the share of what is above fair guesses (or above ln K, of the loss) that they remove, in tenths; within a
 * tenth by how little they change, and then by what is left.
 */
export function ranked(tried: readonly TriedRemedy[], goal: Advice['goal']): TriedRemedy[] {
  const strengthOf = ({ removed, effort, name, loss, agreement }: TriedRemedy): Strength => ({
    removed,
    effort,
    left: (goal === 'loss' ? loss?.mean : agreement?.mean) ?? Number.POSITIVE_INFINITY,
    isPair: name.includes(' + '),
  });
  return tried.toSorted((a, b) => byStrength(strengthOf(a), strengthOf(b)));
}

/**
 * A remedy helps where the agreement (or the loss) falls by more than two standard errors of the paired difference. χ₁ comes from
 * theory, and has none.
 */
export function helps({ difference, removed }: TriedRemedy, goal: Advice['goal']): boolean {
  if (removed === null || removed < LEAST_REMOVED) return false;
  if (goal === 'edge-of-chaos') return true;
  return difference !== null && difference.mean < -2 * difference.standardError;
}
