import { Confusion, classPairCount } from '../../laws/confusion.ts';
import { isTabulated, type TrueClasses } from '../../laws/trueClasses.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import { keyedPermutation } from '../../random/permutation.ts';

/** What the guesses of one hidden draw say of the true classes, over all networks of the draw. */
export interface ClassDraw {
  /** Ordered pairs of different points with the same guess, summed over networks: of one class, and of two. */
  readonly same: number;
  readonly other: number;
  /** Mean mutual information of guess and true class in nats, and the same with the labels shuffled. */
  readonly information: number;
  readonly chance: number;
  /** Share of the points that are guessed right, and its square: means over networks. Absent in older runs. */
  readonly accuracy?: number;
  readonly accuracySquare?: number;
  /** Where classes are few: the pairs of every two classes, as `Confusion.addAgreeing` orders them. */
  readonly agreeing?: readonly number[];
  /** Where classes are few: points of each class (rows) by rank of their guess, summed over networks. */
  readonly ranked?: readonly number[];
  /** Where classes are few, of initialisation 0: points of each class by the guess of the first network. */
  readonly example?: readonly number[];
}

/** Sorts the guesses of hidden draws by the true classes of the points, one draw after the other. */
export class ClassView {
  readonly trueClasses: number;
  /** For every point its true class; and the same in an order that is shuffled for every draw. */
  readonly labels: FloatBuffer;
  readonly shuffled: FloatBuffer;
  private readonly confusion: Confusion;
  private readonly tabulated: boolean;
  private initialisation = 0;
  private networks = 0;
  private same = 0;
  private other = 0;
  private information = 0;
  private chance = 0;
  private accuracy = 0;
  private accuracySquare = 0;
  private readonly agreeing: Float64Array;
  private readonly ranked: Float64Array;
  private example?: number[];

  /** @param classes K, the number of guesses */
  constructor(
    private readonly generator: WeightGenerator,
    private readonly truth: TrueClasses,
    classes: number,
  ) {
    const { labels, counts } = truth;
    this.trueClasses = counts.length;
    [this.labels, this.shuffled] = [0, 1].map(() => generator.reserve(labels.length));
    this.labels.integers.set(labels);
    this.confusion = new Confusion(counts, classes);
    this.tabulated = isTabulated(counts.length, classes);
    this.agreeing = new Float64Array(this.tabulated ? classPairCount(counts.length) : 0);
    this.ranked = new Float64Array(this.tabulated ? counts.length * classes : 0);
  }

  /**
   * Begins a draw. Its networks share one shuffle of the labels, which shows what the guesses would say of classes that
   * they know nothing of.
   */
  begin(initialisation: number): void {
    const { labels } = this.truth;
    const key = { purpose: PURPOSE.labels, tensor: 0, readout: 0, initialisation };
    const order = keyedPermutation(this.generator.seed, key, labels.length);
    const { integers } = this.shuffled;
    for (let i = 0; i < order.length; i++) integers[i] = labels[order[i]];
    this.initialisation = initialisation;
    this.networks = this.same = this.other = this.information = this.chance = 0;
    this.accuracy = this.accuracySquare = 0;
    this.agreeing.fill(0);
    this.ranked.fill(0);
    this.example = undefined;
  }

  /**
   * Adds networks in order of their number.
   * @param tables networks × true classes × guesses, by the labels; and by the shuffled labels
   */
  add(networks: number, tables: Int32Array, shuffledTables: Int32Array): void {
    const { confusion } = this;
    const size = this.trueClasses * confusion.classes;
    for (let network = 0; network < networks; network++) {
      const table = tables.subarray(network * size, (network + 1) * size);
      const { same, other } = confusion.agreeing(table);
      this.same += same;
      this.other += other;
      this.information += confusion.information(table);
      const right = confusion.right(table) / this.labels.count;
      this.accuracy += right;
      this.accuracySquare += right ** 2;
      this.chance += confusion.information(shuffledTables.subarray(network * size, (network + 1) * size));
      if (!this.tabulated) continue;
      confusion.addAgreeing(table, this.agreeing);
      confusion.addRanked(table, this.ranked);
      if (this.initialisation === 0 && this.networks + network === 0) this.example = [...table];
    }
    this.networks += networks;
  }

  /** What all networks of the draw say together. */
  summary(): ClassDraw {
    const { networks, same, other, information, chance, accuracy, accuracySquare, agreeing, ranked, example } = this;
    return {
      same,
      other,
      information: information / networks,
      chance: chance / networks,
      accuracy: accuracy / networks,
      accuracySquare: accuracySquare / networks,
      ...(this.tabulated && { agreeing: [...agreeing], ranked: [...ranked] }),
      ...(example && { example }),
    };
  }
}
