/** What rounding may leave where guesses say nothing. */
const ROUNDING = 1e-14;

/**
 * What the confusion tables of single networks say. A table counts, for every true class a (row) and guess c (column),
 * the n_ac points of the class that got the guess. Serves measured networks and those drawn by theory alike.
 */
export class Confusion {
  readonly points: number;
  /** Ordered pairs of different points of one class, and of two classes. */
  readonly samePairs: number;
  readonly otherPairs: number;
  /** n ln n for n = 0 … N: a table of K classes asks for it thousands of times. */
  private readonly nLogN: Float64Array;
  private readonly entropyOfClasses: number;
  private readonly totals: Float64Array;

  /**
   * @param counts N_a, the points of each true class
   * @param classes K, the number of guesses
   */
  constructor(
    readonly counts: readonly number[],
    readonly classes: number,
  ) {
    this.points = counts.reduce((sum, count) => sum + count, 0);
    this.samePairs = counts.reduce((sum, count) => sum + count * (count - 1), 0);
    this.otherPairs = this.points * (this.points - 1) - this.samePairs;
    this.nLogN = Float64Array.from({ length: this.points + 1 }, (_, n) => (n === 0 ? 0 : n * Math.log(n)));
    this.entropyOfClasses = this.nLogN[this.points] - counts.reduce((sum, count) => sum + this.nLogN[count], 0);
    this.totals = new Float64Array(classes);
  }

  /**
   * Mutual information of guess and true class, as if the points were all there is ("plug-in"), in nats:
   *
   *   I = Σ_ac (n_ac/N) ln( N n_ac / (N_a n_c) )
   *
   * Cover & Thomas, Elements of Information Theory (2006), §2.3. By chance alone it is (K_t − 1)(K_o − 1)/2N on the
   * average, to leading order, with K_t true classes and K_o guesses that occur: G. Miller (1955).
   */
  information(table: Int32Array): number {
    const { nLogN } = this;
    let sum = this.entropyOfClasses;
    for (const total of this.totalsOf(table)) sum -= nLogN[total];
    for (let i = 0; i < table.length; i++) sum += nLogN[table[i]];
    const information = sum / this.points;
    return information < ROUNDING ? 0 : information;
  }

  /**
   * The information of the N − 1 points that remain when one of class a and guess c is left out, for every a and c that
   * a point has: four entropies change by one point each.
   *
   * @param into true classes × guesses
   */
  informationWithout(table: Int32Array, into: Float64Array): void {
    const { classes, counts, nLogN, points } = this;
    const step = (n: number) => nLogN[n] - nLogN[n - 1];
    const totals = this.totalsOf(table);
    let whole = this.entropyOfClasses - step(points);
    for (const total of totals) whole -= nLogN[total];
    for (let i = 0; i < table.length; i++) whole += nLogN[table[i]];
    for (let a = 0, at = 0; a < counts.length; a++) {
      const rest = whole + step(counts[a]);
      for (let c = 0; c < classes; c++, at++) {
        if (table[at] > 0) into[at] = (rest + step(totals[c]) - step(table[at])) / (points - 1);
      }
    }
  }

  /** Points whose guess is their true class, Σ_a n_aa; classes are numbered alike. */
  right(table: Int32Array): number {
    const { classes, counts } = this;
    let sum = 0;
    for (let a = 0; a < Math.min(classes, counts.length); a++) sum += table[a * classes + a];
    return sum;
  }

  /** Ordered pairs of different points with the same guess: Σ_ac n_ac (n_ac − 1) of one class, and the rest of two. */
  agreeing(table: Int32Array): { same: number; other: number } {
    let same = 0;
    for (let i = 0; i < table.length; i++) same += table[i] * (table[i] - 1);
    let all = 0;
    for (const total of this.totalsOf(table)) all += total * (total - 1);
    return { same, other: all - same };
  }

  /**
   * Adds for every two classes a ≤ b the ordered pairs of different points with the same guess: Σ_c n_ac n_bc, and
   * Σ_c n_ac (n_ac − 1) within a class.
   *
   * @param into (0,0), (0,1) … (0,K_t−1), (1,1) …
   */
  addAgreeing(table: Int32Array, into: Float64Array): void {
    const { classes } = this;
    for (let a = 0, at = 0; a < table.length; a += classes) {
      for (let b = a; b < table.length; b += classes, at++) {
        let pairs = 0;
        for (let c = 0; c < classes; c++) pairs += table[a + c] * table[b + c];
        into[at] += pairs;
      }
    }
    for (let a = 0, at = 0; a < this.counts.length; at += this.counts.length - a, a++) into[at] -= this.counts[a];
  }

  /** Adds the table with its columns in order of their totals, the most popular guess first, ties in order of number. */
  addRanked(table: Int32Array, into: Float64Array): void {
    const { classes } = this;
    const totals = this.totalsOf(table);
    const order = Array.from({ length: classes }, (_, c) => c).sort((c, d) => totals[d] - totals[c]);
    for (let row = 0; row < table.length; row += classes) {
      for (let rank = 0; rank < classes; rank++) into[row + rank] += table[row + order[rank]];
    }
  }

  /** n_c, the points that got each guess; overwritten by the next call. */
  private totalsOf(table: Int32Array): Float64Array {
    const { totals, classes } = this;
    totals.fill(0);
    for (let row = 0; row < table.length; row += classes) {
      for (let c = 0; c < classes; c++) totals[c] += table[row + c];
    }
    return totals;
  }
}

/** How many pairs of classes a ≤ b there are. */
export function classPairCount(trueClasses: number): number {
  return (trueClasses * (trueClasses + 1)) / 2;
}

/**
 * Numbers of pairs a ≤ b as a symmetric matrix.
 * @param packed as `Confusion.addAgreeing` orders them
 */
export function symmetricMatrix<T>(packed: ArrayLike<T>, trueClasses: number): T[][] {
  const matrix = Array.from({ length: trueClasses }, () => new Array<T>(trueClasses));
  for (let a = 0, at = 0; a < trueClasses; a++) {
    for (let b = a; b < trueClasses; b++, at++) {
      matrix[a][b] = packed[at];
      matrix[b][a] = packed[at];
    }
  }
  return matrix;
}
