import { type FloatBuffer, WeightGenerator } from '../../random/generator.ts';

/** Mean over pairs i ≠ j of the correlation of points, and of its complement. */
export interface Overlap {
  readonly correlation: number;
  readonly complement: number;
}

/**
 * How alike a network's features make the points:
 *
 *   c̄ = mean_{i≠j} x̂_i·x̂_j = (N ‖m‖² − 1)/(N − 1),   1 − c̄ = Σ ‖x̂_i − m‖²/(N − 1)
 *
 * with x̂ = x/‖x‖ and m their mean. Rows are normalised first because argmax ignores the norm of a point, and raw γ is
 * misleading at depth (docs/theory §8). The complement is formed from differences d_i = x̂_i − x̂_1 in float64, never as
 * 1 − c̄: Σ ‖x̂_i − m‖² = Σ ‖d_i‖² − ‖Σ d_i‖²/N, where at most log₁₀ N of 16 digits cancel.
 *
 * @param features points × width, row by row
 * @param bias adds one shared coordinate √bias to every point: σ_b² · width / σ_w² gives the kernel of a readout with biases
 */
export function overlapOf(
  generator: WeightGenerator,
  features: FloatBuffer,
  points: number,
  width: number,
  bias = 0,
): Overlap {
  const { alive, reference, differences, squares } = generator.sumDifferences(features, points, width, bias);
  const dead = points - alive;
  let [drift, aliveMeanSquare] = [0, 0];
  if (alive > 0) {
    differences.forEach((sum, k) => {
      drift += sum * sum;
      aliveMeanSquare += (reference[k] + sum / alive) ** 2;
    });
    drift /= alive;
  }
  // Points of zero norm all look the same: they share a coordinate of their own, in which every other point is zero. So
  // there are two groups, whose means lie at a right angle.
  const between = ((alive * dead) / points) * (aliveMeanSquare + 1);
  const meanSquare = (alive ** 2 * aliveMeanSquare + dead ** 2) / points ** 2;
  return {
    correlation: (points * meanSquare - 1) / (points - 1),
    complement: (Math.max(0, squares - drift) + (dead > 0 ? between : 0)) / (points - 1),
  };
}

/** The same of points that lie in other memory than the generator's. */
export function overlapOfRows(rows: Float32Array, points: number, width: number, bias = 0): Overlap {
  const generator = new WeightGenerator(0);
  const features = generator.reserve(points * width);
  features.values.set(rows.subarray(0, points * width));
  return overlapOf(generator, features, points, width, bias);
}
