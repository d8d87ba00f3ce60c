import { type Effort, efforts } from './remedy.ts';

/** How much a remedy removes, and what that takes. */
export interface Strength {
  /** Share of the agreement above that of fair guesses, or of another quantity above its least; null where it is not known. */
  readonly removed: number | null;
  /** What remains of the quantity. */
  readonly left: number;
  readonly effort: Effort;
  /** Whether it is two remedies together. */
  readonly isPair?: boolean;
}

/** What removes less is not worth a change. */
export const LEAST_REMOVED = 0.02;

/** Remedies whose removed shares lie in the same tenth count as equal: then the one that changes less comes first. */
const BANDS = 10;

/** The order of remedies, best first: by the tenth that they remove; within it by how little they change, then by what is left. */
export function byStrength(a: Strength, b: Strength): number {
  return bandOf(b) - bandOf(a) || changeOf(a) - changeOf(b) || a.left - b.left;
}

function bandOf({ removed }: Strength): number {
  return Math.round(BANDS * Math.max(-1, removed ?? Number.NEGATIVE_INFINITY));
}

function changeOf({ effort, isPair = false }: Strength): number {
  return efforts.indexOf(effort) + (isPair ? efforts.length : 0);
}
