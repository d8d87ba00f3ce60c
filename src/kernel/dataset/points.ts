import { type PackedPairs, pairCount, rowOffset } from '../packedPairs.ts';

/** q_i = |x_i|²/d: the mean square of a point's features. */
export function normsOfPoints(values: Float64Array, points: number, features: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => {
    let sum = 0;
    for (let k = i * features; k < (i + 1) * features; k++) sum += values[k] ** 2;
    return sum / features;
  });
}

/** Mean of the features of every point. */
export function meansOfPoints(values: Float64Array, features: number): Float64Array {
  return Float64Array.from({ length: values.length / features }, (_, i) => {
    return values.subarray(i * features, (i + 1) * features).reduce((sum, value) => sum + value / features, 0);
  });
}

/** Stretches of `size` features brought to mean 0 and variance 1, or to mean square 1 where not centred. */
export function normalisedPoints(
  values: Float64Array,
  size: number,
  { epsilon, centred }: { readonly epsilon: number; readonly centred: boolean },
): Float64Array {
  const means = centred ? meansOfPoints(values, size) : new Float64Array(values.length / size);
  const deviations = values.map((value, k) => value - means[Math.floor(k / size)]);
  const variances = normsOfPoints(deviations, values.length / size, size);
  // Features that are all alike leave 0, where an ε of 0 would leave 0/0.
  return deviations.map((value, k) => (value === 0 ? 0 : value / Math.sqrt(variances[Math.floor(k / size)] + epsilon)));
}

/** The mean or the largest of every `size` consecutive features. */
export function pooledPoints(values: Float64Array, size: number, kind: 'average' | 'max'): Float64Array {
  if (kind === 'average') return meansOfPoints(values, size);
  return Float64Array.from({ length: values.length / size }, (_, i) => {
    return Math.max(...values.subarray(i * size, (i + 1) * size));
  });
}

/**
 * 1 − c_ij = ½ |x̂_i − x̂_j|² with x̂ = x/|x|, summed as differences, because 1 − x̂_i·x̂_j would lose the digits of
 * near-duplicates. Docs/theory §10.
 *
 * A point of norm 0 has no direction: it counts as uncorrelated with all others (1 − c = 1) and as the same as other
 * such points (1 − c = 0).
 */
export function complementsOfPoints(
  values: Float64Array,
  points: number,
  features: number,
  norms: Float64Array,
): PackedPairs {
  const directions = new Float64Array(values.length);
  for (let i = 0; i < points; i++) {
    const scale = norms[i] > 0 ? 1 / Math.sqrt(norms[i] * features) : 0;
    for (let k = i * features; k < (i + 1) * features; k++) directions[k] = values[k] * scale;
  }
  const complements = new Float64Array(pairCount(points));
  for (let i = 0; i < points - 1; i++) {
    const offset = rowOffset(points, i);
    // Four partners at once: a single running sum would leave the processor waiting.
    for (let j = i + 1; j < points; j += 4) {
      const last = points - 1;
      const a = i * features;
      const b0 = j * features;
      const b1 = Math.min(j + 1, last) * features;
      const b2 = Math.min(j + 2, last) * features;
      const b3 = Math.min(j + 3, last) * features;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < features; k++) {
        const x = directions[a + k];
        const e0 = x - directions[b0 + k];
        const e1 = x - directions[b1 + k];
        const e2 = x - directions[b2 + k];
        const e3 = x - directions[b3 + k];
        s0 += e0 * e0;
        s1 += e1 * e1;
        s2 += e2 * e2;
        s3 += e3 * e3;
      }
      complements[offset + j] = Math.min(2, s0 / 2);
      if (j + 1 < points) complements[offset + j + 1] = Math.min(2, s1 / 2);
      if (j + 2 < points) complements[offset + j + 2] = Math.min(2, s2 / 2);
      if (j + 3 < points) complements[offset + j + 3] = Math.min(2, s3 / 2);
    }
  }
  setDirectionless(complements, norms);
  return complements;
}

/** Gives pairs with points of norm 0 their agreed complements: 0 among themselves, 1 with all others. */
export function setDirectionless(complements: PackedPairs, norms: Float64Array): void {
  const points = norms.length;
  for (let i = 0; i < points; i++) {
    if (norms[i] > 0) continue;
    for (let j = 0; j < points; j++) {
      if (j === i) continue;
      complements[i < j ? rowOffset(points, i) + j : rowOffset(points, j) + i] = norms[j] > 0 ? 1 : 0;
    }
  }
}
