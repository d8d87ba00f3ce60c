import { PURPOSE } from '../../random/key.ts';
import { keyedPermutation } from '../../random/permutation.ts';

/** Which points are learned from, and which are held out to see what is learned. Places in ascending order. */
export interface Split {
  readonly learned: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** A seeded split, the same for all initialisations. @param share of the points held out, in (0, 1) */
export function splitOf(points: number, share: number, seed: number): Split {
  const key = { purpose: PURPOSE.training, tensor: 0, readout: 0, initialisation: 0 };
  const order = keyedPermutation(seed, key, points);
  const heldOut = Math.min(points - 1, Math.max(1, Math.round(share * points)));
  return { heldOut: order.slice(0, heldOut).sort(), learned: order.slice(heldOut).sort() };
}

/**
 * Batches without end: every point once an epoch, in a new order each time; what is left of an epoch is left out.
 * @param size at most the number of points
 */
export function* batchesOf(
  learned: Uint32Array,
  size: number,
  seed: number,
  initialisation: number,
): Generator<Uint32Array> {
  for (let epoch = 1; ; epoch++) {
    const key = { purpose: PURPOSE.training, tensor: epoch, readout: 0, initialisation };
    const order = keyedPermutation(seed, key, learned.length);
    for (let from = 0; from + size <= learned.length; from += size) {
      yield order.slice(from, from + size).map((place) => learned[place]);
    }
  }
}
