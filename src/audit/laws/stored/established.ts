import type { Candidate } from './candidates.ts';
import { distance } from './fits.ts';
import { type Moments, together } from './moments.ts';
import { shapes } from './shapes.ts';

/** What is known of one parameter before it is compared with others. */
export interface Read {
  readonly moments: Moments;
  /** The laws that fit, the nearest first. */
  readonly candidates: readonly Candidate[];
}

/** The nearest law that the numbers of a parameter tell apart from all others. */
export function toldApart({ moments, candidates }: Read): Candidate | undefined {
  return candidates.find(({ enough }) => moments.count >= enough);
}

/**
 * Initialisations that the numbers of a model prove: those of a large parameter, or of several small ones together, each
 * number over the deviation of its own law.
 *
 * @returns by initialisation how many numbers prove it
 */
export function establishedWords(read: readonly Read[]): ReadonlyMap<string, number> {
  const proofs = new Map<string, number>();
  const prove = (words: readonly string[], count: number) => {
    for (const word of words) proofs.set(word, (proofs.get(word) ?? 0) + count);
  };
  for (const one of read) prove(toldApart(one)?.words ?? [], one.moments.count);
  for (const { word, standardised } of groupsOfSmall(read.filter((one) => !toldApart(one)))) {
    const all = together(standardised.map(({ moments }) => moments));
    const [{ shape }] = standardised;
    if (all.count >= shapes[shape].enough && distance(all, shapes[shape]) !== undefined) prove([word], all.count);
  }
  return proofs;
}

interface Group {
  readonly word: string;
  readonly standardised: NonNullable<Candidate['standardised']>[];
}

/** Small parameters that fit one initialisation by laws of one shape. */
function groupsOfSmall(read: readonly Read[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const { words, standardised } of read.flatMap(({ candidates }) => candidates)) {
    if (!standardised) continue;
    for (const word of words) {
      const key = `${standardised.shape} by ${word}`;
      const group = groups.get(key);
      if (group) group.standardised.push(standardised);
      else groups.set(key, { word, standardised: [standardised] });
    }
  }
  return groups.values();
}
