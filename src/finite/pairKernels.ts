/**
 * Second moments of the units of two points, pair after pair: the mean squares q₁ and q₂, and
 *
 *   spread = ½ ⟨(h₁ − h₂)²⟩,   tilt = ½ ⟨(h₁ − h₂)(h₁ + h₂)⟩ = ½ (q₁ − q₂),   cov = ⟨h₁h₂⟩,
 *
 * each summed as it stands: formed from the others by subtraction it would lose its digits where two points look alike.
 */
export interface PairKernels {
  readonly pairs: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly cov: Float64Array;
  readonly spread: Float64Array;
  readonly tilt: Float64Array;
}

/** @param values pairs × 2 × units numbers: the first point of the first pair, its second point, and so on */
export function kernelsOf(values: Float64Array, pairs: number, units: number): PairKernels {
  const numbers = () => new Float64Array(pairs);
  const kernels = { pairs, first: numbers(), second: numbers(), cov: numbers(), spread: numbers(), tilt: numbers() };
  for (let pair = 0; pair < pairs; pair++) {
    const a = 2 * pair * units;
    const b = a + units;
    let first = 0;
    let second = 0;
    let cov = 0;
    let spread = 0;
    let tilt = 0;
    for (let k = 0; k < units; k++) {
      const x = values[a + k];
      const y = values[b + k];
      const difference = x - y;
      first += x * x;
      second += y * y;
      cov += x * y;
      spread += difference * difference;
      tilt += difference * (x + y);
    }
    kernels.first[pair] = first / units;
    kernels.second[pair] = second / units;
    kernels.cov[pair] = cov / units;
    kernels.spread[pair] = spread / (2 * units);
    kernels.tilt[pair] = tilt / (2 * units);
  }
  return kernels;
}

/** After weights of variance σ_w²/fan-in and biases of variance σ_b²: a bias they share cancels in differences. */
export function mixed(kernels: PairKernels, sigmaW2: number, sigmaB2: number): PairKernels {
  const square = (q: number) => sigmaW2 * q + sigmaB2;
  const difference = (value: number) => sigmaW2 * value;
  return {
    pairs: kernels.pairs,
    first: kernels.first.map(square),
    second: kernels.second.map(square),
    cov: kernels.cov.map(square),
    spread: kernels.spread.map(difference),
    tilt: kernels.tilt.map(difference),
  };
}

/**
 * 1 − c of a pair, with √q₁ − √q₂ = 2 tilt/(√q₁ + √q₂):
 *
 *   1 − c = (spread − ½ (√q₁ − √q₂)²)/√(q₁q₂)
 *
 * A point of norm 0 has no direction. By agreement 1 − c is 0 between two of them, which get the same guess, and 1
 * between one of them and any other point, as ties are broken by an order that is drawn once per network.
 *
 * @returns a number in [0, 2]
 */
export function complementOf({ first, second, cov, spread, tilt }: PairKernels, pair: number): number {
  if (first[pair] === 0 || second[pair] === 0) return spread[pair] === 0 ? 0 : 1;
  const [a, b] = [Math.sqrt(first[pair]), Math.sqrt(second[pair])];
  // Lengths so unequal that the spread is mostly radial: then 1 − c has no digits to lose.
  if (spread[pair] > a * b) return Math.min(2, Math.max(0, 1 - cov[pair] / (a * b)));
  const radial = 2 * (tilt[pair] / (a + b)) ** 2;
  return Math.min(2, Math.max(0, (spread[pair] - radial) / (a * b)));
}
