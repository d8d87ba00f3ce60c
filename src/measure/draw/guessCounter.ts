import type { Output } from '../../network/output.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { ClassView } from './classView.ts';
import { type Batch, settle, type Undecided } from './guesses.ts';

/** Guesses of several networks (readouts) that share hidden layers. */
export interface Guesses extends Undecided {
  /** readouts × classes: how many points each class was guessed for. */
  readonly counts: Uint32Array;
}

/** Counts the guesses of readouts that go through together, batch of points after batch of points. */
export class GuessCounter {
  private readonly guesses: FloatBuffer;
  private readonly counts: FloatBuffer;
  /** readouts × true classes × guesses: by the labels, and by the shuffled labels. */
  private readonly tables: readonly FloatBuffer[];

  /**
   * @param batch points that go through together, at most
   * @param readouts that go through together
   * @param view sorts the guesses by true classes as well
   */
  constructor(
    private readonly generator: WeightGenerator,
    private readonly output: Pick<Output, 'units' | 'classes'>,
    batch: number,
    readonly readouts: number,
    private readonly view?: ClassView,
  ) {
    this.guesses = generator.reserve(batch * readouts);
    this.counts = generator.reserve(readouts * output.classes);
    const size = readouts * output.classes * (view?.trueClasses ?? 0);
    this.tables = view ? [0, 1].map(() => generator.reserve(size)) : [];
  }

  /** Begins anew with other readouts. */
  begin(): void {
    for (const { integers } of [this.counts, ...this.tables]) integers.fill(0);
  }

  /**
   * Adds the guesses for the points from number `from` on.
   * @param scores points × (readouts × units)
   */
  add(into: Undecided, scores: FloatBuffer, from: number, batch: Batch, orders: readonly Uint32Array[]): void {
    const { generator, guesses, view } = this;
    const { units, classes } = this.output;
    const undecided = generator.findGuesses(scores, batch, units, guesses);
    if (undecided > 0) settle(into, guesses.integers, scores.values, units, batch, orders);
    generator.sortGuesses(guesses, batch, classes, this.counts);
    if (!view) return;
    [view.labels, view.shuffled].forEach((labels, i) => {
      const kinds = view.trueClasses;
      generator.sortGuesses(guesses, batch, classes, this.tables[i], { of: labels.part(from, batch.points), kinds });
    });
  }

  /** Writes the counts of the first `wanted` readouts down. */
  end(into: Guesses, { first, wanted }: Pick<Batch, 'first' | 'wanted'>): void {
    const { classes } = this.output;
    into.counts.set(this.counts.integers.subarray(0, wanted * classes), first * classes);
    this.view?.add(wanted, this.tables[0].integers, this.tables[1].integers);
  }
}
