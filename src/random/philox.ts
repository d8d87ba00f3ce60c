/**
 * Philox4x32-10, one counter at a time: the readable twin of the SIMD generator in `assembly/`, and the source of
 * permutations.
 *
 *   (x0, x1, x2, x3) ← (hi(M₁x2) ⊕ x1 ⊕ k0, lo(M₁x2), hi(M₀x0) ⊕ x3 ⊕ k1, lo(M₀x0)), ten times, k ← k + Weyl
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.3.
 */
export type Words = readonly [number, number, number, number];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Four random 32-bit words, each in [0, 2³²), from a counter of four words and a key of two. */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [x0, x1, x2, x3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const next0 = highProduct(MULTIPLIER_1, x2) ^ x1 ^ k0;
    const next2 = highProduct(MULTIPLIER_0, x0) ^ x3 ^ k1;
    x1 = Math.imul(MULTIPLIER_1, x2);
    x3 = Math.imul(MULTIPLIER_0, x0);
    x0 = next0;
    x2 = next2;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0, x2 >>> 0, x3 >>> 0];
}

/** ⌊ab / 2³²⌋ of two 32-bit words, by halves: a float64 product would lose its last bits. */
function highProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16); // below 2³²
  const carry = a0 * b1 + (middle & 0xffff); // below 2³²
  return (a1 * b1 + (middle >>> 16) + (carry >>> 16)) | 0;
}
