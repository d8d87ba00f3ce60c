import type { Parameter, Role } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { inWords } from './inWords.ts';
import { withBranches } from './roleLaw.ts';
import { candidatesOf } from './stored/candidates.ts';
import { establishedWords, type Read, toldApart } from './stored/established.ts';
import { momentsOf } from './stored/moments.ts';
import { knownWords } from './stored/words.ts';

/** The law that the stored numbers of a parameter were drawn from. */
export interface StoredLaw {
  /** null where no known law fits, as after training, and where the numbers are too few to tell. */
  readonly law: ParameterLaw | null;
  readonly reads: string;
  /**
   * `exact`: the numbers alone tell. `follows`: they fit, are too few to tell, and other parameters of the model were drawn by
   * the same initialisation. `none`: no law.
   */
  readonly certainty: 'exact' | 'follows' | 'none';
}

/** The laws read off a file. */
export interface StoredLaws {
  /** By name of the parameter, in the order of the plan. */
  readonly laws: ReadonlyMap<string, StoredLaw>;
  /** Whether the file is an untrained export: all its weights but a small share have a law. */
  readonly certain: boolean;
  /** Weights, and those of them with a law. */
  readonly weights: { readonly count: number; readonly known: number };
}

/** Of the weights of an untrained export: those without a law, such as with an initialisation of their author's own. */
const SMALL_SHARE = 0.1;

const weightRoles: ReadonlySet<Role> = new Set(['weight', 'embedding', 'recurrentInput', 'recurrentWeight']);

/**
 * Reads the law of each parameter off the numbers in the file, which are a draw from it if the model is untrained. Errors
 * of both kinds are rare: `stored/fits.ts` has the thresholds.
 */
export async function asExported(parameters: readonly Parameter[]): Promise<StoredLaws> {
  const words = knownWords.map((word) => withBranches(word, parameters));
  const read: Read[] = [];
  // One after the other: the numbers of all parameters may be more than fit in memory.
  for (const parameter of parameters) read.push(await readOne(parameter, words));
  const established = establishedWords(read);
  const laws = new Map(parameters.map((parameter, i) => [parameter.name, lawOf(parameter, read[i], established)]));
  const weights = parameters.filter(({ role, tiedTo }) => weightRoles.has(role) && !tiedTo);
  const known = weights.filter(({ name }) => laws.get(name)!.law !== null).length;
  const certain = weights.length > 0 && known >= (1 - SMALL_SHARE) * weights.length;
  return { laws, certain, weights: { count: weights.length, known } };
}

async function readOne(parameter: Parameter, words: readonly string[]): Promise<Read> {
  const values = await parameter.values();
  const moments = momentsOf(values);
  return { moments, candidates: parameter.tiedTo ? [] : candidatesOf(parameter, values, moments, words) };
}

function lawOf({ tiedTo, dims }: Parameter, read: Read, established: ReadonlyMap<string, number>): StoredLaw {
  const { moments, candidates } = read;
  const found = (law: ParameterLaw, certainty: 'exact' | 'follows') => ({ law, reads: inWords(law, dims), certainty });
  if (tiedTo) return found({ law: 'tied', to: tiedTo.name, transposed: tiedTo.transposed }, 'exact');
  const { constant, count } = moments;
  // A single number says nothing about others, unless it is 0, which no law draws.
  if (constant === 0 || (constant !== undefined && count > 1))
    return found({ law: 'constant', value: constant }, 'exact');
  const told = toldApart(read);
  if (told) return found(told.law, 'exact');
  const proofs = candidates.map(({ words }) => Math.max(...words.map((word) => established.get(word) ?? 0)));
  const most = Math.max(0, ...proofs);
  if (most > 0) return found(candidates[proofs.indexOf(most)].law, 'follows');
  const reads = candidates.length > 0 ? `uncertain: ${count} numbers are too few` : 'no known law: it looks trained';
  return { law: null, reads, certainty: 'none' };
}
