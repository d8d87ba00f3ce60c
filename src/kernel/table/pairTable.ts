import type { Activation } from '../../activations/activation.ts';
import { angle } from '../../activations/angle.ts';
import { isOdd } from '../../activations/odd.ts';
import { activationTable } from './activationTable.ts';
import { lagrangeWeights, STENCIL, stencils } from './dualTable.ts';
import type { JumpLevels } from './jumpComplements.ts';

/** Room left on both sides of the variances met first, in log q, so that others seldom need a new table. */
const MARGIN = 0.4;

/**
 * 1 − c′ after an activation for pairs that come one by one, with two variances of their own: up to 0.3 µs a pair, and
 * 0.5 µs more for each jump. The accuracy is that of `tabulatedComplements`. Docs/theory §10.
 */
export class PairTable {
  private known?: ReturnType<typeof activationTable>;
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;
  private readonly weights = new Float64Array(STENCIL);
  private placed = new WeakMap<Float64Array, Stencils>();

  private readonly odd: boolean;

  constructor(private readonly phi: Activation) {
    this.odd = isOdd(phi);
  }

  /** Makes sure that the table holds all of the variances, given as log q; a wider table replaces a narrow one. */
  cover(logs: Float64Array): void {
    if (logs.length === 0) return;
    const low = logs.reduce((a, b) => Math.min(a, b), this.low);
    const high = logs.reduce((a, b) => Math.max(a, b), this.high);
    if (low >= this.low && high <= this.high) return;
    this.low = Math.min(this.low, low - MARGIN);
    this.high = Math.max(this.high, high + MARGIN);
    this.known = activationTable(this.phi, this.low, this.high);
    this.placed = new WeakMap();
  }

  /** The interpolation of points in log q, computed once for an array; valid until the table is next widened. */
  stencils(logs: Float64Array): Stencils {
    let found = this.placed.get(logs);
    if (!found) {
      const { table, jumps } = this.covered;
      found = { ...stencils(table, logs, this.width), levels: jumps?.levelsOf(logs.map(Math.exp)) };
      this.placed.set(logs, found);
    }
    return found;
  }

  /** 1 − c′ from 1 − c, for point i of one list and point j of another. Odd φ are read as in `tabulatedComplements`. */
  complement(one: Stencils, i: number, other: Stencils, j: number, logRatio: number, complement: number): number {
    if (this.odd && complement > 1) return 2 - this.read(one, i, other, j, logRatio, 2 - complement);
    return this.read(one, i, other, j, logRatio, complement);
  }

  private read(one: Stencils, i: number, other: Stencils, j: number, logRatio: number, complement: number): number {
    const { angular } = this.phi;
    // A jump lets 1 − c′ grow like √(1 − c), for which the table of an angular map is not made.
    if (angular && this.phi.jumps.length > 0) return angular(complement);
    const { table, jumps } = this.covered;
    const { nodes, angles, growth, slope } = table;
    const { width, weights: w } = this;
    const x = (angle(complement) * angles) / Math.PI - 0.5;
    const start = Math.min(Math.max(Math.floor(x) - 2, 0), angles - STENCIL);
    lagrangeWeights(x - start, w);
    let fromNorms = 0;
    let fromAngle = 0;
    for (let a = 0; a < width; a++) {
      const row = (one.starts[i] + a) * nodes + other.starts[j];
      let rowNorms = 0;
      let rowAngle = 0;
      for (let b = 0; b < width; b++) {
        const weight = other.weights[j * width + b];
        const at = (row + b) * angles + start;
        rowNorms += weight * growth[row + b];
        rowAngle +=
          weight *
          (w[0] * slope[at] +
            w[1] * slope[at + 1] +
            w[2] * slope[at + 2] +
            w[3] * slope[at + 3] +
            w[4] * slope[at + 4] +
            w[5] * slope[at + 5]);
      }
      fromNorms += one.weights[i * width + a] * rowNorms;
      fromAngle += one.weights[i * width + a] * rowAngle;
    }
    const tabulated = logRatio * logRatio * fromNorms + complement * fromAngle;
    if (jumps) return jumps.between(one.levels!, i, other.levels!, j, complement, tabulated);
    return Math.min(2, Math.max(0, tabulated));
  }

  private get covered(): ReturnType<typeof activationTable> {
    // Nothing to cover yet: all variances were 0, and nobody will look anything up.
    this.known ??= activationTable(this.phi, 0, 0);
    return this.known;
  }

  private get width(): number {
    return Math.min(STENCIL, this.covered.table.nodes);
  }
}

/** Where points stand in the table, and their levels where φ jumps. */
type Stencils = ReturnType<typeof stencils> & { readonly levels?: JumpLevels };
