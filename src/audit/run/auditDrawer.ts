import { decodeModel, encodeModel } from '../../engine/onnx/proto.ts';
import { openSession, type Session, type TensorData } from '../../engine/session.ts';
import { hasLoss } from '../../laws/trueClasses.ts';
import { ClassView } from '../../measure/draw/classView.ts';
import { GuessCounter, type Guesses } from '../../measure/draw/guessCounter.ts';
import { classOrders, equalIn } from '../../measure/draw/guesses.ts';
import { constantShare, type Trace } from '../../measure/draw/hiddenLayers.ts';
import { LogitSums } from '../../measure/draw/logits.ts';
import { type Overlap, overlapOf } from '../../measure/draw/overlap.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import { guessNumbers } from '../../neutralise/guessNumbers.ts';
import { trialOf } from '../../neutralise/trial.ts';
import { type FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { refused } from '../refused.ts';
import type { AuditAssignment } from './auditAssignment.ts';
import { ParameterDrawer } from './parameterDrawer.ts';
import { scoresInto } from './scores.ts';
import { pointsOf } from './slices.ts';

/**
 * Draws initialisations of a user's model and counts what they guess: as `measure` does of a network, with one output layer an
 * initialisation. Holds the sessions and all buffers. One drawer serves one thread.
 *
 * Where a point has several places, such as the anchors of a detector or the tokens of a text, each place is a guess of its
 * own: `counts` add up to points · places, and pairs of guesses are pairs of places, of one point or of two.
 */
export class AuditDrawer {
  private readonly generator: WeightGenerator;
  private readonly parameters: ParameterDrawer;
  private readonly counter: GuessCounter;
  private readonly view?: ClassView;
  private readonly logits?: LogitSums;
  /** Scores of all points, where biases are fitted to them. */
  private readonly refitted?: Float32Array;
  /** Of the points that go through together. */
  private readonly scores: FloatBuffer;
  /** The value whose overlap is taken. */
  private readonly features: string;
  /** Of all points, by name of the value. */
  private readonly values = new Map<string, FloatBuffer>();
  /** With the traced values as outputs, too; opened when first needed. */
  private tracing?: Session;

  private constructor(
    private readonly assignment: AuditAssignment,
    private readonly session: Session,
  ) {
    const { seed, weights, scores, together, points, truth, inputs, refit } = assignment;
    const generator = new WeightGenerator(seed);
    this.generator = generator;
    this.parameters = new ParameterDrawer(generator, weights, points);
    this.view = truth && new ClassView(generator, truth, scores.classes);
    this.scores = generator.reserve(together * scores.places * scores.units);
    this.counter = new GuessCounter(generator, scores, together * scores.places, 1, this.view);
    this.features = assignment.features?.value ?? scores.name;
    const data = inputs.find(({ name }) => name === this.features);
    if (data) this.keep(data.name, data.tensor as TensorData, 0, points);
    if (scores.logits && scores.places === 1) this.logits = new LogitSums(generator, scores, points, 1, truth);
    if (refit) this.refitted = new Float32Array(points * scores.places * scores.units);
  }

  /** @throws UserError `bad-model` where the engine does not take the model */
  static async open(assignment: AuditAssignment): Promise<AuditDrawer> {
    const { model, scores, features } = assignment;
    const wanted = onlyOutputs(model, [scores.name, ...(features ? [features.value] : [])]);
    return new AuditDrawer(assignment, await openedSession(wanted));
  }

  /** Name and version of the engine that runs the model. */
  get engine(): string {
    const { name, version } = this.session.engine;
    return `${name} ${version}`;
  }

  /**
   * One initialisation.
   * @param traced also measures the overlap after every traced layer
   * @throws UserError `shape` where the scores are others than planned, `bad-model` where the engine fails
   */
  async draw(initialisation: number, traced: boolean): Promise<Draw> {
    const { parameters, view, counter, logits } = this;
    const { seed, points, ties, scores, trace, features } = this.assignment;
    const kept = new Set([this.features, ...(traced ? trace.map(({ value }) => value) : [])]);
    parameters.draw(initialisation);
    const width = scores.places * scores.units;
    const equal = new Uint32Array(1);
    const guesses: Guesses = { counts: new Uint32Array(scores.classes), tied: 0, notNumbers: 0, equal };
    const orders = classOrders(seed, initialisation, 1, scores.classes, ties);
    view?.begin(initialisation);
    counter.begin();
    logits?.begin();
    await this.run(traced && trace.length > 0 ? await this.openTracing() : this.session, (outputs, from, count) => {
      scoresInto(this.scores.values, outputs[scores.name], count, scores);
      const batch = { points: count * scores.places, readouts: 1, wanted: 1, first: 0 };
      this.refitted?.set(this.scores.values.subarray(0, count * width), from * width);
      counter.add(guesses, this.scores, from * scores.places, batch, orders);
      logits?.add(this.scores, from, batch);
      for (const name of kept) if (name in outputs) this.keep(name, outputs[name], from, count);
    });
    counter.end(guesses, { first: 0, wanted: 1 });
    const { counts, tied, notNumbers } = guesses;
    const sums = notNumbers === 0 && logits?.summary(1);
    const byClass = view?.summary();
    return {
      initialisation,
      counts,
      tied,
      notNumbers,
      ...(equal[0] > 0 && { equal: equalIn(equal, points * scores.places) }),
      ...this.overlapOf(this.features, features?.bias),
      ...(traced && { trace: this.trace() }),
      ...(sums && { logits: sums }),
      ...(byClass && { byClass }),
      ...this.refit(),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.session.release(), this.tracing?.release()]);
  }

  private async openTracing(): Promise<Session> {
    this.tracing ??= await openedSession(this.assignment.model);
    return this.tracing;
  }

  /** Runs all points, batch after batch. */
  private async run(session: Session, take: (outputs: Outputs, from: number, count: number) => void): Promise<void> {
    const { points, together, inputs } = this.assignment;
    for (let from = 0; from < points; from += together) {
      const count = Math.min(together, points - from);
      const feeds = { ...pointsOf(inputs, from, count), ...this.parameters.feeds(from, count) };
      take(await session.run(feeds).catch(rethrown), from, count);
    }
  }

  /** Copies what some of the points made of a value to what all of them make of it. */
  private keep(name: string, { data }: TensorData, from: number, count: number): void {
    const width = data.length / count;
    const buffer = this.values.get(name) ?? this.generator.reserve(this.assignment.points * width);
    this.values.set(name, buffer);
    buffer.values.set(data, from * width);
  }

  private overlapOf(value: string, bias = 0): Overlap {
    const { points } = this.assignment;
    const rows = this.values.get(value)!;
    return overlapOf(this.generator, rows, points, rows.count / points, bias);
  }

  /** What biases of the outputs, fitted to some of the points, do on the others. @throws UserError where outputs overflow */
  private refit(): Pick<Draw, 'refit'> {
    const { refit, scores, truth } = this.assignment;
    if (!refit || !this.refitted) return {};
    const { units, places, classes } = scores;
    const labels = places === 1 && hasLoss(truth, classes) ? truth.labels : undefined;
    const { before, after } = trialOf({ logits: this.refitted, units, places, labels }, refit);
    return { refit: { before: guessNumbers(before.heldOut), after: guessNumbers(after.heldOut) } };
  }

  private trace(): Trace {
    const { trace, points } = this.assignment;
    return trace.map(({ value }) => {
      const { correlation, complement } = this.overlapOf(value);
      const rows = this.values.get(value)!;
      const constant = constantShare(rows.values, points, rows.count / points);
      return constant > 0 ? [correlation, complement, constant] : [correlation, complement];
    });
  }
}

type Outputs = Readonly<Record<string, TensorData>>;

/** A model may fail on some weights or points and not on others. */
function openedSession(model: Uint8Array): Promise<Session> {
  return openSession(model, { threads: 1 }).catch(rethrown);
}

function rethrown(error: unknown): never {
  throw refused(error);
}

/** The model with fewer outputs: what is not looked at may be computed faster. */
function onlyOutputs(bytes: Uint8Array, names: readonly string[]): Uint8Array {
  const model = decodeModel(bytes);
  if (model.graph) model.graph.output = model.graph.output.filter(({ name }) => names.includes(name));
  return encodeModel(model);
}
