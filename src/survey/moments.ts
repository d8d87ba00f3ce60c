import { type Dataset, features } from '../data/dataset.ts';
import type { DataSummary } from '../results/dataSummarySchema.ts';

/**
 * What a linear first layer sees of N points of d features: the means over pairs i ≠ j of
 *
 *   cov = x_i·x_j / d = (N² |x̄|² − Σ |x_i|²) / (N (N − 1) d),   spread = ½ |x_i − x_j|² / d = Σ |x_i − x̄|² / ((N − 1) d)
 *
 * and gamma = cov/spread; in one pass each, without the pairs. Docs/theory §0.
 */
export function pairMoments({ values, points, shape }: Dataset): DataSummary['moments'] {
  const size = features(shape);
  const mean = new Float64Array(size);
  for (let i = 0; i < values.length; i++) mean[i % size] += values[i] / points;
  let scatter = 0;
  for (let i = 0; i < values.length; i++) scatter += (values[i] - mean[i % size]) ** 2;
  const spread = scatter / ((points - 1) * size);
  // N |x̄|² = Σ |x_i|² − Σ |x_i − x̄|² leaves |x̄|² less its share of the scatter.
  const cov = mean.reduce((sum, x) => sum + x * x, 0) / size - spread / points;
  return { cov, spread, gamma: spread > 0 ? cov / spread : Infinity };
}
