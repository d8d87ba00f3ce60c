import { normalCdf, normalPdf } from '../numerics/quadrature/normal.ts';
import { normals, type SeededRandom } from '../numerics/sampling/seeded.ts';
import { agreement } from './agreement.ts';
import { checkGamma } from './binaryLaw.ts';

/**
 * The law of the guess fractions (G_1, …, G_K) of an infinite dataset in the exchangeable picture
 *
 *   f_k(x) = √γ m_k + ε_k(x),   m, ε iid N(0,1),   G_c = P(f_c is the largest | m)
 *
 * (docs/theory §0; the scale of f is free, because argmax ignores it).
 */
export interface GuessLaw {
  readonly classes: number;
  /** Bias ratio in [0, ∞]. */
  readonly gamma: number;
  /** E Σ G_c² = A_K(c), c = γ/(1+γ): two random inputs get the same guess. */
  readonly agreement: number;
  /** E max G_c = A_K(√c). */
  readonly maxFraction: number;
  /** Standard deviation of one fraction: √(A_K/K − 1/K²). */
  readonly sd: number;
  /** All fractions, given the centres m of the outputs in units of their own sd; they sum to 1 within 1e−10. */
  fractionsGiven(centres: ArrayLike<number>): Float64Array;
  /** One draw of all fractions. */
  sample(random: SeededRandom): Float64Array;
}

/**
 * E max G = A_K(√c) is exact: the largest fraction sits at argmax m, and corr(m_k, f_k) = √c.
 * Its complement is 1 − √c = (1−c)/(1+√c). Source: derived, docs/theory §2.
 *
 * @param classes K ≥ 2
 * @param gamma bias ratio in [0, ∞]; 0 is a fair guess (all fractions 1/K), ∞ sends every input to one class
 * @throws RangeError outside these ranges
 */
export function guessLaw(classes: number, gamma: number): GuessLaw {
  checkGamma(gamma);
  const complement = 1 / (1 + gamma);
  const rootOfCorrelation = Math.sqrt(1 / (1 + 1 / gamma));
  const sameGuess = agreement(classes, complement);
  const fractionsGiven = (centres: ArrayLike<number>) => guessFractions(centres, gamma);
  return {
    classes,
    gamma,
    agreement: sameGuess,
    maxFraction: agreement(classes, complement / (1 + rootOfCorrelation)),
    sd: Math.sqrt(Math.max(0, sameGuess / classes - 1 / classes ** 2)),
    fractionsGiven,
    sample: (random) => fractionsGiven(normals(classes, random.normal)),
  };
}

/**
 * G_c | m = ∫ φ(t − μ_c) Π_{k≠c} Φ(t − μ_k) dt,   μ = √γ m: output c has the value t and all others lie below.
 *
 * One grid of t serves all classes, as Π_{k≠c} Φ = Π_k Φ / Φ(t − μ_c). More than 8.5 below the largest μ the product
 * vanishes, more than 8.5 above it the density does; between them no factor underflows. Cost: K times grid points.
 * Source: docs/theory §2; absolute error below 1e−13 up to K = 1000.
 */
export function guessFractions(centres: ArrayLike<number>, gamma: number): Float64Array {
  const classes = centres.length;
  const fractions = new Float64Array(classes);
  let top = 0;
  for (let k = 1; k < classes; k++) if (centres[k] > centres[top]) top = k;
  if (gamma === Number.POSITIVE_INFINITY) {
    fractions[top] = 1;
    return fractions;
  }

  const root = Math.sqrt(gamma);
  const range = 8.5;
  const step = classes <= 30 ? 0.25 : 0.15;
  const below = new Float64Array(classes);
  const last = Math.floor(range / step);
  // Downwards, so that the walk can end where the product of all Φ has died out.
  for (let j = last; j >= -last; j--) {
    const t = root * centres[top] + j * step;
    let product = 1;
    for (let k = 0; k < classes; k++) {
      below[k] = normalCdf(t - root * centres[k]);
      product *= below[k];
    }
    if (product < 1e-20) break;
    for (let c = 0; c < classes; c++) {
      fractions[c] += (step * product * normalPdf(t - root * centres[c])) / below[c];
    }
  }
  return fractions;
}
