import { type Dataset, features } from './dataset.ts';

/** The average pair of different points, per feature. */
export interface PairMoments {
  /** Mean of x_i · x_j / d over pairs i ≠ j. */
  readonly cov: number;
  /** Mean of ½ |x_i − x_j|² / d over pairs. */
  readonly spread: number;
  /** cov/spread; infinite where all points are the same. */
  readonly gamma: number;
}

/**
 * What a linear first layer sees of N points of d features, without going through the pairs:
 *
 *   spread = ½ mean_{i≠j} |x_i − x_j|²/d = Σ_i |x_i − x̄|² / ((N − 1) d),
 *   cov = mean_{i≠j} x_i·x_j/d = (N² |x̄|² − Σ_i |x_i|²) / (N (N − 1) d) = |x̄|²/d − spread/N.
 *
 * The spread is summed about the mean, so that nothing cancels in it. Docs/theory §0.
 */
export function pairMoments({ values, points, shape }: Dataset): PairMoments {
  const size = features(shape);
  const mean = new Float64Array(size);
  for (let at = 0; at < values.length; at += size) {
    for (let feature = 0; feature < size; feature++) mean[feature] += values[at + feature];
  }
  let square = 0;
  for (let feature = 0; feature < size; feature++) {
    mean[feature] /= points;
    square += mean[feature] * mean[feature];
  }
  let scatter = 0;
  for (let at = 0; at < values.length; at += size) {
    let ofPoint = 0;
    for (let feature = 0; feature < size; feature++) {
      const difference = values[at + feature] - mean[feature];
      ofPoint += difference * difference;
    }
    scatter += ofPoint;
  }
  const spread = scatter / ((points - 1) * size);
  const cov = square / size - spread / points;
  return { cov, spread, gamma: gammaOf(cov, spread) };
}

/** The same of points with independent entries: cov = mean², spread = variance. */
export function momentsOfLaw({ mean, variance }: { readonly mean: number; readonly variance: number }): PairMoments {
  return { cov: mean ** 2, spread: variance, gamma: gammaOf(mean ** 2, variance) };
}

function gammaOf(cov: number, spread: number): number {
  return spread > 0 ? cov / spread : Infinity;
}
