// What the module offers to src/random/wasm.ts. Memory from `heapBase` on is the caller's.
//
// The fillers share one signature: `count`, a multiple of 32, float32 numbers at address `at`, of standard deviation
// `scale`, from the counters (0 … count/4 − 1, tensor, readout, initialisation) under the key (key0, key1).
// Number i comes from word (i mod 16)/4 of counter 4 ⌊i/16⌋ + i mod 4, however many are drawn; a normal, from that word
// and its neighbour (0 and 1, 2 and 3).

import { BLOCK, philoxBlocks } from './philox';
import { normalPair, truncatedNormal, uniform } from './laws';

export { findGuesses, findSigns, sortGuesses } from './guesses';
export { centreRows } from './centre';
export { addLogits } from './logits';
export { overlapSums } from './overlap';

export const heapBase: usize = __heap_base;

const WORDS = 0;
const NORMALS = 1;
const UNIFORMS = 2;
const TRUNCATED = 3;

@inline
function fill(
  law: i32, at: usize, count: i32, scale: f32,
  key0: i32, key1: i32, tensor: i32, readout: i32, initialisation: i32,
): void {
  const scales = f32x4.splat(scale);
  const k0 = i32x4.splat(key0), k1 = i32x4.splat(key1);
  const c1 = i32x4.splat(tensor), c2 = i32x4.splat(readout), c3 = i32x4.splat(initialisation);
  const end = at + (<usize>count << 2);
  let c0 = i32x4(0, 1, 2, 3);
  for (let blocks = at; blocks < end; blocks += 2 * BLOCK) {
    philoxBlocks(blocks, c0, c1, c2, c3, k0, k1);
    if (law == NORMALS) { // law is a constant: the compiler keeps one branch
      normalPair(blocks, scales);
      normalPair(blocks + 32, scales);
      normalPair(blocks + 64, scales);
      normalPair(blocks + 96, scales);
    } else if (law != WORDS) {
      for (let vector = blocks; vector < blocks + 2 * BLOCK; vector += 16) {
        if (law == UNIFORMS) uniform(vector, scales);
        else truncatedNormal(vector, scales);
      }
    }
    c0 = i32x4.add(c0, i32x4.splat(8));
  }
}

/** The raw words; `scale` is ignored. */
export function words(
  at: usize, count: i32, scale: f32,
  key0: i32, key1: i32, tensor: i32, readout: i32, initialisation: i32,
): void {
  fill(WORDS, at, count, scale, key0, key1, tensor, readout, initialisation);
}

export function normals(
  at: usize, count: i32, scale: f32,
  key0: i32, key1: i32, tensor: i32, readout: i32, initialisation: i32,
): void {
  fill(NORMALS, at, count, scale, key0, key1, tensor, readout, initialisation);
}

export function uniforms(
  at: usize, count: i32, scale: f32,
  key0: i32, key1: i32, tensor: i32, readout: i32, initialisation: i32,
): void {
  fill(UNIFORMS, at, count, scale, key0, key1, tensor, readout, initialisation);
}

export function truncatedNormals(
  at: usize, count: i32, scale: f32,
  key0: i32, key1: i32, tensor: i32, readout: i32, initialisation: i32,
): void {
  fill(TRUNCATED, at, count, scale, key0, key1, tensor, readout, initialisation);
}
