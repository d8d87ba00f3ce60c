import type { Session } from '../../engine/session.ts';
import { sizeOf, type Tensor } from '../../graph/graph.ts';
import { distinct, type Program, widestOf, withTrace } from '../../program/program.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { Assignment } from '../plan/assignment.ts';
import { type Overlap, overlapOf } from './overlap.ts';

/** Points go through the network in batches of at most this many numbers in their widest layer (64 MB). */
const LARGEST_BATCH = 2 ** 24;
/** Layers are traced while all their values together take at most this many numbers (512 MB). */
const LARGEST_TRACE = 2 ** 27;

/**
 * (correlation, complement) after every layer before the readout; then, where it is above 0, the share of its units that have
 * the same value on all points.
 */
export type Trace = readonly (readonly [number, number] | readonly [number, number, number])[];

/** Draws the hidden layers of initialisations and runs points through them. */
export interface HiddenLayers {
  /** The points as the features of the last draw, then rows that fill up the last batch. */
  featuresOf(tensor: Tensor): FloatBuffer;
  /** Undefined where nothing is run. */
  readonly engine: Session['engine'] | undefined;
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
  private tracing?: Tracing;

  private constructor(
    private readonly assignment: Assignment,
    private readonly generator: WeightGenerator,
    private readonly data: FloatBuffer,
    private readonly batch: number,
    private readonly wanted: readonly Tensor[],
    private readonly weights: WeightDrawer,
    /** Undefined where the features are the data themselves. */
    private readonly runner: GraphRunner | undefined,
  ) {
    const rows = data.count / sizeOf(this.input.shape);
    for (const { name, shape } of wanted) this.features.set(name, generator.reserve(rows * sizeOf(shape)));
  }

  /**
   * @param data the points, whole batches of them
   * @param taps features of shorter networks, which the hidden layers pass on their way
   */
  static async open(
    assignment: Assignment,
    generator: WeightGenerator,
    data: FloatBuffer,
    batch: number,
    taps: readonly Tensor[] = [],
  ): Promise<WeightLayers> {
    const { points, device, program } = assignment;
    const { hidden, features } = program;
    const [input] = hidden.inputs;
    const wanted = distinct([features, ...taps]).filter(({ name }) => name !== input.name);
    const weights = new WeightDrawer(generator, points);
    const graph = { ...hidden, outputs: wanted };
    const runner = wanted.length > 0 ? await GraphRunner.open(graph, weights, { points: batch, device }) : undefined;
    return new WeightLayers(assignment, generator, data, batch, wanted, weights, runner);
  }

  get engine(): Session['engine'] | undefined {
    return this.runner?.engine;
  }

  featuresOf({ name }: Tensor): FloatBuffer {
    return this.features.get(name) ?? this.data;
  }

  async draw(initialisation: number, _fresh: boolean, traced: boolean): Promise<Trace | undefined> {
    const { program, points } = this.assignment;
    this.runner?.draw(initialisation);
    if (traced && fitsTrace(program, points)) return this.runTraced();
    if (this.runner) await this.run(this.runner);
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.runner?.release(), this.tracing?.runner.release()]);
  }

  private get input(): Tensor {
    return this.assignment.program.hidden.inputs[0];
  }

  private async run(runner: GraphRunner): Promise<void> {
    const { input, batch } = this;
    const rows = (tensor: Tensor, from: number) => {
      const width = sizeOf(tensor.shape);
      return [tensor.name, this.featuresOf(tensor).values.subarray(from * width, (from + batch) * width)] as const;
    };
    for (let from = 0; from < this.assignment.points; from += batch) {
      const outputs = this.wanted.map((tensor) => rows(tensor, from));
      await runner.run(Object.fromEntries([rows(input, from)]), Object.fromEntries(outputs));
    }
  }

  /** Runs all points at once, with the values after every layer as outputs. */
  private async runTraced(): Promise<Trace> {
    const { assignment, generator, input, data } = this;
    const { points, program } = assignment;
    const overlapIn = (rows: FloatBuffer, { shape }: Tensor) => overlapOf(generator, rows, points, sizeOf(shape));
    const constantIn = (rows: FloatBuffer, { shape }: Tensor) => constantShare(rows.values, points, sizeOf(shape));
    if (!this.runner) {
      return traceOf(
        program,
        (tensor) => overlapIn(data, tensor),
        (tensor) => constantIn(data, tensor),
      );
    }
    this.tracing ??= await openTracing(assignment, generator, this.weights);
    const { runner, buffers } = this.tracing;
    const all = data.values.subarray(0, points * sizeOf(input.shape));
    await runner.run(
      { [input.name]: all },
      Object.fromEntries([...buffers].map(([name, { values }]) => [name, values])),
    );
    for (const [name, features] of this.features) features.values.set(buffers.get(name)!.values);
    return traceOf(
      program,
      (tensor) => overlapIn(buffers.get(tensor.name) ?? data, tensor),
      (tensor) => constantIn(buffers.get(tensor.name) ?? data, tensor),
    );
  }
}

/** Runs all points at once, and writes what comes after every layer to memory of its own. */
interface Tracing {
  readonly runner: GraphRunner;
  readonly buffers: ReadonlyMap<string, FloatBuffer>;
}

/** @param weights those that are drawn for the points in batches */
async function openTracing(
  { program, points, device }: Assignment,
  generator: WeightGenerator,
  weights: WeightDrawer,
): Promise<Tracing> {
  const graph = withTrace(program);
  const runner = await GraphRunner.open(graph, weights, { points, device });
  const buffers = new Map(
    graph.outputs.map(({ name, shape }) => [name, generator.reserve(points * sizeOf(shape))] as const),
  );
  return { runner, buffers };
}

/** Overlaps after every layer; layers that change nothing share theirs. */
export function traceOf(
  { trace }: Program,
  overlapIn: (tensor: Tensor) => Overlap,
  constantIn: (tensor: Tensor) => number = () => 0,
): Trace {
  const known = new Map<string, Trace[number]>();
  return trace.map((tensor) => {
    const before = known.get(tensor.name);
    if (before) return before;
    const { correlation, complement } = overlapIn(tensor);
    const constant = constantIn(tensor);
    const after = constant > 0 ? ([correlation, complement, constant] as const) : ([correlation, complement] as const);
    known.set(tensor.name, after);
    return after;
  });
}

/** The share of units with the same value on all points, such as a relu unit that is off on all of them. */
export function constantShare(rows: Float32Array, points: number, width: number): number {
  let constant = 0;
  for (let unit = 0; unit < width; unit++) {
    let point = 1;
    while (point < points && rows[point * width + unit] === rows[unit]) point++;
    if (point === points) constant++;
  }
  return constant / width;
}

/** Whether the values of all layers together fit in memory. */
export function fitsTrace({ trace }: Program, points: number): boolean {
  return points * trace.reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0) <= LARGEST_TRACE;
}

/** Points a batch, such that the widest layer stays within memory and all batches but the last are full. */
export function batchSize(points: number, program: Program): number {
  if (program.couplesPoints) return points;
  const batches = Math.ceil((points * widestOf(program)) / LARGEST_BATCH);
  return Math.ceil(points / batches);
}
