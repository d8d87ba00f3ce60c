import { type Graph, GraphBuilder } from '../graph/graph.ts';
import { choleskyInPlace, lowerRow } from '../numerics/cholesky.ts';
import { toOnnx } from '../onnx/build.ts';
import type { FloatBuffer, WeightGenerator } from '../random/generator.ts';
import type { Device } from '../runtime/engine.ts';
import { openSession, type Session } from '../runtime/session.ts';

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

/** Computes centred Gram matrices of so many points of one width. */
export class GramRunner {
  private readonly gram: Float32Array;

  private constructor(
    private readonly generator: WeightGenerator,
    private readonly session: Session,
    private readonly graph: Graph,
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
    const session = await openSession(toOnnx(graph, { points }), { threads: 1, device });
    return new GramRunner(generator, session, graph, generator.reserve(points * width), points, width);
  }

  /** @returns memory that the next run overwrites */
  async run(): Promise<CentredGram> {
    const { generator, graph, rows, points, width, gram } = this;
    const { along, scale } = generator.centreRows(rows, points, width);
    const [output] = graph.outputs;
    await this.session.run(
      { [graph.input.name]: { data: rows.values, dims: [points, width] } },
      { [output.name]: { data: gram, dims: [points, points] } },
    );
    return { along, scale, gram };
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/**
 * Pivots below this share of their diagonal entry are rounding errors of float32. They are set to zero, without jitter:
 * rows that differ by less than 10⁻³ of their distance from the mean direction then share all but that direction.
 */
const VANISHING = 1e-6;

/**
 * N numbers a point with the inner products of a Gram matrix: x_i ↦ (a_i, s_i L_i1, …, s_i L_i,N−1) with G = L Lᵀ.
 *
 * The rests of the points add up to nothing (the mean has none), so the last pivot of their factor is zero, which leaves
 * its place to a_i.
 *
 * @param into points × points, row by row, overwritten
 * @param triangle memory for the factor: points(points + 1)/2 numbers
 */
export function factorInto(into: Float32Array, triangle: Float64Array, { along, scale, gram }: CentredGram): void {
  const points = along.length;
  for (let i = 0; i < points; i++) {
    const row = lowerRow(i);
    for (let j = 0; j <= i; j++) triangle[row + j] = gram[i * points + j];
  }
  choleskyInPlace(triangle, points, VANISHING);
  into.fill(0);
  for (let i = 0; i < points; i++) {
    const row = lowerRow(i);
    const at = i * points;
    // What overflowed must not look like a point at the origin.
    const factor = Number.isNaN(gram[i * points + i]) ? Number.NaN : scale[i];
    into[at] = along[i];
    for (let j = 0; j <= i && j < points - 1; j++) into[at + 1 + j] = factor * triangle[row + j];
  }
}
