import type { Device } from '../../engine/engine.ts';
import { type Readout, sideBySide } from '../../program/program.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { GuessCounter } from './guessCounter.ts';

/** Runs a number of output layers side by side on the same features. */
export class ReadoutRunner {
  private constructor(
    private readonly runner: GraphRunner,
    readonly counter: GuessCounter,
    readonly width: number,
    private readonly scores: FloatBuffer,
  ) {}

  /**
   * @param counter for as many readouts as are to go through together
   * @param width of the features: the fan-in, or the number of points where a factor stands for them
   */
  static async open(
    readout: Readout,
    generator: WeightGenerator,
    counter: GuessCounter,
    batch: { readonly points: number; readonly device?: Device },
    width: number,
  ): Promise<ReadoutRunner> {
    const graph = sideBySide(readout, counter.readouts, width);
    const runner = await GraphRunner.open(graph, new WeightDrawer(generator, batch.points), batch);
    const scores = generator.reserve(batch.points * counter.readouts * readout.units);
    return new ReadoutRunner(runner, counter, width, scores);
  }

  get engine(): GraphRunner['engine'] {
    return this.runner.engine;
  }

  get copies(): number {
    return this.counter.readouts;
  }

  /** Draws the output layers `first` … `first + copies − 1` of an initialisation. */
  draw(initialisation: number, first: number): void {
    this.runner.draw(initialisation, first);
  }

  /** Scores of all copies on a batch of features: batch × (copies × units). */
  async run(features: Float32Array): Promise<FloatBuffer> {
    const { inputs, outputs } = this.runner.graph;
    await this.runner.run({ [inputs[0].name]: features }, { [outputs[0].name]: this.scores.values });
    return this.scores;
  }

  release(): Promise<void> {
    return this.runner.release();
  }
}
