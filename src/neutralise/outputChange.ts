import { type LogitArray, largestIn } from './logits.ts';

/**
 * A change of the outputs of a network that leaves all of its other weights as they are:
 *
 *   f′_k(x) = a_k f_k(x) + b_k
 */
export interface OutputChange {
  /** b_k, one a class. */
  readonly shift: Float64Array;
  /** a_k > 0, one a class; left out where all are 1. */
  readonly scale?: Float64Array;
}

/** Guesses of the changed outputs, one a point; of equal outputs the first class. */
export function withBiases(logits: LogitArray, change: OutputChange): Int32Array {
  return guessesOf(changedLogits(logits, change), change.shift.length);
}

/** The changed outputs, in the precision of the given ones: float32 is what files compute in. */
export function changedLogits(logits: LogitArray, { shift, scale }: OutputChange): LogitArray {
  const round = logits instanceof Float32Array ? Math.fround : (x: number) => x;
  const classes = shift.length;
  const terms = shift.map(round);
  const factors = scale?.map(round);
  const changed = logits.slice();
  for (let at = 0; at < logits.length; at++) {
    const k = at % classes;
    changed[at] = (factors ? round(factors[k] * logits[at]) : logits[at]) + terms[k];
  }
  return changed;
}

/** For every point its class of the largest output, of equal ones the first. */
export function guessesOf(logits: LogitArray, classes: number): Int32Array {
  return Int32Array.from({ length: logits.length / classes }, (_, i) => largestIn(logits, i * classes, classes));
}

/** On how many points the largest output is shared by classes, so that the guess is a matter of convention. */
export function tiedIn(logits: LogitArray, classes: number): number {
  const isTied = (from: number) => {
    const best = largestIn(logits, from, classes);
    return logits.subarray(from + best + 1, from + classes).includes(logits[from + best]);
  };
  let tied = 0;
  for (let from = 0; from < logits.length; from += classes) if (isTied(from)) tied++;
  return tied;
}

/** n_k: how many guesses every class gets. */
export function countsOf(guesses: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const k of guesses) counts[k]++;
  return counts;
}
