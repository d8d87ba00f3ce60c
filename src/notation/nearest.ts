import { closest, distance } from 'fastest-levenshtein';

/** Shorter parts match too many names by chance. */
const SHORTEST_PART = 3;

/** The known name closest to a misspelt one, if it is close enough to be what was meant; else the only one it is a part of. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const wanted = name.toLowerCase();
  const best = closest(
    wanted,
    names.map((n) => n.toLowerCase()),
  );
  if (distance(wanted, best) <= Math.max(1, Math.floor(best.length / 2))) {
    return names.find((n) => n.toLowerCase() === best);
  }
  const whole = wanted.length < SHORTEST_PART ? [] : names.filter((n) => n.toLowerCase().includes(wanted));
  return whole.length === 1 ? whole[0] : undefined;
}

/** "did you mean relu6? " or nothing, to begin a remedy with. */
export function didYouMean(name: string, names: readonly string[]): string {
  const guess = nearest(name, names);
  return guess === undefined ? '' : `did you mean ${guess}? `;
}
