import { estimateBeside, Running } from '../../measure/tally/estimate.ts';
import { rootOfMean } from '../../measure/tally/jackknife.ts';
import { RatioOfMeans } from '../../measure/tally/ratioOfMeans.ts';
import { BINS, binOf, densityOf, PLACES } from './density.ts';
import { distanceIfSymmetric, distanceOf } from './exchange.ts';
import { lastingVariance } from './lasting.ts';
import type { NodeLayer } from './schema.ts';

/** Densities are kept of this many nodes at most. */
const SHOWN = 10;

/** What theory says of the nodes of a layer, as of a prediction. */
export interface NodeMoments {
  readonly cov: number;
  readonly spread: number;
}

/**
 * Statistics of the nodes of one layer over the data, gathered draw by draw. With μ_k the mean of node k over the N points
 * of a draw and s_k² its variance over them (divisor N − 1), infinitely wide networks have
 *
 *   E (μ_k − μ_l)² = 2 (cov + spread/N),   E s_k² = spread
 *
 * for generated and for given points alike, cov and spread being means over pairs. (Docs/theory §8 for N = ∞.)
 */
export class LayerTally {
  private readonly shifts: number[] = [];
  private readonly variances: number[] = [];
  private readonly ratio = new RatioOfMeans();
  private readonly pairShift = new Running();
  private readonly pairDistance = new Running();
  /** Means of the nodes, draw by draw, over the copies. */
  private readonly means: Float64Array[] = [];
  /** Counts of the first node less those of the second, draw by draw. */
  private readonly differences: Int32Array[] = [];
  private readonly pooled: Float64Array[];
  private firstDraw: readonly Int32Array[] = [];

  /**
   * @param copies of the layer side by side on the same earlier layers
   * @param unit √q
   */
  constructor(
    private readonly nodes: number,
    private readonly copies: number,
    private readonly points: number,
    readonly unit: number,
  ) {
    this.pooled = Array.from({ length: Math.min(SHOWN, nodes) }, () => new Float64Array(BINS));
  }

  /** @param values points × (copies × nodes) of a new draw; all must be finite */
  add(values: Float32Array): void {
    const { means, variances } = meansAndVariancesOf(values, this.points);
    const { nodes, copies, unit } = this;
    const ofNodes = new Float64Array(nodes);
    let shift = 0;
    for (let copy = 0; copy < copies; copy++) {
      const between = new Running();
      for (let node = 0; node < nodes; node++) {
        const mean = means[copy * nodes + node] / unit;
        between.add(mean);
        ofNodes[node] += mean / copies;
      }
      shift += (2 * between.variance) / copies;
    }
    const within = variances.reduce((sum, value) => sum + value, 0) / (variances.length * unit ** 2);
    this.shifts.push(shift);
    this.variances.push(within);
    this.ratio.add(shift, within);
    this.pairShift.add(ofNodes[0] - ofNodes[1]);
    this.means.push(ofNodes);
    this.count(values);
  }

  summary(theory: NodeMoments | undefined, seed: number): Omit<NodeLayer, 'layer' | 'position' | 'isOutput'> {
    const { nodes, copies, points, unit, differences, pooled } = this;
    const draws = differences.length;
    const networks = draws * copies;
    const between = theory && (theory.cov + theory.spread / points) / unit ** 2;
    const spread = theory && theory.spread / unit ** 2;
    const { mean, standardError } = lastingVariance(this.means);
    const shift = rootOfMean(this.shifts);
    const total = shift.mean ** 2 / 2;
    const all = new Float64Array(BINS);
    for (const row of differences) for (let bin = 0; bin < BINS; bin++) all[bin] += row[bin];
    return {
      nodes,
      unit,
      shift: estimateBeside(shift, draws, between === undefined ? null : Math.sqrt(2 * Math.max(0, between))),
      within: estimateBeside(rootOfMean(this.variances), draws, spread === undefined ? null : Math.sqrt(spread)),
      ratio: estimateBeside(this.ratio.value(), draws, ratioOf(between, spread)),
      // Where nothing is between nodes at any draw, nothing lasts.
      lasting: total > 0 ? { mean: mean / total, standardError: standardError / total } : { mean: 0, standardError: 0 },
      pair: {
        shift: this.pairShift.value(),
        oneDraw: this.pairDistance.value(),
        pooled: distanceOf(all, networks * points),
        ifSymmetric: distanceIfSymmetric(differences, networks * points, seed),
      },
      densities: {
        at: [...PLACES],
        oneDraw: this.firstDraw.map((counts) => densityOf(counts, points)),
        // A network's points share its shift, so that networks are what is independent.
        pooled: pooled.map((counts) => densityOf(counts, networks)),
      },
    };
  }

  /** Sorts the values of the first nodes into bins. */
  private count(values: Float32Array): void {
    const { nodes, copies, points, unit } = this;
    const columns = nodes * copies;
    const difference = new Int32Array(BINS);
    let distance = 0;
    for (let copy = 0; copy < copies; copy++) {
      const counts = this.pooled.map((pool, node) => {
        const own = new Int32Array(BINS);
        for (let at = copy * nodes + node; at < points * columns; at += columns) own[binOf(values[at] / unit)]++;
        for (let bin = 0; bin < BINS; bin++) pool[bin] += own[bin];
        return own;
      });
      if (this.firstDraw.length === 0) this.firstDraw = counts;
      const between = counts[0].map((count, bin) => count - counts[1][bin]);
      for (let bin = 0; bin < BINS; bin++) difference[bin] += between[bin];
      distance += distanceOf(between, points) / copies;
    }
    this.differences.push(difference);
    this.pairDistance.add(distance);
  }
}

/** Mean and variance of every column over the rows, in float64 and about the mean. */
function meansAndVariancesOf(values: Float32Array, rows: number) {
  const columns = values.length / rows;
  const means = new Float64Array(columns);
  const variances = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) means[k] += values[at + k] / rows;
  }
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) variances[k] += (values[at + k] - means[k]) ** 2 / (rows - 1);
  }
  return { means, variances };
}

function ratioOf(between: number | undefined, spread: number | undefined): number | null {
  return between === undefined || !spread ? null : (2 * Math.max(0, between)) / spread;
}
