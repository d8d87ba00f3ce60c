import type { Session } from '../../engine/session.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { Program } from '../../program/program.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { Assignment, Draw } from '../plan/assignment.ts';
import type { Costs } from '../plan/costs.ts';
import { ClassView } from './classView.ts';
import { FeatureAgreement, pairedPoints } from './featureAgreement.ts';
import { GuessCounter, type Guesses } from './guessCounter.ts';
import { classOrders, equalIn } from './guesses.ts';
import { HeadSums } from './headSums.ts';
import { LogitSums } from './logits.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import { ReadoutRunner } from './readoutRunner.ts';
import type { Reducer } from './reducer.ts';

/** Output layers go through together while their scores take at most this many numbers (16 MB). */
const LARGEST_SCORES = 2 ** 22;

/**
 * What follows the hidden layers of a network: how alike their features make the points, the output layers drawn on them,
 * and what these guess. Holds its sessions and buffers from one initialisation to the next.
 */
export class Head {
  private readonly view?: ClassView;
  private readout?: ReadoutRunner;
  /** Stands for the features where that is chosen. */
  private factor?: FloatBuffer;
  private agreement?: FeatureAgreement;
  /** Of networks without a readout. */
  private counter?: GuessCounter;
  private logits?: LogitSums;
  private answers?: HeadSums;

  /** @param batch points that go through the output layers together */
  constructor(
    private readonly assignment: Assignment,
    readonly program: Program,
    private readonly costs: Costs,
    private readonly generator: WeightGenerator,
    private readonly batch: number,
    private readonly reducer: Reducer,
  ) {
    const { truth } = assignment;
    this.view = truth && new ClassView(generator, truth, program.output.classes);
  }

  /** Of the output layers; undefined before the first, and where there are none. */
  get engine(): Session['engine'] | undefined {
    return this.readout?.engine;
  }

  /**
   * Draws output layers on the features of an initialisation, and counts what they guess.
   * @param hidden the features, whole batches of points
   */
  async draw(initialisation: number, readouts: number, hidden: FloatBuffer): Promise<Draw> {
    const { points, seed, ties } = this.assignment;
    const { features, width, unfactored } = await this.featuresFor(readouts, hidden);
    const pairs = await this.pairMeans(features, width, initialisation, readouts);
    const { correlation, complement } =
      pairs && this.agreement?.points === points ? pairs : this.overlap(features, width);
    const { classes } = this.program.output;
    const equal = new Uint32Array(readouts);
    const guesses: Guesses = { counts: new Uint32Array(readouts * classes), tied: 0, notNumbers: 0, equal };
    const orders = classOrders(seed, initialisation, readouts, classes, ties);
    this.view?.begin(initialisation);
    if (this.program.readout) await this.runReadouts(guesses, { initialisation, readouts, orders, features, width });
    else this.countFeatures(guesses, orders, hidden);
    const byClass = this.view?.summary();
    const logits = guesses.notNumbers === 0 && this.logits?.summary(readouts);
    const head = guesses.notNumbers === 0 && this.answers?.summary(readouts);
    const { counts, tied, notNumbers } = guesses;
    return {
      initialisation,
      counts,
      tied,
      notNumbers,
      ...(equal.some((count) => count > 0) && { equal: equalIn(equal, points) }),
      ...(unfactored > 0 && { unfactored }),
      correlation,
      complement,
      ...(pairs && { agreement: pairs.agreement }),
      ...(logits && { logits }),
      ...(head && { head }),
      ...(byClass && { byClass }),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.readout?.release(), this.agreement?.release()]);
  }

  /** The features, or others with the same Gram matrix where this many readouts are drawn on these with less work. */
  private async featuresFor(readouts: number, hidden: FloatBuffer): Promise<Features> {
    const { costs, generator, program } = this;
    const width = sizeOf(program.features.shape);
    if (!costs.reducesFeatures(readouts)) return { features: hidden, width, unfactored: 0 };
    const { points } = this.assignment;
    this.factor ??= generator.reserve((hidden.count / width) * points);
    const serves = await this.reducer.reduce(this.factor, () => hidden.values.subarray(0, points * width), width);
    return serves
      ? { features: this.factor, width: points, unfactored: 0 }
      : { features: hidden, width, unfactored: 1 };
  }

  /** Of the kernel that the readout sees. */
  private overlap(features: FloatBuffer, width: number): Overlap {
    const { readout } = this.program;
    const { points } = this.assignment;
    // Weights of variance 0 leave outputs that are the same for all points.
    if (readout?.sigmaW2 === 0) return { correlation: 1, complement: 0 };
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
    return this.agreement.of(features, initialisation);
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
      await this.readout?.release();
      const counter = new GuessCounter(this.generator, this.program.output, this.batch, copies, this.view);
      const batch = { points: this.batch, device };
      this.logits = this.logitsOf(copies);
      this.answers = HeadSums.of(this.assignment, this.program.output.units, copies);
      this.readout = await ReadoutRunner.open(this.program.readout!, this.generator, counter, batch, width);
    }
    const { counter } = this.readout;
    for (let first = 0; first < readouts; first += copies) {
      const part = { readouts: copies, wanted: Math.min(copies, readouts - first), first };
      this.readout.draw(initialisation, first);
      counter.begin();
      const logits = first === 0 ? this.logits : undefined;
      const answers = first === 0 ? this.answers : undefined;
      logits?.begin();
      answers?.begin();
      for (let from = 0; from < points; from += this.batch) {
        const scores = await this.readout.run(features.values.subarray(from * width, (from + this.batch) * width));
        const batch = { ...part, points: Math.min(this.batch, points - from) };
        counter.add(guesses, scores, from, batch, orders);
        logits?.add(scores, from, batch);
        answers?.add(scores, batch);
      }
      counter.end(guesses, part);
    }
  }

  /** Guesses of a network that does not end in a readout: its features are the scores. */
  private countFeatures(guesses: Guesses, orders: readonly Uint32Array[], features: FloatBuffer): void {
    const { points } = this.assignment;
    this.counter ??= new GuessCounter(this.generator, this.program.output, points, 1, this.view);
    const batch = { points, readouts: 1, wanted: 1, first: 0 };
    this.counter.begin();
    this.counter.add(guesses, features, 0, batch, orders);
    this.counter.end(guesses, batch);
    this.logits ??= this.logitsOf(1);
    this.logits?.begin();
    this.logits?.add(features, 0, batch);
    this.answers ??= HeadSums.of(this.assignment, this.program.output.units, 1);
    this.answers?.begin();
    this.answers?.add(features, batch);
  }

  /** Undefined where the outputs are no logits. */
  private logitsOf(readouts: number): LogitSums | undefined {
    const { generator, assignment, program } = this;
    if (!program.output.logits) return undefined;
    return new LogitSums(generator, program.output, assignment.points, readouts, assignment.truth);
  }
}

/** What output layers are drawn on. */
interface Features {
  readonly features: FloatBuffer;
  readonly width: number;
  /** 1 where a factor was to stand for the features and did not serve. */
  readonly unfactored: number;
}

/** Output layers to be drawn on features of this many numbers a point. */
interface ReadoutTask {
  readonly initialisation: number;
  readonly readouts: number;
  readonly orders: readonly Uint32Array[];
  readonly features: FloatBuffer;
  readonly width: number;
}
