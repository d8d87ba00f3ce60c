import { efforts } from '../../remedies/remedy.ts';
import type { Advice, TriedRemedy } from './schema.ts';

/** Remedies whose removed shares lie in the same tenth count as equal: then the one that changes less comes first. */
const BANDS = 10;

/**
 * Remedies, best first: by the share of what is above fair guesses (or above ln K, of the loss) that they remove, in tenths; within a
 * tenth by how little they change, and then by what is left.
 */
export function ranked(tried: readonly TriedRemedy[], goal: Advice['goal']): TriedRemedy[] {
  const left = (remedy: TriedRemedy) =>
    (goal === 'loss' ? remedy.loss?.mean : remedy.agreement?.mean) ?? Number.POSITIVE_INFINITY;
  const band = ({ removed }: TriedRemedy) => Math.round(BANDS * Math.max(-1, removed ?? Number.NEGATIVE_INFINITY));
  const effort = (remedy: TriedRemedy) => efforts.indexOf(remedy.effort) + (isPair(remedy) ? efforts.length : 0);
  return tried.toSorted((a, b) => band(b) - band(a) || effort(a) - effort(b) || left(a) - left(b));
}

/**
 * A remedy helps where the agreement (or the loss) falls by more than two standard errors of the paired difference. χ₁ comes from
 * theory, and has none.
 */
export function helps({ difference, removed }: TriedRemedy, goal: Advice['goal']): boolean {
  if (removed === null || removed < LEAST) return false;
  if (goal === 'edge-of-chaos') return true;
  return difference !== null && difference.mean < -2 * difference.standardError;
}

/** Less is not worth a change. */
const LEAST = 0.02;

function isPair({ name }: Pick<TriedRemedy, 'name'>): boolean {
  return name.includes(' + ');
}
