import { discreteSampler } from '../numerics/sampling/discreteSampler.ts';
import { seededRandom } from '../numerics/sampling/seeded.ts';

export interface KolmogorovSmirnov {
  /** max_n |share of observations ≤ n − P(≤ n)|. */
  readonly distance: number;
  /** Observations that do follow the law exceed this distance with probability at most `level`. */
  readonly criticalValue: number;
  readonly level: number;
}

export interface KolmogorovSmirnovOptions {
  /** 0.05 by default. */
  readonly level?: number;
  /** Simulated samples behind the critical value; 2000 by default. */
  readonly replicas?: number;
  readonly seed?: number;
}

/**
 * The distance of Kolmogorov and Smirnov between observed counts and a law on 0 … N, with a critical value for that law:
 * the tables hold for continuous laws and are too lax for discrete ones, so samples of the same size are simulated from
 * the law itself.
 *
 * @param observed one count in 0 … N an initialisation, independent of each other
 * @param pmf probabilities of 0 … N
 */
export function ksAgainstDiscreteLaw(
  observed: ArrayLike<number>,
  pmf: ArrayLike<number>,
  { level = 0.05, replicas = 2000, seed = 1 }: KolmogorovSmirnovOptions = {},
): KolmogorovSmirnov {
  const histogram = new Int32Array(pmf.length);
  for (let i = 0; i < observed.length; i++) {
    if (!(Number.isInteger(observed[i]) && observed[i] >= 0 && observed[i] < pmf.length)) {
      throw new RangeError(`observed counts must be integers in 0 … ${pmf.length - 1}: ${observed[i]}`);
    }
    histogram[observed[i]]++;
  }

  // √n · distance has a limit law; it is reached well before this sample size, which keeps the simulation short.
  const size = Math.min(observed.length, 2000);
  const draw = discreteSampler(pmf, seededRandom(seed));
  const simulated = new Int32Array(pmf.length);
  const distances = Float64Array.from({ length: replicas }, () => {
    simulated.fill(0);
    for (let i = 0; i < size; i++) simulated[draw()]++;
    return distanceTo(pmf, simulated, size);
  }).sort();
  const quantile = distances[Math.min(replicas - 1, Math.ceil((1 - level) * replicas) - 1)];
  return {
    distance: distanceTo(pmf, histogram, observed.length),
    criticalValue: quantile * Math.sqrt(size / observed.length),
    level,
  };
}

function distanceTo(pmf: ArrayLike<number>, histogram: Int32Array, size: number): number {
  let expected = 0;
  let seen = 0;
  let distance = 0;
  for (let n = 0; n < pmf.length; n++) {
    expected += pmf[n];
    seen += histogram[n];
    distance = Math.max(distance, Math.abs(seen / size - expected));
  }
  return distance;
}
