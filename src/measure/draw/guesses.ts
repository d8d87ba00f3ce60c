import { PURPOSE } from '../../random/key.ts';
import { keyedPermutation } from '../../random/permutation.ts';
import type { Experiment } from '../../results/schema.ts';

/** Where the guesses of a batch of points lie: of `points` points by `readouts` networks, from number `first` on. */
export interface Batch {
  readonly points: number;
  readonly readouts: number;
  /** How many of the readouts count; the others fill up the last batch. */
  readonly wanted: number;
  readonly first: number;
}

/** Guesses that the outputs left open. */
export interface Undecided {
  /** Pairs of point and network whose largest output was shared. */
  tied: number;
  /** Pairs of point and network with an output that is not a number. */
  notNumbers: number;
  /** By network, on how many points all outputs were the same number; of a single output, 0. */
  readonly equal?: Uint32Array;
}

/**
 * Settles guesses that are −1 because no output is the one largest, and counts them.
 *
 * Ties go to the class that comes first in the order of the network, drawn once, so that a network with constant output gives
 * one guess everywhere. Where an output is not a number the guess is the first class of the order.
 *
 * @param guesses points × readouts, row by row
 * @param scores points × (readouts × units); a single unit is a sigmoid head
 * @param orders the class order of every readout, as `classOrders` gives them
 */
export function settle(
  into: Undecided,
  guesses: Int32Array,
  scores: Float32Array,
  units: number,
  { points, readouts, wanted, first }: Batch,
  orders: readonly Uint32Array[],
): void {
  const guess = units === 1 ? guessOfOne : guessOfMany;
  for (let at = 0; at < points * readouts; at++) {
    if (guesses[at] >= 0) continue;
    const copy = at % readouts;
    guesses[at] = copy < wanted ? guess(into, scores, at * units, orders[first + copy], first + copy) : 0;
  }
}

function guessOfOne(into: Undecided, scores: Float32Array, at: number, order: Uint32Array, network: number): number {
  if (Number.isNaN(scores[at])) into.notNumbers++;
  else {
    into.tied++;
    if (into.equal) into.equal[network]++;
  }
  return order[0];
}

function guessOfMany(into: Undecided, scores: Float32Array, at: number, order: Uint32Array, network: number): number {
  let guess = order[0];
  let best = scores[at + guess];
  let isEqual = true;
  for (const k of order) {
    const score = scores[at + k];
    if (Number.isNaN(score)) {
      into.notNumbers++;
      return order[0];
    }
    if (score !== best) isEqual = false;
    if (score > best) [best, guess] = [score, k];
  }
  into.tied++;
  if (isEqual && into.equal) into.equal[network]++;
  return guess;
}

/** The order in which each network of an initialisation prefers tied classes. */
export function classOrders(
  seed: number,
  initialisation: number,
  readouts: number,
  classes: number,
  rule: Experiment['ties'] | 'random' = 'random',
): Uint32Array[] {
  if (rule === 'first') {
    return new Array<Uint32Array>(readouts).fill(Uint32Array.from({ length: classes }, (_, k) => k));
  }
  return Array.from({ length: readouts }, (_, readout) =>
    keyedPermutation(seed, { purpose: PURPOSE.ties, tensor: 0, readout, initialisation }, classes),
  );
}

/** Of the networks of a draw: pairs of point and network with equal outputs, and networks that have them on all points. */
export function equalIn(counts: Uint32Array, points: number): { points: number; networks: number } {
  return {
    points: counts.reduce((sum, count) => sum + count, 0),
    networks: counts.filter((count) => count === points).length,
  };
}
