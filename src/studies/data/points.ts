import { type Dataset, features, type Values } from '../../data/dataset.ts';
import { featureStatistics } from '../../data/statistics.ts';
import { UserError } from '../../errors.ts';
import { distributionOf, meanAndSd } from './distribution.ts';
import { binEdges, rangeOf, sharesIn } from './histogram.ts';
import type { DataSummary } from './schema.ts';

/** All numbers together. */
export function valuesOf({ values }: Dataset): DataSummary['values'] {
  const [min, max] = rangeOf(values);
  const edges = binEdges(min, max, areWhole(values));
  return { min, max, ...meanAndSd(values), histogram: { edges, shares: sharesIn(edges, values) } };
}

/** Means and sds of the features over the points. */
export function featuresOf(data: Dataset): DataSummary['features'] {
  const { mean, sd } = featureStatistics(data);
  return {
    count: features(data.shape),
    constant: sd.filter((value) => value === 0).length,
    means: distributionOf(mean),
    sds: distributionOf(sd),
  };
}

/**
 * q = |x|²/d of every point.
 * @throws UserError `data` where a square is beyond the range of numbers
 */
export function checkedNorms({ values, points, shape, name }: Dataset): Float64Array {
  const size = features(shape);
  const norms = new Float64Array(points);
  for (let i = 0; i < values.length; i++) norms[Math.floor(i / size)] += values[i] ** 2 / size;
  const beyond = norms.findIndex((q) => !Number.isFinite(q));
  if (beyond < 0) return norms;
  const message = `the squared norm of point ${beyond} of ${name} (counted from 0) is too large for a number`;
  throw new UserError('data', message, [], 'rescale the data, for instance with the preprocessing standardize');
}

/** The classes in the order of their numbers, and how many points each has; null without labels. */
export function classesOf({ labels, classNames }: Dataset): DataSummary['classes'] {
  if (!labels) return null;
  const points = new Map<number, number>(classNames?.map((_, label) => [label, 0]));
  for (const label of labels) points.set(label, (points.get(label) ?? 0) + 1);
  return [...points]
    .sort(([a], [b]) => a - b)
    .map(([label, count]) => ({ name: classNames?.[label] ?? String(label), points: count }));
}

/** Sequences of token ids: what they have in common, Σp² over the frequencies of the ids in pairs of different points. */
export function tokensOf({ values, points, vocabulary }: Dataset): DataSummary['tokens'] {
  if (vocabulary === undefined) return null;
  const length = values.length / points;
  const counts = new Float64Array(vocabulary);
  let within = 0;
  for (let point = 0; point < points; point++) {
    const own = new Map<number, number>();
    for (const id of values.subarray(point * length, (point + 1) * length)) own.set(id, (own.get(id) ?? 0) + 1);
    for (const [id, count] of own) {
      counts[id] += count;
      within += count ** 2;
    }
  }
  const all = counts.reduce((sum, count) => sum + count ** 2, 0);
  return { vocabulary, equal: (all - within) / (points * (points - 1) * length ** 2) };
}

export function storageOf(values: Values): DataSummary['storage'] {
  if (values instanceof Uint8Array) return 'uint8';
  return values instanceof Float32Array ? 'float32' : 'float64';
}

function areWhole(values: Values): boolean {
  return values instanceof Uint8Array || values.every(Number.isInteger);
}
