/** A stream of reproducible random numbers for Monte Carlo on the theory's side. */
export interface SeededRandom {
  /** Uniform on the open interval (0, 1), 52 random bits. */
  uniform(): number;
  /** Unit normal. */
  normal(): number;
}

/**
 * The same seed gives the same numbers on every machine. Not for weights: those come from the keyed generator of
 * `random/`, which can be entered at any point.
 *
 * Generator: sfc32 of Chris Doty-Humphrey (PractRand, "small fast counting"), period at least 2³².
 * Normals: Marsaglia's polar method (SIAM Review 6, 1964).
 *
 * @param seed any finite number; all 64 bits of it count
 */
export function seededRandom(seed: number): SeededRandom {
  const next = smallFastCounting(seed);
  // Half a step up, so that neither 0 nor 1 can occur.
  const uniform = () => ((next() >>> 6) * 2 ** 26 + (next() >>> 6) + 0.5) * 2 ** -52;

  let spare = Number.NaN;
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      // A point in the square [−1, 1)², kept if it lies in the unit disc.
      const x = next() * 2 ** -31;
      const y = next() * 2 ** -31;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * factor;
      return x * factor;
    }
  };
  return { uniform, normal };
}

/** So many unit normals, one after the other. */
export function normals(count: number, normal: () => number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = normal();
  return values;
}

/** Signed 32-bit integers. */
function smallFastCounting(seed: number): () => number {
  const [low, high] = new Int32Array(new Float64Array([seed]).buffer);
  let a = 0;
  let b = low;
  let c = high;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  // Similar seeds need some steps to become unrelated.
  for (let i = 0; i < 20; i++) next();
  return next;
}
