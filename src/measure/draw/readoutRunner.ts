import type { Device } from '../../engine/engine.ts';
import { toOnnx } from '../../engine/onnx/build.ts';
import { openSession, type Session } from '../../engine/session.ts';
import type { Graph, WeightTensor } from '../../graph/graph.ts';
import type { Program } from '../../program/compile.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { GuessCounter } from './guessCounter.ts';

/** Runs a number of output layers side by side on the same features. */
export class ReadoutRunner {
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
