import { type Dataset, features } from './dataset.ts';

/** One number a feature, over all points of a dataset. */
export interface FeatureStatistics {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** Population standard deviation (÷ points, not ÷ (points − 1)); exactly 0 for a constant feature. */
  readonly sd: Float64Array;
}

/**
 * Feature by feature: min, max, mean and sd, in two passes over the points.
 *
 *   mean = m + r·⟨d⟩,  sd = r·√(⟨d²⟩ − ⟨d⟩²),  d = (x − m)/r,
 *
 * m the plain mean, r = max − min. ⟨d⟩ is the rounding error of m, so nothing cancels; dividing by r keeps squares of
 * huge and tiny numbers in range.
 */
export function featureStatistics({ values, points, shape }: Dataset): FeatureStatistics {
  const size = features(shape);
  const min = new Float64Array(size).fill(Infinity);
  const max = new Float64Array(size).fill(-Infinity);
  const mean = new Float64Array(size);
  for (let i = 0; i < values.length; i++) {
    const feature = i % size;
    const x = values[i];
    if (x < min[feature]) min[feature] = x;
    if (x > max[feature]) max[feature] = x;
    mean[feature] += x / points;
  }

  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let i = 0; i < values.length; i++) {
    const feature = i % size;
    const deviation = (values[i] - mean[feature]) / (max[feature] - min[feature]);
    first[feature] += deviation / points;
    second[feature] += (deviation * deviation) / points;
  }

  const sd = new Float64Array(size);
  for (let feature = 0; feature < size; feature++) {
    const range = max[feature] - min[feature];
    // A constant feature has its own value as mean, to the last bit; d above was 0/0.
    mean[feature] = range === 0 ? min[feature] : mean[feature] + range * first[feature];
    sd[feature] = range === 0 ? 0 : range * Math.sqrt(second[feature] - first[feature] ** 2);
  }
  return { min, max, mean, sd };
}
