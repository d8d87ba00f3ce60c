import type { Shape } from '../../graph/graph.ts';
import type { Autodiff, Compiled, Value } from './autodiff.ts';
import { checkOperations, forward } from './forward.ts';
import { type Optimiser, RULES } from './optimisers.ts';
import type { Trainable } from './trainable.ts';

/** Points and the classes they belong to, as the compiled functions take them. */
export interface Labelled {
  /** [points, …shape], row by row. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The class of each point. */
  readonly labels: Int32Array;
}

/** A state of training: the parameters, then their running averages, parameter by parameter. */
export type State = readonly Value[];

type Step = (state: Value[], points: Value, truth: Value, length: Value) => [Value, Value[]];

/**
 * The step of an optimiser on the mean cross-entropy of a batch, and the scores of points, both compiled once for all
 * initialisations. States must be disposed of when they are not advanced: their memory is not JavaScript's.
 */
export class Trainer {
  private readonly compiledStep: Compiled<Step>;
  private readonly compiledScores: Compiled<(parameters: Value[], points: Value) => Value>;

  /** @throws UserError `bad-argument` where a layer has no gradient */
  constructor(
    private readonly autodiff: Autodiff,
    private readonly trainable: Trainable,
    readonly optimiser: Optimiser,
    private readonly classes: number,
  ) {
    checkOperations(trainable);
    const { jit } = autodiff;
    this.compiledStep = jit((state: Value[], points: Value, truth: Value, length: Value) =>
      this.step(state, points, truth, length),
    );
    this.compiledScores = jit((parameters: Value[], points: Value) => this.logits(parameters, points));
  }

  /** A state to begin with. @param parameters as `drawParameters` gives them */
  begin(parameters: readonly Float32Array[]): State {
    const { numpy } = this.autodiff;
    const { averages } = RULES[this.optimiser];
    return this.trainable.parameters.flatMap(({ dims }, index) => [
      this.tensor(parameters[index], dims),
      ...Array.from({ length: averages }, () => numpy.zeros([...dims])),
    ]);
  }

  /**
   * One step down the gradient. Consumes the state.
   * @param number of the step, from 1
   * @returns the next state, and the mean loss of the batch before the step
   */
  advance(
    state: State,
    batch: Labelled,
    rate: number,
    number: number,
  ): { readonly state: State; readonly loss: number } {
    const { numpy } = this.autodiff;
    const length = numpy.array(RULES[this.optimiser].length(rate, number));
    const [loss, next] = this.compiledStep([...state], this.points(batch.values), this.truth(batch.labels), length);
    // Also brings the step to its end: work that nobody asks for piles up.
    return { state: next, loss: loss.dataSync()[0] };
  }

  /** Scores [points, classes]; those of a single unit u are (0, u). */
  scores(state: State, values: Float32Array<ArrayBuffer>): Float32Array {
    const parameters = this.parametersOf(state).map((parameter) => parameter.ref);
    return this.compiledScores(parameters, this.points(values)).dataSync() as Float32Array;
  }

  /** Mean loss of points and its gradient by every parameter, for tests. */
  gradient(
    parameters: readonly Float32Array[],
    { values, labels }: Labelled,
  ): { loss: number; gradients: Float32Array[] } {
    const tensors = this.trainable.parameters.map(({ dims }, index) => this.tensor(parameters[index], dims));
    const [loss, gradients] = this.lossAndGradient(tensors, this.points(values), this.truth(labels));
    return { loss: loss.dataSync()[0], gradients: gradients.map((gradient) => gradient.dataSync() as Float32Array) };
  }

  /** Frees what was compiled. */
  dispose(): void {
    this.compiledStep.dispose();
    this.compiledScores.dispose();
  }

  private step(state: Value[], points: Value, truth: Value, length: Value): [Value, Value[]] {
    const { averages, update } = RULES[this.optimiser];
    const parameters = this.parametersOf(state).map((parameter) => parameter.ref);
    const [loss, gradients] = this.lossAndGradient(parameters, points, truth);
    const next = gradients.flatMap((gradient, index) => {
      const [parameter, ...own] = state.slice(index * (averages + 1), (index + 1) * (averages + 1));
      return update(this.autodiff, parameter, gradient, own, length.ref);
    });
    length.dispose();
    return [loss, next];
  }

  private lossAndGradient(parameters: Value[], points: Value, truth: Value): [Value, Value[]] {
    const { nn, numpy, valueAndGrad } = this.autodiff;
    const loss = (values: Value[], x: Value, y: Value) =>
      numpy.negative(numpy.mean(numpy.sum(nn.logSoftmax(this.logits(values, x), -1).mul(y), -1)));
    return valueAndGrad(loss)(parameters, points, truth);
  }

  private logits(parameters: Value[], points: Value): Value {
    const { numpy } = this.autodiff;
    const scores = forward(this.autodiff, this.trainable, parameters, points);
    for (const value of [...parameters, points]) value.dispose();
    return this.trainable.scores.shape[0] === 1
      ? numpy.concatenate([numpy.zeros([points.shape[0], 1]), scores], -1)
      : scores;
  }

  private parametersOf(state: State): Value[] {
    const { averages } = RULES[this.optimiser];
    return state.filter((_, index) => index % (averages + 1) === 0);
  }

  private points(values: Float32Array<ArrayBuffer>): Value {
    return this.tensor(values, [-1, ...this.trainable.input.shape]);
  }

  /** The classes as rows of one 1. */
  private truth(labels: Int32Array): Value {
    const { classes } = this;
    const rows = new Float32Array(labels.length * classes);
    labels.forEach((label, point) => {
      rows[point * classes + label] = 1;
    });
    return this.tensor(rows, [labels.length, classes]);
  }

  private tensor(values: Float32Array, dims: Shape): Value {
    return this.autodiff.numpy.array(values as Float32Array<ArrayBuffer>).reshape([...dims]);
  }
}
