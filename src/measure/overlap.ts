/** Mean over pairs i ≠ j of the correlation of points, and of its complement. */
export interface Overlap {
  readonly correlation: number;
  readonly complement: number;
}

/**
 * How alike a network's features make the points:
 *
 *   c̄ = mean_{i≠j} x̂_i·x̂_j = (‖Σ x̂_i‖² − N)/(N(N−1)),   1 − c̄ = Σ ‖x̂_i − m‖²/(N−1)
 *
 * with x̂ = x/‖x‖ and m their mean. Rows are normalised first because argmax ignores the norm of a point, and raw γ is
 * misleading at depth (docs/theory §8). The complement is summed about the mean in float64, never formed as 1 − c̄.
 *
 * @param features points × width, row by row
 * @param bias adds one shared coordinate √bias to every point: σ_b² · width / σ_w² gives the kernel of a readout with biases
 */
export function overlapOf(features: Float32Array, points: number, width: number, bias = 0): Overlap {
  const inverseNorms = new Float64Array(points);
  const origin = new Float64Array(width);
  const mean = new Float64Array(width);
  let biasMean = 0;
  let dead = 0;
  for (let i = 0, at = 0; i < points; i++, at += width) {
    const square = bias + squaredDistance(features, at, width, 1, origin);
    if (square === 0) {
      dead++;
      continue;
    }
    const inverse = 1 / Math.sqrt(square);
    inverseNorms[i] = inverse;
    for (let k = 0; k < width; k++) mean[k] += features[at + k] * inverse;
    biasMean += inverse;
  }
  for (let k = 0; k < width; k++) mean[k] /= points;
  biasMean *= Math.sqrt(bias) / points;
  // Points of zero norm all look the same: they share a coordinate of their own, in which every other point is zero.
  const deadMean = dead / points;
  let scatter = dead * (1 - deadMean) ** 2 + (points - dead) * deadMean ** 2;
  for (let i = 0, at = 0; i < points; i++, at += width) {
    const inverse = inverseNorms[i];
    const offset = (inverse > 0 ? Math.sqrt(bias) * inverse : 0) - biasMean;
    scatter += offset * offset + squaredDistance(features, at, width, inverse, mean);
  }
  let meanSquare = biasMean * biasMean + deadMean * deadMean;
  for (let k = 0; k < width; k++) meanSquare += mean[k] * mean[k];
  return {
    correlation: (points * meanSquare - 1) / (points - 1),
    complement: scatter / (points - 1),
  };
}

/** ‖scale · x − m‖² in four sums side by side: one sum would wait for each of its additions. */
function squaredDistance(features: Float32Array, at: number, width: number, scale: number, mean: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const d0 = features[at + k] * scale - mean[k];
    const d1 = features[at + k + 1] * scale - mean[k + 1];
    const d2 = features[at + k + 2] * scale - mean[k + 2];
    const d3 = features[at + k + 3] * scale - mean[k + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; k < width; k++) s0 += (features[at + k] * scale - mean[k]) ** 2;
  return s0 + s1 + (s2 + s3);
}
