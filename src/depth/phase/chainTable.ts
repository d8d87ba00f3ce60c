import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import { varianceOf } from '../../activations/moments.ts';
import type { Unknown } from '../../kernel/state.ts';
import { jumpPairs, StepSpread } from '../../kernel/table/stepSpread.ts';
import { angle } from '../../laws/agreement.ts';
import { chebyshevSeries, evaluateChebyshev } from '../../numerics/quadrature/chebyshev.ts';
import { type Chain, type ChainMaps, type ChainTangent, exactMaps } from '../chain.ts';
import type { Moments } from '../moments.ts';

/**
 * The maps of chains by interpolation, for the hundreds of thousands of layers of a phase diagram:
 *
 *   log Q(q) and log D(q, θ)/(1 − c),   θ = arccos c in [0, π/2],
 *
 * the latter by Chebyshev series in θ, in which it is analytic, at a lattice of variances; both between these by
 * Lagrange's formula. D keeps its relative accuracy however close the correlation is to 1. Rows are made when first
 * asked for. Relative error of D and Q below 1e−9, below 1e−7 behind a max-pool, and 1e−4 beyond variances of 1e8.
 *
 * Behind an activation that jumps the series has (D − λD_σ)/((1 − c) D(0)), D(0) at c = 0, with D_σ that of its steps
 * (`StepSpread`) and λ(q) what later steps of the chain multiply it by. Relative error below 1e−8, 1e−7 where a jump lies
 * as near 0 as 0.2. Source: derived; docs/theory §10.
 */
export const tabulatedMaps: ChainMaps = {
  moments(chain, cov, spread) {
    // Beyond the table: dead networks, and correlations below 0.
    if (chain.closed || !(spread > 0) || cov < -ROUNDING * spread) return exactMaps.moments(chain, cov, spread);
    return tableOf(chain).moments(Math.max(0, cov), spread);
  },
  tangent(chain, q) {
    return q > 0 ? tableOf(chain).tangent(q) : exactMaps.tangent(chain, q);
  },
};

function tableOf(chain: Chain): ChainTable {
  let table = tables.get(chain.key);
  if (!table) {
    if (tables.size === MOST_TABLES) tables.clear();
    table = new ChainTable(chain);
    tables.set(chain.key, table);
  }
  return table;
}

/** Shared by all diagrams: a table depends on its chain alone. */
const tables = new Map<string, ChainTable>();
const MOST_TABLES = 200;

/** How finely a chain is tabulated. */
interface Grid {
  /** Rows per unit of log q, where q is neither small nor large, and how many of them an interpolation takes. */
  readonly density: number;
  readonly nodes: number;
  /** Size of the terms in θ that are left out. */
  readonly negligible: number;
  /** Points of a series in θ to begin with, doubled until what is left out is negligible. */
  readonly fewest: (q: number) => number;
}

const FINE: Grid = { density: 8, nodes: 8, negligible: 3e-11, fewest: () => 24 };
/** Behind jumps D changes quickly with variances below k². */
const DENSE: Grid = { ...FINE, density: 16 };
/** The maximum of a pool costs milliseconds a value, and needs few of them where its units are nearly linear. */
const COARSE: Grid = { density: 3, nodes: 10, negligible: 1e-9, fewest: (q) => (q < 0.3 ? 12 : 24) };
const MOST = 96;
/** A correlation this little below 0 is 0 that was rounded: C is the difference of Q and D. */
const ROUNDING = 1e-13;
/** Below this deviation chains are nearly homogeneous, and rows stand evenly in √q. */
const SMALL = 0.1;
/** Stands for a variance of 0; and a variance beyond which chains count as homogeneous. */
const SMALLEST_Q = 1e-18;
const LARGEST_Q = 1e8;

/** At one variance: log Q, the slope at coinciding inputs, and log(D/m), m = 1 − c; freed from their powers of q. */
interface Row {
  readonly logQ: number;
  readonly slope: number | undefined;
  /** log(D/m), or behind jumps (D − λD_σ)/(m D(0)), with log D(0) and log λ. */
  series?: Float64Array;
  logUnit?: number;
  logShare?: number;
  /** E of the units is exactly 0, as for odd activations: independent inputs stay independent. */
  centred?: boolean;
}

