// Philox4x32-10 for eight counters at once.
//
// A counter-based generator: 128 bits of counter and 64 bits of key go in, 128 random bits come out, and nothing is
// remembered in between, so any weight can be drawn at any time, by anyone, in any order.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.3 and table 2.
// The scalar twin that tests this one word for word is src/random/philox.ts.

const MULTIPLIER_0: v128 = i32x4.splat(0xd2511f53);
const MULTIPLIER_1: v128 = i32x4.splat(0xcd9e8d57);
const WEYL_0: v128 = i32x4.splat(0x9e3779b9); // the golden ratio, key schedule of word 0
const WEYL_1: v128 = i32x4.splat(0xbb67ae85); // √3 − 1, key schedule of word 1
const ROUNDS: i32 = 10;

/** Bytes of a block: four words of each of four counters. */
export const BLOCK: usize = 64;

/**
 * Writes two blocks at `at`, each word 0 of four counters, then their words 1, 2 and 3; the second block is that of the
 * counters c0 + 4. A round is (x0, x1, x2, x3) ← (hi(M₁x2) ⊕ x1 ⊕ k0, lo(M₁x2), hi(M₀x0) ⊕ x3 ⊕ k1, lo(M₀x0)).
 *
 * Each round waits for the one before, so that a block alone leaves half the processor idle: two go side by side, x and y.
 */
@inline
export function philoxBlocks(at: usize, c0: v128, c1: v128, c2: v128, c3: v128, key0: v128, key1: v128): void {
  let x0 = c0, x1 = c1, x2 = c2, x3 = c3;
  let y0 = i32x4.add(c0, i32x4.splat(4)), y1 = c1, y2 = c2, y3 = c3;
  let k0 = key0, k1 = key1;
  for (let round = 0; round < ROUNDS; round++) {
    // 64-bit products come two a vector: lanes 0 and 1, then lanes 2 and 3.
    const a01 = i64x2.extmul_low_i32x4_u(x0, MULTIPLIER_0);
    const a23 = i64x2.extmul_high_i32x4_u(x0, MULTIPLIER_0);
    const b01 = i64x2.extmul_low_i32x4_u(x2, MULTIPLIER_1);
    const b23 = i64x2.extmul_high_i32x4_u(x2, MULTIPLIER_1);
    x0 = v128.xor(v128.xor(highWords(b01, b23), x1), k0);
    x1 = lowWords(b01, b23);
    x2 = v128.xor(v128.xor(highWords(a01, a23), x3), k1);
    x3 = lowWords(a01, a23);

    const d01 = i64x2.extmul_low_i32x4_u(y0, MULTIPLIER_0);
    const d23 = i64x2.extmul_high_i32x4_u(y0, MULTIPLIER_0);
    const e01 = i64x2.extmul_low_i32x4_u(y2, MULTIPLIER_1);
    const e23 = i64x2.extmul_high_i32x4_u(y2, MULTIPLIER_1);
    y0 = v128.xor(v128.xor(highWords(e01, e23), y1), k0);
    y1 = lowWords(e01, e23);
    y2 = v128.xor(v128.xor(highWords(d01, d23), y3), k1);
    y3 = lowWords(d01, d23);

    k0 = i32x4.add(k0, WEYL_0);
    k1 = i32x4.add(k1, WEYL_1);
  }
  v128.store(at, x0, 0);
  v128.store(at, x1, 16);
  v128.store(at, x2, 32);
  v128.store(at, x3, 48);
  v128.store(at, y0, 64);
  v128.store(at, y1, 80);
  v128.store(at, y2, 96);
  v128.store(at, y3, 112);
}

@inline
function lowWords(products01: v128, products23: v128): v128 {
  return i8x16.shuffle(products01, products23, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

@inline
function highWords(products01: v128, products23: v128): v128 {
  return i8x16.shuffle(products01, products23, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}
