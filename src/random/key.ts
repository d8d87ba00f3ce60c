/**
 * What a random number is drawn for. Together with the seed it identifies a stream: the same key gives the
 * same numbers in any order of calls, in any worker, on any machine.
 */
export interface StreamKey {
  /** The purpose, from `PURPOSE`. */
  readonly purpose: number;
  /** Number of the weight tensor in the graph, of the data tensor, or 0. */
  readonly tensor: number;
  /** Number of the readout resampled on the same hidden draw, or 0. */
  readonly readout: number;
  /** Number of the initialisation, or 0. */
  readonly initialisation: number;
}

/** Purposes keep streams of the same seed apart. The numbers are part of every published result: never renumber. */
export const PURPOSE = {
  weights: 1,
  data: 2,
  ties: 3,
  subsample: 4,
  theory: 5,
  labels: 6,
  finite: 7,
  selection: 8,
  noise: 9,
  pairs: 10,
  training: 11,
} as const;

const TWO_TO_32 = 2 ** 32;
const SEED_BITS_ABOVE_32 = 21;

/**
 * The Philox key of a seed: its low 32 bits, and its high 21 bits with the purpose above them. No two pairs of seed and
 * purpose share a key.
 *
 * @param seed an integer in [0, 2⁵³ − 1]
 * @throws RangeError for any other seed
 */
export function philoxKey(seed: number, purpose: number): [number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`a seed is an integer from 0 to ${Number.MAX_SAFE_INTEGER}, not ${seed}`);
  }
  return [seed % TWO_TO_32, (Math.floor(seed / TWO_TO_32) | (purpose << SEED_BITS_ABOVE_32)) >>> 0];
}
