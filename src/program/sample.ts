import type { Device } from '../engine/engine.ts';
import { toOnnx } from '../engine/onnx/build.ts';
import { openSession, type Session, type TensorData, type TensorsByName } from '../engine/session.ts';
import { type Graph, type Shape, sizeOf, type WeightTensor, withBatchAxis } from '../graph/graph.ts';
import type { FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';

type Weights = Pick<Graph, 'weights'>;

/**
 * Draws the weights of graphs, and keeps the memory that they lie in. The only place that makes the keys of weights, so
 * that a seed and a number of an initialisation are the same network wherever it is drawn.
 *
 * Graphs that run one after the other share memory: a draw overwrites the one before.
 */
export class WeightDrawer {
  /** By place of the tensor in its graph; empty for fixed weights. */
  private readonly slots: FloatBuffer[] = [];
  /** Made once for each graph: many runs follow. */
  private readonly named = new Map<Weights['weights'], TensorsByName>();

  /** @param points how many weights of its own a tensor with a batch axis has */
  constructor(
    private readonly generator: WeightGenerator,
    private readonly points: number,
  ) {}

  /** Makes room for the weights of graphs, where there is none yet: all that are known at once, as growth costs memory. */
  reserve(graphs: readonly Weights[]): void {
    const sizes: number[] = [];
    for (const { weights } of graphs) {
      weights.forEach((tensor, place) => {
        sizes[place] = Math.max(sizes[place] ?? 0, this.sizeOf(tensor));
      });
    }
    sizes.forEach((size, place) => {
      if ((this.slots[place]?.count ?? -1) >= size) return;
      this.slots[place] = this.generator.reserve(size);
      this.named.clear();
    });
  }

  /**
   * Draws all weights of a graph but the fixed ones.
   * @param readout number of the first readout drawn on this initialisation; 0 for hidden layers
   */
  draw({ weights }: Weights, initialisation: number, readout = 0): void {
    weights.forEach((tensor, place) => {
      if (tensor.law === 'fixed') return;
      const { copies = 1, number } = tensor;
      const [first, ...rest] = tensor.dims;
      const dims = [first / copies, ...rest];
      const size = this.sizeOf(tensor) / copies;
      for (let copy = 0; copy < copies; copy++) {
        const key = { purpose: PURPOSE.weights, tensor: number, readout: readout + copy, initialisation };
        this.generator.fill(partOf(this.slots[place], copy * size, size), tensor, dims, key);
      }
    });
  }

  /** The weights of a graph by name, of the draw last made for it. Their numbers are live views, whatever is reserved. */
  weightsOf({ weights }: Weights): TensorsByName {
    const known =
      this.named.get(weights) ?? Object.fromEntries(weights.map((tensor, i) => [tensor.name, this.at(i, tensor)]));
    this.named.set(weights, known);
    return known;
  }

  private at(place: number, tensor: WeightTensor): TensorData {
    const dims = withBatchAxis(tensor.dims, tensor.batchAxis, this.points);
    if (tensor.law === 'fixed') return { data: tensor.values, dims };
    const buffer = partOf(this.slots[place], 0, this.sizeOf(tensor));
    return {
      get data() {
        return buffer.values;
      },
      dims,
    };
  }

  private sizeOf({ law, dims, batchAxis }: WeightTensor): number {
    return law === 'fixed' ? 0 : sizeOf(withBatchAxis(dims, batchAxis, this.points));
  }
}

function partOf(buffer: FloatBuffer, start: number, count: number): FloatBuffer {
  return count === buffer.count ? buffer : buffer.part(start, count);
}

/** Numbers of a tensor by its name; with dims where the graph leaves its shape open. */
type Numbers = Readonly<Record<string, Float32Array | TensorData>>;

/** A graph ready to run: its weights are drawn, then points go through. */
export class GraphRunner {
  /** With the points, of inputs and outputs by name. */
  private readonly dims: ReadonlyMap<string, Shape>;

  private constructor(
    readonly graph: Graph,
    private readonly weights: WeightDrawer,
    private readonly session: Session,
    points: number,
  ) {
    this.dims = new Map(
      [...graph.inputs, ...graph.outputs].map(({ name, shape, batchAxis }) => [
        name,
        withBatchAxis(shape, batchAxis, points),
      ]),
    );
  }

  /**
   * @param weights of this graph alone, or of several that run one after the other
   * @param points how many go through at a time
   */
  static async open(
    graph: Graph,
    weights: WeightDrawer,
    { points, device }: { readonly points: number; readonly device?: Device },
  ): Promise<GraphRunner> {
    const session = await openSession(toOnnx(graph, { points }), { threads: 1, device });
    weights.reserve([graph]);
    return new GraphRunner(graph, weights, session, points);
  }

  get engine(): Session['engine'] {
    return this.session.engine;
  }

  /** Draws the weights of an initialisation. @param readout number of the first readout on it */
  draw(initialisation: number, readout = 0): void {
    this.weights.draw(this.graph, initialisation, readout);
  }

  /**
   * Runs points through the graph with the weights last drawn.
   *
   * @param inputs the points by name of the input
   * @param outputs memory for the outputs wanted, by name; without it all outputs come in memory of their own
   */
  run(inputs: Numbers, outputs?: Numbers): Promise<TensorsByName> {
    const feeds = { ...this.shaped(inputs), ...this.weights.weightsOf(this.graph) };
    return this.session.run(feeds, outputs && this.shaped(outputs));
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private shaped(numbers: Numbers): TensorsByName {
    return Object.fromEntries(
      Object.entries(numbers).map(([name, given]) => [
        name,
        given instanceof Float32Array ? { data: given, dims: this.dims.get(name)! } : given,
      ]),
    );
  }
}