/** The powers of q that Q and D go with. */
interface Powers {
  readonly q: number;
  readonly spread: number;
}

class ChainTable {
  private readonly rows = new Map<number, Row>();
  private readonly grid: Grid;
  private readonly weights: Float64Array;
  private readonly jumps: boolean;
  private readonly steps: Steps | undefined;
  private readonly fault: Unknown | undefined;
  /** Towards variance 0, and beyond the largest. */
  private readonly small: Powers;
  private large?: Powers;

  constructor(private readonly chain: Chain) {
    const tangent = exactMaps.tangent(chain, 1);
    this.fault = 'reason' in tangent ? tangent : undefined;
    this.jumps = !('reason' in tangent) && tangent.slope === undefined;
    this.grid = chain.pools ? COARSE : this.jumps ? DENSE : FINE;
    this.weights = new Float64Array(this.grid.nodes);
    const { degree } = chain;
    this.small = degree === undefined ? this.powersAt(SMALLEST_Q) : { q: degree, spread: degree };
    this.steps = this.jumps ? stepsOf(chain) : undefined;
  }

  moments(cov: number, spread: number): Moments | Unknown {
    if (this.fault) return this.fault;
    const q = cov + spread;
    const complement = spread / q;
    const x = (4 * angle(complement)) / Math.PI - 1;
    const capped = this.capped(q);
    const first = this.place(capped);
    let logQ = 0;
    let ratio = 0;
    let logUnit = 0;
    let logShare = 0;
    let centred = false;
    for (let k = 0; k < this.weights.length; k++) {
      const weight = this.weights[k];
      if (weight === 0) continue;
      const row = this.row(first + k);
      row.series ??= this.seriesAt(first + k, row);
      logQ += weight * row.logQ;
      ratio += weight * evaluateChebyshev(row.series, x);
      logUnit += weight * (row.logUnit ?? 0);
      logShare += weight * (row.logShare ?? 0);
      centred = row.centred === true;
    }
    const variance = this.grown(Math.exp(logQ), q, capped, 'q');
    if (cov === 0 && centred) return { cov: 0, spread: variance };
    const after = this.steps
      ? Math.exp(logShare) * capped ** this.sharePower(this.steps) * spreadOfSteps(this.steps, q, complement) +
        this.grown(ratio * Math.exp(logUnit) * complement, q, capped, 'spread')
      : this.grown(Math.exp(ratio) * this.measure(complement), q, capped, 'spread');
    return { cov: variance - after, spread: after };
  }

  tangent(q: number): ChainTangent | Unknown {
    if (this.fault) return this.fault;
    const capped = this.capped(q);
    const first = this.place(capped);
    let logQ = 0;
    let slope = 0;
    for (let k = 0; k < this.weights.length; k++) {
      const weight = this.weights[k];
      if (weight === 0) continue;
      const row = this.row(first + k);
      logQ += weight * row.logQ;
      slope += weight * (row.slope ?? 0);
    }
    const variance = this.grown(Math.exp(logQ), q, capped, 'q');
    return { q: variance, slope: this.jumps ? undefined : this.grown(slope, q, capped, 'spread') / q };
  }

  private capped(q: number): number {
    return this.chain.degree === undefined ? Math.min(q, LARGEST_Q) : q;
  }

  /** Gives a value of a row its powers of q back. */
  private grown(value: number, q: number, capped: number, which: keyof Powers): number {
    const within = value * capped ** this.small[which];
    if (q === capped) return within;
    this.large ??= this.powersAt(LARGEST_Q);
    return within * (q / capped) ** this.large[which];
  }

  /** The powers of q that Q and D go with about a variance, to the nearest whole number. */
  private powersAt(q: number): Powers {
    if (this.fault) return { q: 0, spread: 0 };
    const [one, four] = [q, 4 * q].map((variance) => this.exact(variance, 0.5));
    const power = (a: number, b: number) => Math.round(Math.log(b / a) / Math.log(4)) || 0;
    return { q: power(one.cov + one.spread, four.cov + four.spread), spread: power(one.spread, four.spread) };
  }

