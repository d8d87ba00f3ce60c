import { PURPOSE } from '../random/key.ts';
import { keyedPermutation } from '../random/permutation.ts';

/** Guesses of several networks (readouts) that share hidden layers. */
export interface Guesses {
  /** readouts × classes: how many points each class was guessed for. */
  readonly counts: Uint32Array;
  /** Pairs of point and network whose largest output was shared. */
  tied: number;
  /** Pairs of point and network with an output that is not a number. They count for the first class of the order. */
  notNumbers: number;
}

/**
 * Adds the guesses for a batch of points.
 *
 * Ties go to the class that comes first in an order drawn once a network, so that a network with constant output gives
 * one guess everywhere. A single output unit is a sigmoid head: class 1 above zero, class 0 below.
 *
 * @param scores points × (copies × units), row by row, of the readouts from `firstReadout` on
 * @param orders the class order of every readout, as `classOrders` gives them
 * @param wanted how many of the copies count; the others are skipped
 */
export function addGuesses(
  into: Guesses,
  scores: Float32Array,
  points: number,
  copies: number,
  units: number,
  firstReadout: number,
  orders: readonly Uint32Array[],
  wanted = copies,
): void {
  const classes = Math.max(units, 2);
  const guess = units === 1 ? guessOfOne : guessOfMany;
  for (let point = 0; point < points; point++) {
    for (let copy = 0; copy < wanted; copy++) {
      const readout = firstReadout + copy;
      const chosen = guess(into, scores, (point * copies + copy) * units, orders[readout]);
      into.counts[readout * classes + chosen]++;
    }
  }
}

function guessOfOne(into: Guesses, scores: Float32Array, at: number, order: Uint32Array): number {
  const score = scores[at];
  if (score > 0) return 1;
  if (score < 0) return 0;
  if (score === 0) into.tied++;
  else into.notNumbers++;
  return order[0];
}

function guessOfMany(into: Guesses, scores: Float32Array, at: number, order: Uint32Array): number {
  let guess = order[0];
  let best = scores[at + guess];
  let shared = false;
  for (let k = 1; k < order.length; k++) {
    const score = scores[at + order[k]];
    if (Number.isNaN(score) || Number.isNaN(best)) {
      into.notNumbers++;
      return order[0];
    }
    if (score > best) {
      best = score;
      guess = order[k];
      shared = false;
    } else if (score === best) shared = true;
  }
  if (shared) into.tied++;
  return guess;
}

/** The order in which each network of an initialisation prefers tied classes. */
export function classOrders(seed: number, initialisation: number, readouts: number, classes: number): Uint32Array[] {
  return Array.from({ length: readouts }, (_, readout) =>
    keyedPermutation(seed, { purpose: PURPOSE.ties, tensor: 0, readout, initialisation }, classes),
  );
}
