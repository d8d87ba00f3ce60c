import type { Activation, DualPair, GaussianPair } from '../../activations/activation.ts';
import { controlledMean } from '../../numerics/sampling/controlVariates.ts';
import { sobolNormals } from '../../numerics/sampling/sobol.ts';
import type { MaxMoments } from './moments.ts';
import { dualOfMaxima } from './quadrature.ts';
import { appliedActivation, type MaxPool, mirrored } from './window.ts';

/** Normals drawn at most, which is 2^14 points for a window of four units, and points at most, for smaller windows. */
const NORMALS = 2 ** 17;
const LARGEST_COUNT = 2 ** 14;

/**
 * C and D of a window max-pooled after a φ that is not monotone, by randomised quasi-Monte Carlo over the 2p normals
 *
 *   u_k = √q (αx_k + βy_k),   v_k = √q (αx_k − βy_k),   α = √((1+c)/2), β = √((1−c)/2)
 *
 * with control variates whose means are known: E M, E M², the D of f(max u_k) and of f(min u_k), f = ψ∘φ (the first is
 * nearly the whole D for GELU and its like, which fall only where all units are negative), and the part of D that is
 * linear in the y_k, E ½ (2√q β y f′)² = q(1−c) E f′² at the maximum of the x_k alone, nearly the whole D as c → 1.
 * Source: derived; docs/theory §5.
 */
export function sampledDual(
  pool: MaxPool,
  { q, complement }: GaussianPair,
  moments: MaxMoments,
  scramble: number,
): DualPair {
  const { size } = pool;
  const { value } = pool.inner as Activation;
  const f = appliedActivation(pool) as Activation;
  const after = (pooled: number) => (pool.outer ? pool.outer.value(pooled) : pooled);
  const { normals, count } = windowNormals(size, scramble);
  const deviation = Math.sqrt(q);
  const along = deviation * Math.sqrt((2 - complement) / 2);
  const across = deviation * Math.sqrt(complement / 2);
  const spreads = new Float64Array(count);
  const squares = new Float64Array(count);
  const means = new Float64Array(count);
  const ofLargest = new Float64Array(count);
  const ofSmallest = new Float64Array(count);
  const tangents = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const start = 2 * size * i;
    let [first, second, still] = [lowest, lowest, lowest];
    let [largestU, largestV, smallestU, smallestV] = [lowest, lowest, -lowest, -lowest];
    let holder = 0;
    for (let k = 0; k < size; k++) {
      const x = normals[start + k];
      const y = normals[start + size + k];
      const u = along * x + across * y;
      const v = along * x - across * y;
      largestU = Math.max(largestU, u);
      largestV = Math.max(largestV, v);
      smallestU = Math.min(smallestU, u);
      smallestV = Math.min(smallestV, v);
      first = Math.max(first, value(u));
      second = Math.max(second, value(v));
      const atRest = value(deviation * x);
      if (atRest > still) {
        still = atRest;
        holder = k;
      }
    }
    first = after(first);
    second = after(second);
    spreads[i] = (first - second) ** 2 / 2;
    squares[i] = (first * first + second * second) / 2;
    means[i] = (first + second) / 2;
    ofLargest[i] = (f.value(largestU) - f.value(largestV)) ** 2 / 2;
    ofSmallest[i] = (f.value(smallestU) - f.value(smallestV)) ** 2 / 2;
    tangents[i] =
      2 * (across * normals[start + size + holder] * f.derivative(deviation * normals[start + holder])) ** 2;
  }
  const controls = [
    { draws: ofLargest, expectation: dualOfMaxima(f, size, q, q, complement).spread },
    { draws: ofSmallest, expectation: dualOfMaxima(mirrored(f), size, q, q, complement).spread },
    { draws: squares, expectation: moments.secondMoment },
    { draws: means, expectation: moments.mean },
  ];
  const { derivativeSecondMoment } = moments;
  if (derivativeSecondMoment !== undefined) {
    controls.push({ draws: tangents, expectation: q * complement * derivativeSecondMoment });
  }
  const spread = Math.max(0, controlledMean(spreads, controls).value);
  return { cov: moments.secondMoment - spread, spread };
}

const lowest = Number.NEGATIVE_INFINITY;

let latest: { size: number; scramble: number; normals: Float64Array } | undefined;

/** The points are the same for all layers of a network, so the latest are kept. */
function windowNormals(size: number, scramble: number): { normals: Float64Array; count: number } {
  const count = Math.min(LARGEST_COUNT, 2 ** Math.ceil(Math.log2(NORMALS / (2 * size))));
  if (latest?.size !== size || latest.scramble !== scramble) {
    latest = { size, scramble, normals: sobolNormals(2 * size, count, scramble) };
  }
  return { normals: latest.normals, count };
}
