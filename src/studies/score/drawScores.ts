import { ClassView } from '../../measure/draw/classView.ts';
import { GuessCounter, type Guesses } from '../../measure/draw/guessCounter.ts';
import { classOrders, equalIn } from '../../measure/draw/guesses.ts';
import { LogitSums } from '../../measure/draw/logits.ts';
import type { Draw } from '../../measure/plan/assignment.ts';
import { type FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { Experiment } from '../../results/schema.ts';
import { placeOf } from './axes.ts';
import type { Scores } from './checkedScores.ts';
import type { TrueLabels } from './trueLabels.ts';

/** Numbers that go through together, at most. */
const MOST_NUMBERS = 2 ** 22;
/** Stands for a probability of 0, whose logarithm is not finite: the smallest normal float32. */
const LEAST = 2 ** -126;

interface Asked extends TrueLabels {
  readonly seed: number;
  readonly ties: Experiment['ties'];
}

/**
 * Counts the guesses of scores as `measure` counts those of the networks that it draws: each initialisation of a step is a draw
 * with one output layer, and each token of a point is a guess of its own.
 */
export class ScoreDrawer {
  private readonly buffer: FloatBuffer;
  private readonly counter: GuessCounter;
  private readonly view?: ClassView;
  private readonly logits?: LogitSums;
  /** Points and tokens, and how many of them go through together. */
  readonly guesses: number;
  private readonly together: number;
  /** By class, its place in the order of the labels. */
  private readonly places: Uint32Array;

  constructor(
    private readonly scores: Scores,
    private readonly asked: Asked,
  ) {
    const { axes, units, classes, kind } = scores;
    const generator = new WeightGenerator(asked.seed);
    this.places = new Uint32Array(classes);
    for (const [place, k] of asked.order.entries()) this.places[k] = place;
    this.guesses = axes.lengths.points * axes.lengths.tokens;
    this.together = Math.max(1, Math.min(this.guesses, Math.floor(MOST_NUMBERS / units)));
    this.view = asked.truth && new ClassView(generator, asked.truth, classes);
    this.buffer = generator.reserve(this.together * units);
    this.counter = new GuessCounter(generator, { units, classes }, this.together, 1, this.view);
    if (kind !== 'guesses') {
      this.logits = new LogitSums(generator, { units, classes }, this.guesses, 1, asked.truth);
    }
  }

  /** What one initialisation does at one step; its classes lie in the order of the labels. */
  draw(step: number, initialisation: number): Draw {
    const { counter, view, logits, scores, guesses: points, together } = this;
    const { classes, kind } = scores;
    const { seed, ties } = this.asked;
    const equal = new Uint32Array(1);
    const guesses: Guesses = { counts: new Uint32Array(classes), tied: 0, notNumbers: 0, equal };
    const preferred = classOrders(seed, initialisation, 1, classes, ties).map((orders) =>
      orders.map((k) => this.places[k]),
    );
    view?.begin(initialisation);
    counter.begin();
    logits?.begin();
    for (let from = 0; from < points; from += together) {
      const batch = { points: Math.min(together, points - from), readouts: 1, wanted: 1, first: 0 };
      this.fill(step, initialisation, from, batch.points);
      counter.add(guesses, this.buffer, from, batch, preferred);
      logits?.add(this.buffer, from, batch);
    }
    counter.end(guesses, { first: 0, wanted: 1 });
    const sums = logits?.summary(1);
    const byClass = view?.summary();
    // Probabilities leave out a number that all classes of a point share, so that outputs have no scale of their own.
    const scale = kind === 'logits' ? sums : undefined;
    return {
      initialisation,
      counts: guesses.counts,
      tied: guesses.tied,
      notNumbers: guesses.notNumbers,
      ...(equal[0] > 0 && { equal: equalIn(equal, points) }),
      correlation: scale?.cov ?? Number.NaN,
      complement: scale?.spread ?? Number.NaN,
      ...(sums && { logits: sums }),
      ...(byClass && { byClass }),
    };
  }

  /** Writes the outputs of some of the points down, as logits. */
  private fill(step: number, initialisation: number, from: number, count: number): void {
    const { array, axes, units, kind } = this.scores;
    const { order } = this.asked;
    const { values } = this.buffer;
    const stride = axes.strides.classes;
    const number = kind === 'probabilities' ? (units === 1 ? logOdds : logarithm) : asItIs;
    for (let guess = 0; guess < count; guess++) {
      const at = placeOf(axes, step, initialisation, from + guess);
      if (units === 1) values[guess] = number(array.values[at]);
      else if (kind === 'guesses') {
        for (let k = 0; k < units; k++) values[guess * units + k] = Number(order[k] === array.values[at]);
      } else {
        for (let k = 0; k < units; k++) values[guess * units + k] = number(array.values[at + order[k] * stride]);
      }
    }
  }
}

function asItIs(value: number): number {
  return value;
}

function logarithm(probability: number): number {
  return Math.log(Math.max(LEAST, probability));
}

/** ln p/(1 − p), the logit of one output. */
function logOdds(probability: number): number {
  return logarithm(probability) - logarithm(1 - probability);
}
