import type { Device } from '../../engine/engine.ts';
import { toOnnx } from '../../engine/onnx/build.ts';
import { openSession, type Session } from '../../engine/session.ts';
import type { Graph, Tensor, WeightTensor } from '../../graph/graph.ts';
import { sizeOf } from '../../network/shape.ts';
import { distinct, type Program, withTrace } from '../../program/compile.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { Assignment } from '../plan/assignment.ts';
import { type Overlap, overlapOf } from './overlap.ts';

/** Points go through the network in batches of at most this many numbers in their widest layer (64 MB). */
const LARGEST_BATCH = 2 ** 24;
/** Layers are traced while all their values together take at most this many numbers (512 MB). */
const LARGEST_TRACE = 2 ** 27;

/** (correlation, complement) after every layer before the readout. */
export type Trace = readonly (readonly [number, number])[];

/** Draws the hidden layers of initialisations and runs points through them. */
export interface HiddenLayers {
  /** The points as the features of the last draw, then rows that fill up the last batch. */
  featuresOf(tensor: Tensor): FloatBuffer;
  /** Undefined where nothing is run. */
  readonly session: Session | undefined;
  /** Values of the last draw that were meant to be seen through a factor of their Gram matrix, which did not serve. */
  readonly unfactoredValues: number;
  /**
   * @param fresh whether the points are others than in the last call
   * @param traced also measures the overlap after every layer, if all their values fit in memory
   */
  draw(initialisation: number, fresh: boolean, traced: boolean): Promise<Trace | undefined>;
  close(): Promise<void>;
}

/** Draws every weight, and runs the points in batches. */
export class WeightLayers implements HiddenLayers {
  /** By name: the network's own features, and those of shorter networks. */
  private readonly features = new Map<string, FloatBuffer>();
  readonly unfactoredValues = 0;
  private readonly weights: readonly FloatBuffer[];
  private tracing?: TracingSession;

  private constructor(
    private readonly assignment: Assignment,
    private readonly program: Program,
    private readonly generator: WeightGenerator,
    private readonly data: FloatBuffer,
    private readonly batch: number,
    private readonly wanted: readonly Tensor[],
    readonly session: Session | undefined,
  ) {
    const rows = data.count / sizeOf(assignment.shape);
    for (const { name, shape } of wanted) this.features.set(name, generator.reserve(rows * sizeOf(shape)));
    this.weights = program.hidden.weights.map((tensor) => generator.reserve(sizeOfWeights(tensor, assignment.points)));
  }

  /**
   * @param data the points, whole batches of them
   * @param taps features of shorter networks, which the hidden layers pass on their way
   */
  static async open(
    assignment: Assignment,
    program: Program,
    generator: WeightGenerator,
    data: FloatBuffer,
    batch: number,
    taps: readonly Tensor[] = [],
  ): Promise<WeightLayers> {
    const { hidden, features } = program;
    const wanted = distinct([features, ...taps]).filter(({ name }) => name !== hidden.input.name);
    const model = wanted.length === 0 ? undefined : toOnnx({ ...hidden, outputs: wanted }, { points: batch });
    const session = model && (await openSession(model, { threads: 1, device: assignment.device }));
    return new WeightLayers(assignment, program, generator, data, batch, wanted, session);
  }

  featuresOf({ name }: Tensor): FloatBuffer {
    return this.features.get(name) ?? this.data;
  }

