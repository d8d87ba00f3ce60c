import { normalCdf, normalPdf } from '../../numerics/quadrature/normal.ts';

/** Step of sums over a variable in which e^(−e^x) is smooth: its error is below e^(−2π·(π/2)/step) = 4e−15. */
const STEP = 0.3;

/** The weights step·e^y e^(−e^y) at y = step·j: the law of y = log of an exponential variable. */
const exponentialLogs = (() => {
  const places = Array.from({ length: 136 }, (_, j) => (j - 122) * STEP);
  return places.map((y) => ({ y, weight: STEP * Math.exp(y - Math.exp(y)) }));
})();

/** 1 − M(x), and the derivatives of M in the variance and of −M in x: all from the same sum. */
export interface Transform {
  readonly missing: number;
  readonly slope: number;
  /** −M′(x), the density of the variable whose distribution function 1 − M is. */
  readonly density: number;
}

/**
 * The Laplace transform of a lognormal number, M(x) = E e^(−t e^(σz)) at t = e^x, z ~ N(0, 1), as 1 − M, which keeps every
 * digit where t is small; and its derivatives.
 *
 * Below σ = 1 it is summed over z. From there on e^(−t e^(σz)) is a step that a sum over z would have to resolve, and the
 * step is averaged instead: e^(−e^y) = P(η > y) with η the logarithm of an exponential variable, so that
 *
 *   M(x) = E Φ((η − x)/σ)
 *
 * Source: derived, docs/theory §16. Absolute error below 1e−15, relative error of 1 − M below 1e−13.
 */
export function lognormalTransform(x: number, sigma: number): Transform {
  return sigma < 1 ? overNormals(x, sigma) : overExponentialLogs(x, sigma);
}

/** ∂M/∂σ² = ½ E (e^(2y) − e^y) e^(−e^y), y = x + σz, by Stein's identity: without a division by σ. */
function overNormals(x: number, sigma: number): Transform {
  let missing = 0;
  let slope = 0;
  let density = 0;
  const step = 0.3;
  for (let j = -30; j <= 30; j++) {
    const z = j * step;
    const weight = step * normalPdf(z);
    const s = Math.exp(x + sigma * z);
    missing -= weight * Math.expm1(-s);
    slope += 0.5 * weight * (s * s - s) * Math.exp(-s);
    density += weight * s * Math.exp(-s);
  }
  return { missing, slope, density };
}

function overExponentialLogs(x: number, sigma: number): Transform {
  let missing = 0;
  let slope = 0;
  let density = 0;
  for (const { y, weight } of exponentialLogs) {
    const u = (y - x) / sigma;
    missing += weight * normalCdf(-u);
    slope -= (weight * normalPdf(u) * u) / (2 * sigma ** 2);
    density += (weight * normalPdf(u)) / sigma;
  }
  return { missing, slope, density };
}
