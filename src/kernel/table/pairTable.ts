import type { Activation } from '../../activations/activation.ts';
import { angle } from '../../activations/angle.ts';
import { type DualTable, dualTable, lagrangeWeights, STENCIL, stencils } from './dualTable.ts';

/** Room left on both sides of the variances met first, in log q, so that others seldom need a new table. */
const MARGIN = 0.4;

/**
 * 1 − c′ after an activation for pairs that come one by one, with two variances of their own: up to 0.3 µs a pair. The
 * accuracy is that of `tabulatedComplements`. Docs/theory §10.
 */
export class PairTable {
  private table?: DualTable;
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;
  private readonly weights = new Float64Array(STENCIL);

  constructor(private readonly phi: Activation) {}

  /** Makes sure that the table holds all of the variances, given as log q; a wider table replaces a narrow one. */
  cover(logs: Float64Array): void {
    if (logs.length === 0) return;
    const low = logs.reduce((a, b) => Math.min(a, b), this.low);
    const high = logs.reduce((a, b) => Math.max(a, b), this.high);
    if (low >= this.low && high <= this.high) return;
    this.low = Math.min(this.low, low - MARGIN);
    this.high = Math.max(this.high, high + MARGIN);
    this.table = dualTable(this.phi, this.low, this.high);
  }

  /** The interpolation of points in log q; valid until the table is next widened. */
  stencils(logs: Float64Array): Stencils {
    return stencils(this.covered, logs, this.width);
  }

  /** 1 − c′ from 1 − c, for point i of one list and point j of another. */
  complement(one: Stencils, i: number, other: Stencils, j: number, logRatio: number, complement: number): number {
    const { angular, discontinuous } = this.phi;
    // A jump lets 1 − c′ grow like √(1 − c), for which the table is not made.
    if (angular && discontinuous) return angular(complement);
    const { nodes, angles, growth, slope } = this.covered;
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
    return Math.min(2, Math.max(0, logRatio * logRatio * fromNorms + complement * fromAngle));
  }

  private get covered(): DualTable {
    // Nothing to cover yet: all variances were 0, and nobody will look anything up.
    this.table ??= dualTable(this.phi, 0, 0);
    return this.table;
  }

  private get width(): number {
    return Math.min(STENCIL, this.covered.nodes);
  }
}

type Stencils = ReturnType<typeof stencils>;
