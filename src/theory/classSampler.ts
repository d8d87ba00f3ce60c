import { Confusion } from '../laws/confusion.ts';
import { isTabulated, type TrueClasses } from '../laws/trueClasses.ts';
import { controlledMean, type Estimate } from '../numerics/sampling/controlVariates.ts';
import { jackknifeError } from '../numerics/sampling/jackknife.ts';
import type { SeededRandom } from '../numerics/sampling/seeded.ts';
import { shuffle } from '../numerics/sampling/shuffle.ts';

/** What the guesses of sampled networks say of the true classes, at the points at hand. */
export interface SampledClasses {
  /** Mean mutual information of guess and true class in nats, less that with the labels shuffled. */
  readonly information: Estimate;
  /**
   * Standard error of the information as that of infinitely many points, of which these are a random choice: a jackknife
   * over the points, in the same networks.
   */
  readonly informationOfChoice: number;
  /** Shares of each class (rows) given to each guess in order of popularity; undefined where classes are many. */
  readonly ranked?: Estimate[][];
}

/** Sorts the guesses of networks, drawn batch by batch, by true classes. */
export class ClassSampler {
  private readonly confusion: Confusion;
  private readonly shuffled: Int32Array;
  private readonly table: Int32Array;
  private readonly shuffledTable: Int32Array;
  private readonly ranked: Float64Array;
  /** Sum over all networks of the information without each point, less that with the labels shuffled. */
  private readonly without: Float64Array;
  private readonly cells: Float64Array;
  private allNetworks = 0;
  private information = 0;
  private same = 0;
  private agreeing = 0;
  private networks = 0;
  /** Means over the networks of each batch. */
  private readonly informations: number[] = [];
  private readonly sames: number[] = [];
  private readonly agreements: number[] = [];
  private readonly tables: Float64Array[] = [];

  constructor(
    private readonly truth: TrueClasses,
    private readonly classes: number,
    private readonly random: SeededRandom,
  ) {
    const size = truth.counts.length * classes;
    this.confusion = new Confusion(truth.counts, classes);
    this.shuffled = truth.labels.slice();
    this.table = new Int32Array(size);
    this.shuffledTable = new Int32Array(size);
    this.cells = new Float64Array(size);
    this.without = new Float64Array(truth.labels.length);
    this.ranked = new Float64Array(isTabulated(truth.counts.length, classes) ? size : 0);
  }

  /** Adds a network, by its guess for every point. */
  add(guesses: Int32Array): void {
    const { classes, confusion, table, shuffledTable, shuffled } = this;
    const { labels } = this.truth;
    shuffle(shuffled, this.random);
    table.fill(0);
    shuffledTable.fill(0);
    for (let i = 0; i < guesses.length; i++) {
      table[labels[i] * classes + guesses[i]]++;
      shuffledTable[shuffled[i] * classes + guesses[i]]++;
    }
    this.information += confusion.information(table) - confusion.information(shuffledTable);
    this.leaveOut(table, labels, guesses, 1);
    this.leaveOut(shuffledTable, shuffled, guesses, -1);
    const { same, other } = confusion.agreeing(table);
    this.same += same;
    this.agreeing += same + other;
    if (this.ranked.length > 0) confusion.addRanked(table, this.ranked);
    this.networks++;
    this.allNetworks++;
  }

  /** Adds `sign` times the information without each point. */
  private leaveOut(table: Int32Array, labels: Int32Array, guesses: Int32Array, sign: 1 | -1): void {
    const { cells, without, classes } = this;
    this.confusion.informationWithout(table, cells);
    for (let i = 0; i < guesses.length; i++) without[i] += sign * cells[labels[i] * classes + guesses[i]];
  }

  /** Ends a batch of networks that are not independent of each other. */
  endBatch(): void {
    const { networks, ranked, confusion } = this;
    this.informations.push(this.information / networks);
    this.sames.push(this.same / networks);
    this.agreements.push(this.agreeing / (networks * (confusion.samePairs + confusion.otherPairs)));
    this.tables.push(ranked.map((sum) => sum / networks));
    this.networks = this.information = this.same = this.agreeing = 0;
    ranked.fill(0);
  }

  /**
   * @param exactAgreement of different points
   * @param same the exact agreement within a class, where there are pairs
   */
  estimates(exactAgreement: number, same: number | null): SampledClasses {
    const { truth, classes, confusion, tables } = this;
    const agreement = { draws: Float64Array.from(this.agreements), expectation: exactAgreement };
    const within = { draws: Float64Array.from(this.sames), expectation: (same ?? 0) * confusion.samePairs };
    const cell = (a: number, rank: number) => {
      const shares = Float64Array.from(tables, (table) => table[a * classes + rank] / truth.counts[a]);
      return controlledMean(shares, [agreement]);
    };
    const ranks = Array.from({ length: classes }, (_, rank) => rank);
    return {
      information: controlledMean(Float64Array.from(this.informations), [agreement, within]),
      informationOfChoice: jackknifeError(this.without) / this.allNetworks,
      ...(tables[0].length > 0 && { ranked: truth.counts.map((_, a) => ranks.map((rank) => cell(a, rank))) }),
    };
  }
}