  async draw(initialisation: number, _fresh: boolean, traced: boolean): Promise<Trace | undefined> {
    this.program.hidden.weights.forEach((tensor, index) => {
      const key = { purpose: PURPOSE.weights, tensor: index, readout: 0, initialisation };
      this.generator.fill(this.weights[index], tensor, tensor.dims, key);
    });
    if (traced && fitsTrace(this.program, this.assignment.points)) return this.runTraced();
    if (this.session) await this.run(this.session);
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.session?.release(), this.tracing?.session.release()]);
  }

  private async run(session: Session): Promise<void> {
    const { points, shape } = this.assignment;
    const { batch } = this;
    const rows = ({ values }: FloatBuffer, from: number, width: number) =>
      values.subarray(from * width, (from + batch) * width);
    for (let from = 0; from < points; from += batch) {
      const outputs = this.wanted.map((tensor) => {
        const data = rows(this.featuresOf(tensor), from, sizeOf(tensor.shape));
        return [tensor.name, { data, dims: [batch, ...tensor.shape] }] as const;
      });
      await session.run(this.feeds(rows(this.data, from, sizeOf(shape)), batch), Object.fromEntries(outputs));
    }
  }

  private feeds(data: Float32Array, rows: number) {
    const { hidden } = this.program;
    return {
      [hidden.input.name]: { data, dims: [rows, ...hidden.input.shape] },
      ...Object.fromEntries(
        hidden.weights.map(({ name, dims, perPoint }, i) => [
          name,
          { data: this.weights[i].values, dims: perPoint ? [rows, ...dims] : dims },
        ]),
      ),
    };
  }

  /** Runs all points at once, with the values after every layer as outputs. */
  private async runTraced(): Promise<Trace> {
    const { assignment, generator, program, data } = this;
    const { points, shape, device } = assignment;
    const overlapIn = (rows: FloatBuffer, { shape: of }: Tensor) => overlapOf(generator, rows, points, sizeOf(of));
    if (!this.session) return traceOf(program, (tensor) => overlapIn(data, tensor));
    this.tracing ??= await openTracing(program, generator, points, device);
    const { session, graph, buffers } = this.tracing;
    const results = graph.outputs.map(({ name, shape: of }) => {
      return [name, { data: buffers.get(name)!.values, dims: [points, ...of] }] as const;
    });
    await session.run(this.feeds(data.values.subarray(0, points * sizeOf(shape)), points), Object.fromEntries(results));
    for (const [name, features] of this.features) features.values.set(buffers.get(name)!.values);
    return traceOf(program, (tensor) => overlapIn(buffers.get(tensor.name) ?? data, tensor));
  }
}

/** Runs all points at once, and writes what comes after every layer to memory of its own. */
interface TracingSession {
  readonly session: Session;
  readonly graph: Graph;
  readonly buffers: ReadonlyMap<string, FloatBuffer>;
}

async function openTracing(
  program: Program,
  generator: WeightGenerator,
  points: number,
  device: Device | undefined,
): Promise<TracingSession> {
  const graph = withTrace(program);
  const session = await openSession(toOnnx(graph, { points }), { threads: 1, device });
  const buffers = new Map(
    graph.outputs.map(({ name, shape }) => [name, generator.reserve(points * sizeOf(shape))] as const),
  );
  return { session, graph, buffers };
}

/** Overlaps after every layer; layers that change nothing share theirs. */
export function traceOf({ trace }: Program, overlapIn: (tensor: Tensor) => Overlap): Trace {
  const overlaps = new Map<string, Overlap>();
  return trace.map((tensor) => {
    const overlap = overlaps.get(tensor.name) ?? overlapIn(tensor);
    overlaps.set(tensor.name, overlap);
    return [overlap.correlation, overlap.complement];
  });
}

/** Whether the values of all layers together fit in memory. */
export function fitsTrace({ trace }: Program, points: number): boolean {
  return points * trace.reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0) <= LARGEST_TRACE;
}

/** Numbers of a weight tensor; layers that draw for every point take all points in one batch. */
export function sizeOfWeights({ dims, perPoint }: WeightTensor, points: number): number {
  return sizeOf(dims) * (perPoint ? points : 1);
}

/** Points a batch, such that the widest layer stays within memory and all batches but the last are full. */
export function batchSize(points: number, program: Program): number {
  if (program.couplesPoints) return points;
  const widest = Math.max(...[program.hidden.input, ...program.trace].map((tensor) => sizeOf(tensor.shape)));
  const batches = Math.ceil((points * widest) / LARGEST_BATCH);
  return Math.ceil(points / batches);
}
