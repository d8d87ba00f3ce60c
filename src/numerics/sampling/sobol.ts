import { normalQuantile } from '../quadrature/normal.ts';
import { type SeededRandom, seededRandom } from './seeded.ts';

/**
 * Scrambled Sobol points turned into unit normals, for integrals over many dimensions: with 2^m points the error of a
 * smooth integrand falls nearly like 1/count instead of 1/√count, and every single point is still exactly normal, so
 * means over independent scrambles are unbiased and their scatter gives a valid error.
 *
 * Dimensions beyond the first fifty come from further scrambles of the same fifty whose points are put in a random
 * order: Owen's Latin supercube sampling (ACM Trans. Model. Comput. Simul. 8, 1998).
 *
 * @param count of points, best a power of two, at most 2³²
 * @param scramble which of the independent randomisations; the same number gives the same points on every machine
 * @returns count × dimensions numbers, point after point
 */
export function sobolNormals(dimensions: number, count: number, scramble: number): Float64Array {
  const random = seededRandom(scramble);
  const normals = new Float64Array(dimensions * count);
  for (let first = 0; first < dimensions; first += LARGEST_DIMENSION) {
    const block = Math.min(LARGEST_DIMENSION, dimensions - first);
    const order = first === 0 ? undefined : shuffled(count, random);
    for (let d = 0; d < block; d++) {
      const matrix = scrambled(directions[d], random);
      let word = randomWord(random);
      for (let i = 0; i < count; i++) {
        // Half a step up, so that neither 0 nor 1 can occur.
        normals[(order ? order[i] : i) * dimensions + first + d] = normalQuantile(((word >>> 0) + 0.5) * 2 ** -32);
        word ^= matrix[trailingOnes(i)];
      }
    }
  }
  return normals;
}

const BITS = 32;

/**
 * Matoušek's linear scrambling (J. Complexity 14, 1998): every digit of a coordinate becomes itself plus a random
 * combination of the digits above it. Followed by a random digital shift it has the variance of Owen's nested
 * scrambling (Owen, ACM Trans. Model. Comput. Simul. 13, 2003).
 */
function scrambled(matrix: Uint32Array, random: SeededRandom): Uint32Array {
  const digits = Uint32Array.from({ length: BITS }, (_, row) => {
    const own = 2 ** (BITS - 1 - row);
    const above = row === 0 ? 0 : (2 ** row - 1) * 2 ** (BITS - row);
    return (randomWord(random) & above) | own;
  });
  return matrix.map((column) =>
    digits.reduce((word, mask, row) => word | (parity(mask & column) << (BITS - 1 - row)), 0),
  );
}

function randomWord(random: SeededRandom): number {
  return Math.floor(random.uniform() * 2 ** BITS) | 0;
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >>> (folded & 15)) & 1;
}

/** Which digit of the Gray code changes from i to i + 1. */
function trailingOnes(i: number): number {
  return 31 - Math.clz32(~i & (i + 1));
}

/** 0 … count − 1 in random order: Fisher–Yates. */
function shuffled(count: number, random: SeededRandom): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor(random.uniform() * (last + 1));
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

/**
 * Primitive polynomials and initial numbers of dimensions 2 to 50, as `a m₁ m₂ … m_s` with the inner coefficients of the
 * polynomial as the bits of a. Source: Joe and Kuo, SIAM J. Sci. Comput. 30 (2008), table new-joe-kuo-6.
 */
const JOE_KUO = `
  0 1 | 1 1 3 | 1 1 3 1 | 2 1 1 1 | 1 1 1 3 3 | 4 1 3 5 13 | 2 1 1 5 5 17 | 4 1 1 5 5 5 | 7 1 1 7 11 19 |
  11 1 1 5 1 1 | 13 1 1 1 3 11 | 14 1 3 5 5 31 | 1 1 3 3 9 7 49 | 13 1 1 1 15 21 21 | 16 1 3 1 13 27 49 |
  19 1 1 1 15 7 5 | 22 1 3 1 15 13 25 | 25 1 1 5 5 19 61 | 1 1 3 7 11 23 15 103 | 4 1 3 7 13 13 15 69 |
  7 1 1 3 13 7 35 63 | 8 1 3 5 9 1 25 53 | 14 1 3 1 13 9 35 107 | 19 1 3 1 5 27 61 31 | 21 1 1 5 11 19 41 61 |
  28 1 3 5 3 3 13 69 | 31 1 1 7 13 1 19 1 | 32 1 3 7 5 13 19 59 | 37 1 1 3 9 25 29 41 | 41 1 3 5 13 23 1 55 |
  42 1 3 7 3 13 59 17 | 50 1 3 1 3 5 53 69 | 55 1 1 5 5 23 33 13 | 56 1 1 7 7 1 61 123 | 59 1 1 7 9 13 61 49 |
  62 1 3 3 5 3 55 33 | 14 1 3 1 15 31 13 49 245 | 21 1 3 5 15 31 59 63 97 | 22 1 3 1 11 11 11 77 249 |
  38 1 3 1 11 27 43 71 9 | 47 1 1 7 15 21 11 81 45 | 49 1 3 7 3 25 31 65 79 | 50 1 3 1 1 19 11 3 205 |
  52 1 1 5 9 19 21 29 157 | 56 1 3 7 11 1 33 89 185 | 67 1 3 3 3 15 9 79 71 | 70 1 3 7 11 15 39 119 27 |
  84 1 1 3 1 11 31 97 225 | 97 1 1 1 3 23 43 57 177
`;

/** Column k of each dimension's generator matrix, highest digit first in a word of 32 bits. */
const directions: readonly Uint32Array[] = [
  Uint32Array.from({ length: BITS }, (_, k) => 2 ** (BITS - 1 - k)),
  ...JOE_KUO.split('|').map((entry) => {
    const [a, ...initial] = entry.trim().split(/\s+/).map(Number);
    return directionNumbers(a, initial);
  }),
];
const LARGEST_DIMENSION = directions.length;

/** m_k = 2a₁m_{k−1} ⊕ 4a₂m_{k−2} ⊕ … ⊕ 2^s m_{k−s} ⊕ m_{k−s}, as v_k = m_k 2^(32−k). */
function directionNumbers(a: number, initial: readonly number[]): Uint32Array {
  const s = initial.length;
  const v = new Uint32Array(BITS);
  for (let k = 0; k < BITS; k++) {
    if (k < s) {
      v[k] = initial[k] << (BITS - 1 - k);
      continue;
    }
    v[k] = v[k - s] ^ (v[k - s] >>> s);
    for (let j = 1; j < s; j++) if ((a >>> (s - 1 - j)) & 1) v[k] ^= v[k - j];
  }
  return v;
}
