import type { Estimate } from '../../numerics/sampling/controlVariates.ts';
import type { Comparison } from './field.ts';

/**
 * Mean over sampled pairs of images and its standard error. Pairs that share an image are correlated: with residuals
 * r_e of the pairs e,
 *
 *   Var = Σ over pairs e, e′ with an image in common of r_e r_e′ / P²,
 *
 * at least Σ r_e²/P², and m/(m − 1) times as much for the residuals being small by construction.
 * Source: Fafchamps and Gubert, J. Development Economics 83 (2007), on dyadic regressions.
 */
export function ringEstimate(values: Float64Array, pairs: readonly Comparison[], images: number): Estimate {
  const value = values.reduce((sum, v) => sum + v, 0) / values.length;
  const ofImage = new Float64Array(images);
  let own = 0;
  pairs.forEach(({ first, second }, pair) => {
    const residual = values[pair] - value;
    ofImage[first] += residual;
    ofImage[second] += residual;
    own += residual * residual;
  });
  // Σ over images counts a pair with itself twice.
  const shared = ofImage.reduce((sum, residual) => sum + residual * residual, 0) - own;
  const variance = (Math.max(own, shared) * images) / ((images - 1) * values.length ** 2);
  return { value, error: Math.sqrt(variance) };
}
