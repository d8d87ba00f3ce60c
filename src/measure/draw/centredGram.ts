import type { Device } from '../../engine/engine.ts';
import { GraphBuilder } from '../../graph/graph.ts';
import { type LowerTriangle, lowerRow } from '../../numerics/linear/cholesky.ts';
import { semidefiniteFactor } from '../../numerics/linear/semidefiniteFactor.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';

/**
 * Inner products of points, split so that float32 keeps their differences however alike the points are:
 *
 *   x_i·x_j = a_i a_j + s_i s_j G_ij,   a_i = x_i·m̂,   s_i √G_ii = ‖x_i − a_i m̂‖
 *
 * with m̂ the direction of the mean point. What points share is in `along`; G, the products of what is left of them, is
 * precise relative to the differences. Each row is divided by its largest entry s_i first, so that no square overflows.
 */
export interface CentredGram {
  /** a_i */
  readonly along: Float64Array;
  /** s_i */
  readonly scale: Float64Array;
  /** points × points */
  readonly gram: Float32Array;
}

/** Computes centred Gram matrices of this many points of one width. */
export class GramRunner {
  private readonly gram: Float32Array;

  private constructor(
    private readonly generator: WeightGenerator,
    private readonly runner: GraphRunner,
    /** points × width: to be filled before each run, which overwrites it. */
    readonly rows: FloatBuffer,
    private readonly points: number,
    private readonly width: number,
  ) {
    this.gram = new Float32Array(points * points);
  }

  static async open(
    generator: WeightGenerator,
    points: number,
    width: number,
    device: Device | undefined,
  ): Promise<GramRunner> {
    const g = new GraphBuilder([width]);
    const graph = g.build([g.node('Gemm', [g.input, g.input], { transB: 1 }, [points])]);
    const runner = await GraphRunner.open(graph, new WeightDrawer(generator, points), { points, device });
    return new GramRunner(generator, runner, generator.reserve(points * width), points, width);
  }

  /** @returns memory that the next run overwrites */
  async run(): Promise<CentredGram> {
    const { generator, runner, rows, points, width, gram } = this;
    const { along, scale } = generator.centreRows(rows, points, width);
    const { inputs, outputs } = runner.graph;
    await runner.run({ [inputs[0].name]: rows.values }, { [outputs[0].name]: gram });
    return { along, scale, gram };
  }

  /** What is left of the points, each divided by its scale: points × width, until the next run is filled in. */
  get rests(): Float32Array {
    return this.rows.values.subarray(0, this.points * this.width);
  }

  release(): Promise<void> {
    return this.runner.release();
  }
}

/**
 * Shares of a point's variance below this are rounding errors of float32 products, and are left out of the factor: points
 * that differ by less than 10⁻³ of their distance from the mean direction then share all but that direction.
 */
const TOLERANCE = 1e-6;

/**
 * N numbers a point with the inner products of a Gram matrix: x_i ↦ (a_i, s_i √G_ii L_i1, …, s_i √G_ii L_i,N−1), with L Lᵀ the
 * correlations G_ij/√(G_ii G_jj).
 *
 * The rests of the points add up to nothing (the mean has none), so that their rank is N − 1 at most, which leaves one place
 * to a_i.
 *
 * @param into points × points, row by row, overwritten
 * @param triangle memory for the factor: points(points + 1)/2 numbers
 */
export function factorInto(into: Float32Array, triangle: Float64Array, { along, scale, gram }: CentredGram): void {
  const points = along.length;
  const roots = Float64Array.from({ length: points }, (_, i) => Math.sqrt(gram[i * points + i]));
  const { order } = semidefiniteFactor(triangle, points, (matrix) => fillCorrelations(matrix, gram, roots), TOLERANCE);
  into.fill(0);
  for (let t = 0; t < points; t++) {
    const i = order[t];
    const row = lowerRow(t);
    const at = i * points;
    // What overflowed is not a number here, and must not look like a point at the origin.
    const length = scale[i] * roots[i];
    into[at] = along[i];
    for (let k = 0; k <= t && k < points - 1; k++) into[at + 1 + k] = length * triangle[row + k];
  }
}

/** A point that lies along the mean has nothing left: it counts as uncorrelated, and its row is multiplied by 0. */
function fillCorrelations(matrix: LowerTriangle, gram: Float32Array, roots: Float64Array): void {
  const points = roots.length;
  let at = 0;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < i; j++) {
      const length = roots[i] * roots[j];
      matrix[at++] = length === 0 ? 0 : gram[i * points + j] / length;
    }
    matrix[at++] = Number.isNaN(roots[i]) ? Number.NaN : 1;
  }
}