  /**
   * The first of the rows about a variance; leaves Lagrange's weights of all of them in `weights`. Rows stand at whole
   * numbers of 2·density·log(1 + √q/SMALL); homogeneous chains need the one at variance 1.
   */
  private place(q: number): number {
    const { weights } = this;
    const { density, nodes } = this.grid;
    if (this.chain.degree !== undefined) {
      weights[0] = 1;
      return 0;
    }
    const at = 2 * density * Math.log1p(Math.sqrt(q) / SMALL);
    const first = Math.max(0, Math.floor(at) - nodes / 2 + 1);
    for (let k = 0; k < nodes; k++) {
      let product = 1;
      for (let other = 0; other < nodes; other++) {
        if (other !== k) product *= (at - first - other) / (k - other);
      }
      weights[k] = product;
    }
    return first;
  }

  private varianceAt(index: number): number {
    if (this.chain.degree !== undefined) return 1;
    return Math.max(SMALLEST_Q, (SMALL * Math.expm1(index / (2 * this.grid.density))) ** 2);
  }

  private row(index: number): Row {
    let row = this.rows.get(index);
    if (!row) {
      const q = this.varianceAt(index);
      const after = exactMaps.tangent(this.chain, q) as ChainTangent;
      const slope = after.slope === undefined ? undefined : (after.slope * q) / q ** this.small.spread;
      row = { logQ: Math.log(after.q) - this.small.q * Math.log(q), slope };
      this.rows.set(index, row);
    }
    return row;
  }

  /** The series of a row over θ, and what belongs to it. */
  private seriesAt(index: number, row: Row): Float64Array {
    const q = this.varianceAt(index);
    const scale = q ** this.small.spread;
    const independent = this.exact(q, 1);
    row.centred = independent.cov === 0;
    row.logUnit = Math.log(independent.spread / scale);
    const share = this.steps ? independent.spread / varianceOf(this.steps.phi, q) : 0;
    if (this.steps) row.logShare = Math.log(share / q ** this.sharePower(this.steps)) || 0;
    const ratio = (theta: number) => {
      const complement = 2 * Math.sin(theta / 2) ** 2;
      const { spread } = this.exact(q, complement);
      if (this.steps) {
        return (spread - share * spreadOfSteps(this.steps, q, complement)) / (complement * independent.spread);
      }
      return Math.log(spread / this.measure(complement) / scale);
    };
    for (let count = this.grid.fewest(q); ; count *= 2) {
      const series = chebyshevSeries(ratio, 0, Math.PI / 2, count);
      const size = Math.max(1, ...series.map(Math.abs));
      const tail = Math.abs(series[count - 1] ?? 0) + Math.abs(series[count - 2] ?? 0);
      if (tail <= this.grid.negligible * size || 2 * count > MOST) return series;
    }
  }

  /** The power of q in λ. */
  private sharePower({ power }: Steps): number {
    return this.small.spread - power;
  }

  /** What D shrinks in proportion to as inputs meet: 1 − c, or √(1 − c) behind a jump. */
  private measure(complement: number): number {
    return this.jumps ? Math.sqrt(complement) : complement;
  }

  /** A chain whose tangent is known has moments, too. */
  private exact(q: number, complement: number): Moments {
    return exactMaps.moments(this.chain, q * (1 - complement), q * complement) as Moments;
  }
}

/** An activation that jumps, D of its steps, and the power of q to which its D is proportional towards variance 0. */
interface Steps {
  readonly phi: Activation;
  readonly spread: StepSpread;
  readonly power: number;
}

function stepsOf({ activations = [] }: Chain): Steps | undefined {
  if (activations.length === 0) return undefined;
  const phi = activations.reduce((inner, outer) => compose(outer, inner));
  const [one, four] = [SMALLEST_Q, 4 * SMALLEST_Q].map((q) => varianceOf(phi, q));
  const power = Math.round(Math.log(four / one) / Math.log(4)) || 0;
  return { phi, spread: new StepSpread(jumpPairs(phi.jumps)), power };
}

/** D_σ. */
function spreadOfSteps({ spread }: Steps, q: number, complement: number): number {
  const levels = spread.levelsOf(Float64Array.of(q));
  return spread.between(levels, 0, levels, 0, complement);
}
