import type { Graph, WeightTensor } from '../graph/graph.ts';
import { parseNetwork } from '../network/notation.ts';
import { compile, type Program } from '../network/program.ts';
import { sizeOf } from '../network/shape.ts';
import { toOnnx } from '../onnx/build.ts';
import { type FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import type { Device } from '../runtime/engine.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { Assignment, Draw } from './assignment.ts';
import { ClassView } from './classView.ts';
import { type Costs, costsOf } from './costs.ts';
import { FeatureAgreement, pairedPoints } from './featureAgreement.ts';
import { GramLayers } from './gramLayers.ts';
import { GuessCounter, type Guesses } from './guessCounter.ts';
import { classOrders } from './guesses.ts';
import { batchSize, type HiddenLayers, WeightLayers } from './hiddenLayers.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import { PointSource } from './pointSource.ts';
import { Reducer } from './reducer.ts';

/** Output layers go through together while their scores take at most this many numbers (16 MB). */
const LARGEST_SCORES = 2 ** 22;

/**
 * Draws initialisations of one experiment and counts what they guess. Holds the compiled sessions and all buffers, so
 * that a draw allocates next to nothing. One drawer serves one thread.
 */
export class Drawer {
  private readonly view?: ClassView;
  private readout?: ReadoutRunner;
  /** Stands for the features where that is chosen. */
  private factor?: FloatBuffer;
  private agreement?: FeatureAgreement;
  /** Of networks without a readout. */
  private counter?: GuessCounter;

  private constructor(
    private readonly assignment: Assignment,
    private readonly program: Program,
    private readonly costs: Costs,
    private readonly generator: WeightGenerator,
    private readonly source: PointSource,
    private readonly batch: number,
    private readonly hidden: HiddenLayers,
    private readonly reducer: Reducer,
  ) {
    const { truth, shape, points } = assignment;
    this.view = truth && new ClassView(generator, truth, program.output.classes);
    if (sizeOf(shape) * points === 0) throw new RangeError('no data to draw on');
  }

  /** Compiles the network of an assignment and opens its sessions. */
  static async open(assignment: Assignment): Promise<Drawer> {
    const { experiment, shape, points, device } = assignment;
    const program = compile(parseNetwork(experiment.network).place(shape), experiment.init, points);
    const costs = costsOf(program, points, experiment.sampler);
    const generator = new WeightGenerator(experiment.seed);
    const { reduced } = costs;
    const batch = reduced.size > 0 ? points : batchSize(points, program);
    const source = new PointSource(assignment, generator, Math.ceil(points / batch) * batch);
    const reducer = new Reducer(points, device);
    const hidden =
      reduced.size > 0
        ? await GramLayers.open(assignment, program, generator, source.buffer, reduced, reducer)
        : await WeightLayers.open(assignment, program, generator, source.buffer, batch);
    return new Drawer(assignment, program, costs, generator, source, batch, hidden, reducer);
  }

  /** Name and version of the engine that runs the network, and the device unless it is the CPU. */
  get engine(): string {
    const session = this.hidden.session ?? this.readout?.session;
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
    const fresh = this.source.fill(initialisation);
    const trace = await this.hidden.draw(initialisation, fresh, traced);
    const { readout } = this.program;
    const { features, width } = await this.featuresFor(readouts);
    const pairs = await this.pairMeans(features, width, initialisation, readouts);
    const { correlation, complement } =
      pairs && this.agreement?.points === points ? pairs : this.overlap(features, width);
    const { classes } = this.program.output;
    const guesses: Guesses = { counts: new Uint32Array(readouts * classes), tied: 0, notNumbers: 0 };
    const orders = classOrders(experiment.seed, initialisation, readouts, classes);
    this.view?.begin(initialisation);
    if (readout) await this.runReadouts(guesses, { initialisation, readouts, orders, features, width });
    else this.countFeatures(guesses, orders);
    const byClass = this.view?.summary();
    return {
      initialisation,
      ...guesses,
      correlation,
      complement,
      ...(pairs && { agreement: pairs.agreement }),
      ...(trace && { trace }),
      ...(byClass && { byClass }),
    };
  }

  async close(): Promise<void> {
    const { hidden, readout, reducer, agreement } = this;
    await Promise.all([hidden.close(), readout?.session.release(), reducer.release(), agreement?.release()]);
  }

  /** The features, or others with the same Gram matrix where so many readouts are drawn on these with less work. */
  private async featuresFor(readouts: number): Promise<{ features: FloatBuffer; width: number }> {
    const { costs, generator, program, hidden } = this;
    const width = sizeOf(program.features.shape);
    if (!costs.reducesFeatures(readouts)) return { features: hidden.features, width };
    const { points } = this.assignment;
    this.factor ??= generator.reserve((hidden.features.count / width) * points);
    await this.reducer.reduce(this.factor, hidden.features.values.subarray(0, points * width), width);
    return { features: this.factor, width: points };
  }

  /** Of the kernel that the readout sees. */
  private overlap(features: FloatBuffer, width: number): Overlap {
    const { readout } = this.program;
    const { points } = this.assignment;
    const bias = readout ? (readout.sigmaB2 * readout.fanIn) / readout.sigmaW2 : 0;
    return overlapOf(this.generator, features, points, width, bias);
  }

  /** Agreement from the features themselves; undefined where that is not exact, or costs too much. */
  private async pairMeans(features: FloatBuffer, width: number, initialisation: number, readouts: number) {
    const { assignment, costs, generator, program } = this;
    const points = pairedPoints(program, assignment.points, costs, readouts);
    if (points === 0) return undefined;
    if (this.agreement?.points !== points || this.agreement.width !== width) {
      await this.agreement?.release();
      this.agreement = await FeatureAgreement.open(assignment, program, generator, points, width);
    }
    return this.agreement.of(features.values.subarray(0, assignment.points * width), initialisation);
  }

  private async runReadouts(
    guesses: Guesses,
    { initialisation, readouts, orders, features, width }: ReadoutTask,
  ): Promise<void> {
    const { points, device } = this.assignment;
    const most = Math.max(1, Math.floor(LARGEST_SCORES / (this.batch * this.program.output.units)));
    // In equal parts, since all copies are computed in the last part too.
    const copies = Math.ceil(readouts / Math.ceil(readouts / most));
    if (this.readout?.copies !== copies || this.readout.width !== width) {
      await this.readout?.session.release();
      const counter = new GuessCounter(this.generator, this.program.output, this.batch, copies, this.view);
      this.readout = await ReadoutRunner.open(this.program, this.generator, counter, this.batch, width, device);
    }
    const { counter } = this.readout;
    for (let first = 0; first < readouts; first += copies) {
      const part = { readouts: copies, wanted: Math.min(copies, readouts - first), first };
      this.readout.fill(initialisation, first);
      counter.begin();
      for (let from = 0; from < points; from += this.batch) {
        const scores = await this.readout.run(features.values.subarray(from * width, (from + this.batch) * width));
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
    this.counter.add(guesses, this.hidden.features, 0, batch, orders);
    this.counter.end(guesses, batch);
  }
}

/** Output layers to be drawn on features of so many numbers a point. */
interface ReadoutTask {
  readonly initialisation: number;
  readonly readouts: number;
  readonly orders: readonly Uint32Array[];
  readonly features: FloatBuffer;
  readonly width: number;
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
    readonly width: number,
    private readonly matrix: FloatBuffer,
    private readonly biases: FloatBuffer,
    private readonly scores: FloatBuffer,
  ) {}

  /**
   * @param counter for as many readouts as are to go through together
   * @param width of the features: the fan-in, or the number of points where a factor stands for them
   */
  static async open(
    program: Program,
    generator: WeightGenerator,
    counter: GuessCounter,
    batch: number,
    width: number,
    device: Device | undefined,
  ): Promise<ReadoutRunner> {
    const { units, graph } = program.readout!;
    const built = graph(counter.readouts, width);
    const session = await openSession(toOnnx(built, { points: batch }), { threads: 1, device });
    const columns = counter.readouts * units;
    const [matrix, biases, scores] = [columns * width, columns, batch * columns].map((count) =>
      generator.reserve(count),
    );
    return new ReadoutRunner(session, program, built, generator, counter, batch, width, matrix, biases, scores);
  }

  get copies(): number {
    return this.counter.readouts;
  }

  /** Draws the output layers `first` … `first + copies − 1` of an initialisation. */
  fill(initialisation: number, first: number): void {
    const { units, weights, biases } = this.program.readout!;
    const tensor = this.program.hidden.weights.length;
    for (let copy = 0; copy < this.copies; copy++) {
      const key = { purpose: PURPOSE.weights, readout: first + copy, initialisation };
      const rows = this.matrix.part(copy * units * this.width, units * this.width);
      this.generator.fill(rows, weights, [units, this.width], { ...key, tensor });
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
