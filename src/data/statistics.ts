import { type Dataset, features } from './dataset.ts';
import { groupsOf, type Per } from './groups.ts';

/** One number per feature, over all points of a dataset. */
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
export function featureStatistics(dataset: Dataset): FeatureStatistics {
  const { min, max, mean } = extremesAndMeans(dataset);
  const range = max.map((top, feature) => Math.max(top - min[feature], LEAST_RANGE));
  const { first, second } = deviations(dataset, mean, range);
  const sd = new Float64Array(min.length);
  for (let feature = 0; feature < sd.length; feature++) {
    const constant = min[feature] === max[feature];
    // A constant feature has its own value as mean, to the last bit.
    mean[feature] = constant ? min[feature] : mean[feature] + range[feature] * first[feature];
    sd[feature] = constant ? 0 : range[feature] * Math.sqrt(second[feature] - first[feature] ** 2);
  }
  return { min, max, mean, sd };
}

/** The least number whose inverse is finite, but for a factor of 2. */
const LEAST_RANGE = 2 ** -1022;

/**
 * Visits points four at a time, so that the numbers of a feature are loaded and stored a quarter as often; what is left
 * over singly, each point four times with a quarter of the weight.
 */
function byFours(points: number, size: number, visit: (at: number, step: number, weight: number) => void): void {
  let point = 0;
  for (; point + 4 <= points; point += 4) visit(point * size, size, 1 / points);
  for (; point < points; point++) visit(point * size, 0, 1 / points / 4);
}

function extremesAndMeans({ values, points, shape }: Dataset): Omit<FeatureStatistics, 'sd'> {
  const size = features(shape);
  const min = new Float64Array(size).fill(Infinity);
  const max = new Float64Array(size).fill(-Infinity);
  const mean = new Float64Array(size);
  byFours(points, size, (at, step, weight) => {
    for (let feature = 0; feature < size; feature++) {
      const a = values[at + feature];
      const b = values[at + feature + step];
      const c = values[at + feature + 2 * step];
      const d = values[at + feature + 3 * step];
      const low = Math.min(Math.min(a, b), Math.min(c, d));
      const high = Math.max(Math.max(a, b), Math.max(c, d));
      if (low < min[feature]) min[feature] = low;
      if (high > max[feature]) max[feature] = high;
      mean[feature] += a * weight + b * weight + (c * weight + d * weight);
    }
  });
  return { min, max, mean };
}

/** ⟨d⟩ and ⟨d²⟩ of every feature. */
function deviations({ values, points, shape }: Dataset, mean: Float64Array, range: Float64Array) {
  const size = features(shape);
  const inverse = range.map((r) => 1 / r);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  byFours(points, size, (at, step, weight) => {
    for (let feature = 0; feature < size; feature++) {
      const a = (values[at + feature] - mean[feature]) * inverse[feature];
      const b = (values[at + feature + step] - mean[feature]) * inverse[feature];
      const c = (values[at + feature + 2 * step] - mean[feature]) * inverse[feature];
      const d = (values[at + feature + 3 * step] - mean[feature]) * inverse[feature];
      first[feature] += (a + b + (c + d)) * weight;
      second[feature] += (a * a + b * b + (c * c + d * d)) * weight;
    }
  });
  return { first, second };
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
