import { philoxKey, type StreamKey } from './key.ts';
import { philox, type Words } from './philox.ts';

/**
 * A random order of 0 … length − 1: Fisher–Yates on the words of one stream. Used for tie-breaking (which of the tied
 * classes comes first) and seeded subsamples (the first entries).
 *
 * Every order is equally likely up to length²/2³², the unevenness of mapping 32-bit words to places.
 */
export function keyedPermutation(seed: number, key: StreamKey, length: number): Uint32Array {
  const order = upTo(length);
  const nextWord = wordStream(seed, key);
  for (let last = length - 1; last > 0; last--) {
    const chosen = Math.floor((nextWord() * (last + 1)) / 2 ** 32);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

/** `count` different numbers of 0 … length − 1 in random order: the beginning of a Fisher–Yates shuffle from the front. */
export function keyedSample(seed: number, key: StreamKey, length: number, count: number): Uint32Array {
  const order = upTo(length);
  const nextWord = wordStream(seed, key);
  for (let place = 0; place < count; place++) {
    const chosen = place + Math.floor((nextWord() * (length - place)) / 2 ** 32);
    [order[place], order[chosen]] = [order[chosen], order[place]];
  }
  return order.subarray(0, count);
}

/** 0 … length − 1, in order. */
function upTo(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let place = 0; place < length; place++) order[place] = place;
  return order;
}

/** The words of a stream, one at a time, counter after counter. */
function wordStream(seed: number, { purpose, tensor, readout, initialisation }: StreamKey): () => number {
  const key = philoxKey(seed, purpose);
  let words: Words = [0, 0, 0, 0];
  let drawn = 0;
  return () => {
    if (drawn % 4 === 0) words = philox([drawn / 4, tensor, readout, initialisation], key);
    return words[drawn++ % 4];
  };
}
