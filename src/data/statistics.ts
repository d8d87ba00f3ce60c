import { type Dataset, features } from './dataset.ts';
import { groupsOf, type Per } from './groups.ts';

/** One number a feature, over all points of a dataset. */
export interface FeatureStatistics {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** Population standard deviation (÷ points, not ÷ (points − 1)); exactly 0 for a constant feature. */
  readonly sd: Float64Array;
}

/**
 * Min, max, mean and sd of every feature, or of the whole channel or dataset that it is part of: features of one group
 * have the same four numbers.
 */
export function statisticsPer(dataset: Dataset, per: Per): FeatureStatistics {
  const statistics = featureStatistics(dataset);
  return per === 'feature' ? statistics : pooled(statistics, groupsOf(dataset.shape, per));
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
  const share = 1 / points;
  const min = new Float64Array(size).fill(Infinity);
  const max = new Float64Array(size).fill(-Infinity);
  const mean = new Float64Array(size);
  for (let at = 0; at < values.length; at += size) {
    for (let feature = 0; feature < size; feature++) {
      const x = values[at + feature];
      if (x < min[feature]) min[feature] = x;
      if (x > max[feature]) max[feature] = x;
      mean[feature] += x * share;
    }
  }

  const range = max.map((top, feature) => top - min[feature]);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let at = 0; at < values.length; at += size) {
    for (let feature = 0; feature < size; feature++) {
      const deviation = (values[at + feature] - mean[feature]) / range[feature];
      first[feature] += deviation;
      second[feature] += deviation * deviation;
    }
  }

  const sd = new Float64Array(size);
  for (let feature = 0; feature < size; feature++) {
    const shift = first[feature] * share;
    // A constant feature has its own value as mean, to the last bit; d above was 0/0.
    mean[feature] = range[feature] === 0 ? min[feature] : mean[feature] + range[feature] * shift;
    sd[feature] = range[feature] === 0 ? 0 : range[feature] * Math.sqrt(second[feature] * share - shift ** 2);
  }
  return { min, max, mean, sd };
}

/**
 * Statistics of groups of features, spread over their features again:
 *
 *   mean = ⟨mean_f⟩,  sd² = ⟨sd_f² + (mean_f − mean)²⟩,  ⟨·⟩ over the features of a group,
 *
 * summed from the least value and in units of the range, for the reasons above.
 */
function pooled(each: FeatureStatistics, groups: Int32Array): FeatureStatistics {
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const members = new Float64Array(count);
  const min = new Float64Array(count).fill(Infinity);
  const max = new Float64Array(count).fill(-Infinity);
  groups.forEach((group, feature) => {
    members[group]++;
    min[group] = Math.min(min[group], each.min[feature]);
    max[group] = Math.max(max[group], each.max[feature]);
  });
  const range = max.map((top, group) => top - min[group] || 1);
  const mean = new Float64Array(count);
  groups.forEach((group, feature) => {
    mean[group] += (each.mean[feature] - min[group]) / range[group] / members[group];
  });
  const square = new Float64Array(count);
  groups.forEach((group, feature) => {
    const off = (each.mean[feature] - min[group]) / range[group] - mean[group];
    square[group] += ((each.sd[feature] / range[group]) ** 2 + off ** 2) / members[group];
  });
  const spreadOut = (ofGroup: (group: number) => number) => Float64Array.from(groups, ofGroup);
  return {
    min: spreadOut((group) => min[group]),
    max: spreadOut((group) => max[group]),
    mean: spreadOut((group) => min[group] + range[group] * mean[group]),
    sd: spreadOut((group) => (max[group] > min[group] ? range[group] * Math.sqrt(square[group]) : 0)),
  };
}
