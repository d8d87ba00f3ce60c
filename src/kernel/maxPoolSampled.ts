import type { Activation, DualPair, GaussianPair } from '../activations/activation.ts';
import { controlledMean } from '../numerics/controlVariates.ts';
import { sobolNormals } from '../numerics/sobol.ts';
import type { MaxMoments } from './maxPoolMoments.ts';
import type { MaxPool } from './maxPoolWindow.ts';

/** Normals of a window of four units: 2^15 points of 8. Larger windows get fewer points, smaller ones no more. */
const LARGEST_COUNT = 2 ** 15;
const NORMALS = 2 ** 18;

/**
 * C and D of a window max-pooled after a φ that is not monotone, by randomised quasi-Monte Carlo over the 2p normals
 *
 *   u_k = √q (αx_k + βy_k),   v_k = √q (αx_k − βy_k),   α = √((1+c)/2), β = √((1−c)/2)
 *
 * with three control variates whose means are known: E M, E M², and the part of D that is linear in the y_k,
 * E ½ (2√q β y f′)² = q(1−c) E f′², f = ψ∘φ at the maximum of the x_k alone, which is nearly all of D as c → 1.
 * Source: derived; docs/theory §5.
 */
export function sampledDual(
  pool: MaxPool,
  { q, complement }: GaussianPair,
  moments: MaxMoments,
  scramble: number,
): DualPair {
  const { size } = pool;
  const { value, derivative } = pool.inner as Activation;
  const psi = pool.outer;
  const { normals, count } = windowNormals(size, scramble);
  const deviation = Math.sqrt(q);
  const along = deviation * Math.sqrt((2 - complement) / 2);
  const across = deviation * Math.sqrt(complement / 2);
  const spreads = new Float64Array(count);
  const squares = new Float64Array(count);
  const means = new Float64Array(count);
  const tangents = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const start = 2 * size * i;
    let first = Number.NEGATIVE_INFINITY;
    let second = Number.NEGATIVE_INFINITY;
    let still = Number.NEGATIVE_INFINITY;
    let holder = 0;
    for (let k = 0; k < size; k++) {
      const x = normals[start + k];
      const y = normals[start + size + k];
      first = Math.max(first, value(along * x + across * y));
      second = Math.max(second, value(along * x - across * y));
      const atRest = value(deviation * x);
      if (atRest > still) {
        still = atRest;
        holder = k;
      }
    }
    const slope = derivative(deviation * normals[start + holder]) * (psi ? psi.derivative(still) : 1);
    if (psi) {
      first = psi.value(first);
      second = psi.value(second);
    }
    spreads[i] = (first - second) ** 2 / 2;
    squares[i] = (first * first + second * second) / 2;
    means[i] = (first + second) / 2;
    tangents[i] = 2 * (across * normals[start + size + holder] * slope) ** 2;
  }
  const controls = [
    { draws: squares, expectation: moments.secondMoment },
    { draws: means, expectation: moments.mean },
  ];
  const { derivativeSecondMoment } = moments;
  if (derivativeSecondMoment !== undefined) {
    controls.unshift({ draws: tangents, expectation: q * complement * derivativeSecondMoment });
  }
  const spread = Math.max(0, controlledMean(spreads, controls).value);
  return { cov: moments.secondMoment - spread, spread };
}

let latest: { size: number; scramble: number; normals: Float64Array } | undefined;

/** The points are the same for all layers of a network, so the latest are kept. */
function windowNormals(size: number, scramble: number): { normals: Float64Array; count: number } {
  const count = Math.min(LARGEST_COUNT, 2 ** Math.ceil(Math.log2(NORMALS / (2 * size))));
  if (latest?.size !== size || latest.scramble !== scramble) {
    latest = { size, scramble, normals: sobolNormals(2 * size, count, scramble) };
  }
  return { normals: latest.normals, count };
}
