import { CorrelatedNormals } from '../numerics/quadrature/bivariateNormal.ts';
import { normalPdf, normalQuantile } from '../numerics/quadrature/normal.ts';

/**
 * Agreement A_K(c): the probability that two inputs get the same guess.
 *
 *   A_K(c) = P(argmax u = argmax v) = K ∬ φ₂(u,v;c) Φ₂(u,v;c)^(K−1) du dv
 *
 * with (u_k, v_k), k = 1…K, independent pairs of unit normals of correlation c. It rules the guess law
 * (E Σ G² = A_K(c), E max G = A_K(√c)) and max-pooling (dC/dc = A_p(c)).
 * Source: derived, docs/theory §2. Closed forms: K = 2 (Sheppard), K = 3.
 *
 * @param classes K ≥ 2
 * @param complement 1 − c in [0, 2], which keeps every digit near c = 1
 * @returns a probability: 1 at c = 1, 1/K at c = 0, 0 at c = −1; relative error below 1e−12 for c ≥ 0 up to K = 1000,
 *   absolute error below 1e−13 for every c
 * @throws RangeError if K is not an integer ≥ 2 or the complement lies outside [0, 2]
 */
export function agreement(classes: number, complement: number): number {
  checkAgreementArguments(classes, complement);
  if (complement === 0) return 1;
  if (complement === 2) return 0;
  if (classes === 2) return 1 - angle(complement) / Math.PI;
  if (classes === 3) return agreementOfThree(complement);
  return agreementOfMany(classes, complement);
}

/** θ = arccos c, precise at both ends; a complement that rounding has pushed above 2 counts as 2. */
export function angle(complement: number): number {
  return 2 * Math.atan2(Math.sqrt(complement), Math.sqrt(Math.max(0, 2 - complement)));
}

/** A₃ = ⅓ + (3/4π²)·[arccos²(−c) − arccos²(c/2)]. */
function agreementOfThree(complement: number): number {
  const opposite = Math.PI - angle(complement);
  const half = Math.acos((1 - complement) / 2);
  return 1 / 3 + (3 / (4 * Math.PI ** 2)) * (opposite - half) * (opposite + half);
}

/** The trapezoid rule over the axes in which the pair is independent, in a disc that leaves out 1e−15 of 1/K. */
function agreementOfMany(classes: number, complement: number): number {
  const range = Math.sqrt(2 * Math.log(1e15 * classes ** 2));
  const step = classes <= 30 ? 0.16 : 0.1;
  const pair = new CorrelatedNormals(complement);
  // Φ₂(u,v) ≤ Φ(min(u,v)), so below this level the power Φ₂^(K−1) is under 1e−20.
  const lowest = normalQuantile(1e-20 ** (1 / (classes - 1)));
  const last = Math.floor(range / step);
  let sum = 0;
  for (let j = 0; j <= last; j++) {
    const y = j * step;
    // Exchanging u and v mirrors y: half the plane is enough.
    const rowWeight = (j === 0 ? 1 : 2) * normalPdf(y);
    for (let i = -last; i <= last; i++) {
      const x = i * step;
      if (x * x + y * y > range * range || pair.u(x, y) < lowest || pair.v(x, y) < lowest) continue;
      sum += rowWeight * normalPdf(x) * pair.cdf(x, y) ** (classes - 1);
    }
  }
  return classes * step * step * sum;
}

export function checkAgreementArguments(classes: number, complement: number): void {
  if (!(Number.isInteger(classes) && classes >= 2)) throw new RangeError(`classes must be an integer ≥ 2: ${classes}`);
  if (!(complement >= 0 && complement <= 2)) throw new RangeError(`1 − c must lie in [0, 2]: ${complement}`);
}
