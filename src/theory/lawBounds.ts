import type { Unknown } from '../kernel/state.ts';
import type { GaussianProcessGuesses } from './gaussianProcess.ts';

/** This many errors off are no chance. */
const ERRORS = 5;
/** What tables of kernels and the tolerance of the factor may add. */
const ROUNDING = 2e-3;

/**
 * Bounds of E max_c G_c for a given S = E Σ_c G_c², the probability that two of the N points, which may be the same one,
 * get the same guess:
 *
 *   S ≤ E max_c G_c ≤ (1 + √((K − 1)(K S − 1)))/K
 *
 * The first as Σ G² ≤ max G · Σ G, the second as Σ G² ≥ g² + (1 − g)²/(K − 1) for the largest g, and the bound is concave
 * in S. Source: derived here.
 */
export function maxFractionBounds(
  classes: number,
  sameGuess: number,
): { readonly least: number; readonly most: number } {
  const excess = Math.max(0, classes * sameGuess - 1);
  return { least: sameGuess, most: (1 + Math.sqrt((classes - 1) * excess)) / classes };
}

/**
 * Draws of the Gaussian process are held against what is known without them: the exact agreement, and what it allows the
 * largest fraction to be.
 *
 * @param points N; of all points where those drawn are a sample
 * @returns why the law of the guesses cannot be right, undefined where it can
 */
export function impossibleLaw(drawn: GaussianProcessGuesses, classes: number, points: number): Unknown | undefined {
  const { agreement, exactAgreement, maxFraction } = drawn;
  const strays = Math.abs(agreement.value - exactAgreement) > ERRORS * agreement.error + ROUNDING;
  const { least, most } = maxFractionBounds(classes, exactAgreement + (1 - exactAgreement) / points);
  const slack = ERRORS * maxFraction.error + ROUNDING;
  if (!strays && maxFraction.value >= least - slack && maxFraction.value <= most + slack) return undefined;
  return {
    reason:
      `no law of the guesses: networks drawn from the correlations of these points have an agreement of ` +
      `${agreement.value.toPrecision(3)} where ${exactAgreement.toPrecision(3)} is exact, and a largest fraction of ` +
      `${maxFraction.value.toPrecision(3)}; measure it`,
  };
}
