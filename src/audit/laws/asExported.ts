import { sizeOf } from '../../graph/graph.ts';
import type { Parameter, Role } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { withBranches } from './branchEnds.ts';
import { inWords } from './inWords.ts';
import { candidatesOf } from './stored/candidates.ts';
import { establishedWords, type Read, toldApart } from './stored/established.ts';
import { momentsOf, momentsOfEqual } from './stored/moments.ts';
import { knownWords } from './stored/words.ts';

/** The word for laws that are read off the file. */
export const AS_EXPORTED = 'as-exported';

/** The law that the stored numbers of a parameter were drawn from. */
interface StoredLaw {
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
  /** Weights that are not zeros, those of them with a law, and those of which all entries are equal. */
  readonly weights: { readonly count: number; readonly known: number; readonly equal: number };
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
  const laws = parameters.map((parameter, i) => lawOf(parameter, read[i], established));
  // Weights of zeros, as at the end of some residual branches, say nothing: files without weights hold them, too.
  const weights = parameters.flatMap((parameter, i) => {
    const { constant } = read[i].moments;
    return isDrawn(parameter) && constant !== 0
      ? [{ isKnown: laws[i].law !== null, isEqual: constant !== undefined }]
      : [];
  });
  const count = weights.length;
  const known = weights.filter(({ isKnown }) => isKnown).length;
  const equal = weights.filter(({ isEqual }) => isEqual).length;
  return {
    laws: new Map(parameters.map(({ name }, i) => [name, laws[i]])),
    certain: count > 0 && known >= (1 - SMALL_SHARE) * count,
    weights: { count, known, equal },
  };
}

/** Why laws could not be read off a file, as the beginning of a sentence. */
export function inDoubt({ weights: { count, equal } }: StoredLaws): string {
  if (count === 0) return 'all weights of this file are 0';
  return equal === count ? 'this file has one number in place of its weights' : 'the weights of this file look trained';
}

function isDrawn({ role, tiedTo }: Parameter): boolean {
  return weightRoles.has(role) && !tiedTo;
}

/** Parameters of one number are not read from this size on. */
const LARGE = 2 ** 20;

async function readOne(parameter: Parameter, words: readonly string[]): Promise<Read> {
  const { dims, stored: summary } = parameter;
  // Models whose weights were left out state one number for millions.
  if (summary.sd === 0 && sizeOf(dims) > LARGE) {
    return { moments: momentsOfEqual(summary.mean, sizeOf(dims)), candidates: [] };
  }
  const stored = await parameter.values();
  const values = parameter.role === 'embedding' ? withoutPadding(stored, parameter.dims.at(-1)!) : stored;
  const moments = momentsOf(values);
  return { moments, candidates: parameter.tiedTo ? [] : candidatesOf(parameter, values, moments, words) };
}

/** The rows that are not 0: PyTorch sets the row of padding_idx to 0, Embedding of torch/nn/modules/sparse.py, PyTorch 1.13. */
function withoutPadding(values: Float32Array, width: number): Float32Array {
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    values.subarray(row * width, (row + 1) * width),
  );
  const drawn = rows.filter((row) => row.some((x) => x !== 0));
  if (drawn.length === 0 || drawn.length === rows.length) return values;
  const kept = new Float32Array(drawn.length * width);
  drawn.forEach((row, i) => {
    kept.set(row, i * width);
  });
  return kept;
}

function lawOf(parameter: Parameter, read: Read, established: ReadonlyMap<string, number>): StoredLaw {
  const { tiedTo, dims } = parameter;
  const { moments, candidates } = read;
  const found = (law: ParameterLaw, certainty: 'exact' | 'follows') => ({ law, reads: inWords(law, dims), certainty });
  if (tiedTo) return found({ law: 'tied', to: tiedTo.name, transposed: tiedTo.transposed }, 'exact');
  const { constant, count } = moments;
  // A single number says nothing about others, unless it is 0, which no law draws.
  if (constant === 0 || (constant !== undefined && count > 1)) {
    const law = { law: 'constant', value: constant } as const;
    if (constant === 0 || !isDrawn(parameter)) return found(law, 'exact');
    return { law: null, reads: `no law: ${inWords(law, dims)}`, certainty: 'none' };
  }
  const told = toldApart(read);
  if (told) return found(told.law, 'exact');
  const proofs = candidates.map(({ words }) => Math.max(...words.map((word) => established.get(word) ?? 0)));
  const most = Math.max(0, ...proofs);
  if (most > 0) return found(candidates[proofs.indexOf(most)].law, 'follows');
  const reads = candidates.length > 0 ? `uncertain: ${count} numbers are too few` : 'no known law: it looks trained';
  return { law: null, reads, certainty: 'none' };
}
