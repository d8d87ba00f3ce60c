import { Confusion, classPairCount, symmetricMatrix } from '../../laws/confusion.ts';
import { isTabulated, type TrueClasses } from '../../laws/trueClasses.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { ClassDraw } from '../draw/classView.ts';
import { AcrossNetworks } from './acrossNetworks.ts';
import { Running } from './estimate.ts';

/** Running statistics over hidden draws of what the guesses say of the true classes. */
export class ClassTally {
  /** Shares of the pairs of different points with the same guess: pairs of one class, and of two. */
  readonly same = new Running();
  readonly other = new Running();
  /** Mutual information of guess and true class in nats, less what chance gives; and what chance gives. */
  readonly information = new Running();
  readonly chance = new Running();
  private readonly right = new AcrossNetworks();
  /** Points of each class by the guess of the very first network. */
  example?: number[][];
  private readonly confusion: Confusion;
  private readonly agreeing: Running[];
  private readonly ranked: Running[];
  private readonly pairs: number[];

  /**
   * @param classes K, the number of guesses
   * @param readouts networks of each draw
   */
  constructor(
    readonly truth: TrueClasses,
    readonly classes: number,
    private readonly readouts: number,
  ) {
    const { counts } = truth;
    const tabulated = isTabulated(counts.length, classes);
    this.confusion = new Confusion(counts, classes);
    this.pairs = counts.flatMap((count, a) => counts.slice(a).map((other, b) => count * (b === 0 ? count - 1 : other)));
    this.agreeing = runnings(tabulated ? classPairCount(counts.length) : 0);
    this.ranked = runnings(tabulated ? counts.length * classes : 0);
  }

  add({ same, other, information, chance, accuracy, accuracySquare, agreeing, ranked, example }: ClassDraw): void {
    const { confusion, readouts, classes, pairs } = this;
    this.same.add(same / (readouts * confusion.samePairs));
    this.other.add(other / (readouts * confusion.otherPairs));
    this.information.add(information - chance);
    this.chance.add(chance);
    if (accuracy !== undefined && accuracySquare !== undefined) this.right.add(accuracy, accuracySquare);
    agreeing?.forEach((sum, at) => {
      this.agreeing[at].add(sum / (readouts * pairs[at]));
    });
    ranked?.forEach((sum, at) => {
      this.ranked[at].add(sum / (readouts * this.truth.counts[Math.floor(at / classes)]));
    });
    if (example) this.example = rows(example, classes);
  }

  get draws(): number {
    return this.chance.count;
  }

  /**
   * Share of the points that a network guesses right; undefined where there are more true classes than guesses, and where
   * older blocks of a run lack it.
   */
  get accuracy(): AcrossNetworks | undefined {
    const known = this.truth.counts.length <= this.classes && this.right.draws === this.draws;
    return known ? this.right : undefined;
  }

  /** Whether there are two points of one class to agree. */
  get hasPairs(): boolean {
    return this.confusion.samePairs > 0;
  }

  /** Agreement of every two classes, null within a class of one point; undefined where classes are many. */
  agreementMatrix(): (MeasuredValue | null)[][] | undefined {
    if (this.agreeing.length === 0) return undefined;
    const values = this.agreeing.map((running, at) => (this.pairs[at] > 0 ? running.value() : null));
    return symmetricMatrix(values, this.truth.counts.length);
  }

  /** Shares of each class by rank of the guess; undefined where classes are many. */
  rankedTable(): MeasuredValue[][] | undefined {
    if (this.ranked.length === 0) return undefined;
    return rows(
      this.ranked.map((running) => running.value()),
      this.classes,
    );
  }
}

function runnings(count: number): Running[] {
  return Array.from({ length: count }, () => new Running());
}

/** Numbers cut into rows of a table. */
function rows<T>(values: readonly T[], columns: number): T[][] {
  return Array.from({ length: values.length / columns }, (_, row) => values.slice(row * columns, (row + 1) * columns));
}
