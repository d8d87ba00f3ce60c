import type { Graph, WeightTensor } from '../graph/graph.ts';
import { parseNetwork } from '../network/notation.ts';
import { compile, type Program, withTrace } from '../network/program.ts';
import { sizeOf } from '../network/shape.ts';
import { toOnnx } from '../onnx/build.ts';
import { type FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import type { Device } from '../runtime/engine.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { Assignment, Draw } from './assignment.ts';
import { ClassView } from './classView.ts';
import { GuessCounter, type Guesses } from './guessCounter.ts';
import { classOrders } from './guesses.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import { PointSource } from './pointSource.ts';

/** Points go through the network in batches of at most this many numbers in their widest layer (64 MB). */
const LARGEST_BATCH = 2 ** 24;
/** Output layers go through together while their scores take at most this many numbers (16 MB). */
const LARGEST_SCORES = 2 ** 22;
/** Layers are traced while all their values together take at most this many numbers (512 MB). */
const LARGEST_TRACE = 2 ** 27;

/**
 * Draws initialisations of one experiment and counts what they guess. Holds the compiled sessions and all buffers, so
 * that a draw allocates next to nothing. One drawer serves one thread.
 */
export class Drawer {
  private readonly generator: WeightGenerator;
  private readonly weights: readonly FloatBuffer[];
  private readonly source: PointSource;
  private readonly features: FloatBuffer;
  private readonly batch: number;
  private readonly view?: ClassView;
  private readout?: ReadoutRunner;
  /** Of networks without a readout. */
  private counter?: GuessCounter;
  private tracing?: Session;

  private constructor(
    private readonly assignment: Assignment,
    private readonly program: Program,
    private readonly hidden: Session | undefined,
  ) {
    const { points, shape, experiment } = assignment;
    this.generator = new WeightGenerator(experiment.seed);
    this.batch = batchSize(points, program);
    const rows = Math.ceil(points / this.batch) * this.batch;
    this.source = new PointSource(assignment, this.generator, rows);
    this.features = hidden ? this.generator.reserve(rows * this.width) : this.source.buffer;
    this.weights = program.hidden.weights.map((tensor) => this.generator.reserve(this.sizeOfWeights(tensor)));
    const { truth } = assignment;
    this.view = truth && new ClassView(this.generator, truth, program.output.classes);
    if (sizeOf(shape) * points === 0) throw new RangeError('no data to draw on');
  }

  /** Compiles the network of an assignment and opens its session. */
  static async open(assignment: Assignment): Promise<Drawer> {
    const { experiment, shape, points, device } = assignment;
    const program = compile(parseNetwork(experiment.network).place(shape), experiment.init, points);
    const empty = program.hidden.nodes.length === 0;
    const model = empty ? undefined : toOnnx(program.hidden, { points: batchSize(points, program) });
    return new Drawer(assignment, program, model && (await openSession(model, { threads: 1, device })));
  }

  /** Name and version of the engine that runs the network, and the device unless it is the CPU. */
  get engine(): string {
    const session = this.hidden ?? this.readout?.session;
    if (!session) return 'none';
    const { name, version, device } = session.engine;
    return device === 'cpu' ? `${name} ${version}` : `${name} ${version} on ${device}`;
  }

  /**
   * One initialisation of the hidden layers, with a number of output layers on it.
   * @param traced also measures the overlap after every layer
   */
  async draw(initialisation: number, readouts: number, traced: boolean): Promise<Draw> {
    const { points, experiment } = this.assignment;
    this.source.fill(initialisation);
    this.fillWeights(initialisation);
    if (this.hidden) await this.runHidden(this.hidden);
    const features = this.features.values.subarray(0, points * this.width);
    const readout = this.program.readout;
    const bias = readout ? (readout.sigmaB2 * readout.fanIn) / readout.sigmaW2 : 0;
    const { correlation, complement } = overlapOf(features, points, this.width, bias);
    const { classes } = this.program.output;
    const guesses: Guesses = { counts: new Uint32Array(readouts * classes), tied: 0, notNumbers: 0 };
    const orders = classOrders(experiment.seed, initialisation, readouts, classes);
    this.view?.begin(initialisation);
    if (readout) await this.runReadouts(guesses, initialisation, readouts, orders);
    else this.countFeatures(guesses, orders);
    const byClass = this.view?.summary();
    const trace = traced ? await this.trace() : undefined;
    return {
      initialisation,
      ...guesses,
      correlation,
      complement,
      ...(trace && { trace }),
      ...(byClass && { byClass }),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.hidden?.release(), this.readout?.session.release(), this.tracing?.release()]);
  }

  /** Numbers of a weight tensor; layers that draw for every point take all points in one batch. */
  private sizeOfWeights({ dims, perPoint }: WeightTensor): number {
    return sizeOf(dims) * (perPoint ? this.assignment.points : 1);
  }

  private get width(): number {
    return sizeOf(this.program.features.shape);
  }

  private fillWeights(initialisation: number): void {
    this.program.hidden.weights.forEach((tensor, index) => {
      const key = { purpose: PURPOSE.weights, tensor: index, readout: 0, initialisation };
      this.generator.fill(this.weights[index], tensor, tensor.dims, key);
    });
  }

  private async runHidden(session: Session): Promise<void> {
    const { points, shape } = this.assignment;
    const [inWidth, outWidth] = [sizeOf(shape), this.width];
    for (let from = 0; from < points; from += this.batch) {
      const data = this.source.buffer.values.subarray(from * inWidth, (from + this.batch) * inWidth);
      const out = this.features.values.subarray(from * outWidth, (from + this.batch) * outWidth);
      await session.run(this.feeds(data, this.batch), {
        [this.program.features.name]: { data: out, dims: [this.batch, ...this.program.features.shape] },
      });
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

  private async runReadouts(
    guesses: Guesses,
    initialisation: number,
    readouts: number,
    orders: readonly Uint32Array[],
  ): Promise<void> {
    const { points } = this.assignment;
    const most = Math.max(1, Math.floor(LARGEST_SCORES / (this.batch * this.program.output.units)));
    // In equal parts, since all copies are computed in the last part too.
    const copies = Math.ceil(readouts / Math.ceil(readouts / most));
    if (this.readout?.copies !== copies) {
      await this.readout?.session.release();
      const counter = new GuessCounter(this.generator, this.program.output, this.batch, copies, this.view);
      const { device } = this.assignment;
      this.readout = await ReadoutRunner.open(this.program, this.generator, counter, this.batch, device);
    }
    const { counter } = this.readout;
    for (let first = 0; first < readouts; first += copies) {
      const part = { readouts: copies, wanted: Math.min(copies, readouts - first), first };
      this.readout.fill(initialisation, first);
      counter.begin();
      for (let from = 0; from < points; from += this.batch) {
        const features = this.features.values.subarray(from * this.width, (from + this.batch) * this.width);
        const scores = await this.readout.run(features);
        const batch = { ...part, points: Math.min(this.batch, points - from) };
        counter.add(guesses, scores, from, batch, orders);
      }
      counter.end(guesses, part);
    }
  }

  /** Guesses of a network that does not end in a readout: its features are the scores. */
  private countFeatures(guesses: Guesses, orders: readonly Uint32Array[]): void {
    const { points } = this.assignment;
    this.counter ??= new GuessCounter(this.generator, this.program.output, points, 1, this.view);
    const batch = { points, readouts: 1, wanted: 1, first: 0 };
    this.counter.begin();
    this.counter.add(guesses, this.features, 0, batch, orders);
    this.counter.end(guesses, batch);
  }

  /** Overlap after every layer before the readout, on all points at once. */
  private async trace(): Promise<[number, number][] | undefined> {
    const { points, shape } = this.assignment;
    const all = this.program.trace.reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0);
    if (points * all > LARGEST_TRACE) return undefined;
    const data = this.source.buffer.values.subarray(0, points * sizeOf(shape));
    const outputs = this.hidden ? await this.runTrace(data) : {};
    const overlaps = new Map<string, Overlap>();
    return this.program.trace.map(({ name, shape: out }) => {
      const values = name === this.program.hidden.input.name ? data : outputs[name].data;
      const overlap = overlaps.get(name) ?? overlapOf(values, points, sizeOf(out));
      overlaps.set(name, overlap);
      return [overlap.correlation, overlap.complement];
    });
  }

  private async runTrace(data: Float32Array) {
    const { points, device } = this.assignment;
    this.tracing ??= await openSession(toOnnx(withTrace(this.program), { points }), { threads: 1, device });
    return this.tracing.run(this.feeds(data, points));
  }
}

/** Runs a number of output layers side by side on the same features. */
class ReadoutRunner {
  private constructor(
    readonly session: Session,
    private readonly program: Program,
    private readonly graph: Graph,
    private readonly generator: WeightGenerator,
    readonly counter: GuessCounter,
    private readonly batch: number,
    private readonly matrix: FloatBuffer,
    private readonly biases: FloatBuffer,
    private readonly scores: FloatBuffer,
  ) {}

  /** @param counter for as many readouts as are to go through together */
  static async open(
    program: Program,
    generator: WeightGenerator,
    counter: GuessCounter,
    batch: number,
    device: Device | undefined,
  ): Promise<ReadoutRunner> {
    const { fanIn, units, graph } = program.readout!;
    const built = graph(counter.readouts);
    const session = await openSession(toOnnx(built, { points: batch }), { threads: 1, device });
    const columns = counter.readouts * units;
    const [matrix, biases, scores] = [columns * fanIn, columns, batch * columns].map((count) =>
      generator.reserve(count),
    );
    return new ReadoutRunner(session, program, built, generator, counter, batch, matrix, biases, scores);
  }

  get copies(): number {
    return this.counter.readouts;
  }

  /** Draws the output layers `first` … `first + copies − 1` of an initialisation. */
  fill(initialisation: number, first: number): void {
    const { fanIn, units, weights, biases } = this.program.readout!;
    const tensor = this.program.hidden.weights.length;
    for (let copy = 0; copy < this.copies; copy++) {
      const key = { purpose: PURPOSE.weights, readout: first + copy, initialisation };
      const rows = this.matrix.part(copy * units * fanIn, units * fanIn);
      this.generator.fill(rows, weights, [units, fanIn], { ...key, tensor });
      if (!biases) continue;
      this.generator.fill(this.biases.part(copy * units, units), biases, [units], { ...key, tensor: tensor + 1 });
    }
  }

  /** Scores of all copies on a batch of features: batch × (copies × units). */
  async run(features: Float32Array): Promise<FloatBuffer> {
    const [input, output] = [this.graph.input, this.graph.outputs[0]];
    const filled = [this.matrix, this.biases];
    const weights = this.graph.weights.map((t: WeightTensor, i) => [t.name, { data: filled[i].values, dims: t.dims }]);
    const data = { data: this.scores.values, dims: [this.batch, ...output.shape] };
    await this.session.run(
      { [input.name]: { data: features, dims: [this.batch, ...input.shape] }, ...Object.fromEntries(weights) },
      { [output.name]: data },
    );
    return this.scores;
  }
}

/** Points a batch, such that the widest layer stays within memory and all batches but the last are full. */
function batchSize(points: number, program: Program): number {
  if (program.couplesPoints) return points;
  const widest = Math.max(...[program.hidden.input, ...program.trace].map((tensor) => sizeOf(tensor.shape)));
  const batches = Math.ceil((points * widest) / LARGEST_BATCH);
  return Math.ceil(points / batches);
}
