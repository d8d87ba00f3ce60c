import type { Activation } from '../../activations/activation.ts';
import { sobolNormals } from '../../numerics/sampling/sobol.ts';
import type { DualTable } from '../table/dualTable.ts';
import { maxMoments } from './moments.ts';
import { appliedActivation, type MaxPool } from './window.ts';

/** Normals drawn, 2p a window pair. */
const NORMALS = 2 ** 16;
/** Largest error of B, relative to it, at which a table still counts as known. */
const TOLERANCE = 2e-3;
/** In log q: a central difference good to 1e-5. */
const CLOSE = 0.01;

/**
 * The table for F = ψ(max φ(u_k)) from that for f(max u_k), f = ψ∘φ, where φ dips and so does not commute with the maximum.
 * They differ where all units of a window are low, so that little is left to sample:
 *
 *   E F F′ at c = 1 less E F F′ = (same of f) + ½ E [(F₁ − F₁′)(F₂ − F₂′) − (f₁ − f₁′)(f₂ − f₂′)]
 *
 * over scrambled Sobol points u = αx + βy, u′ = αx − βy, for the variances q₁ and q₂ of the same unit normals.
 * Derived here; docs/theory §5, §10.
 *
 * @param roots √E f(√q M)² of every variance
 * @returns undefined where the two halves of the points disagree by more than 0.2 % of B, as for sin and abs
 */
export function windowTable(
  pool: MaxPool,
  variances: readonly number[],
  roots: Float64Array,
  table: DualTable,
): DualTable | undefined {
  const windows = new Windows(pool);
  const own = variances.map((q) => Math.sqrt(maxMoments(pool, q).secondMoment));
  const { nodes, step, angles } = table;
  const growth = table.growth.slice();
  const still = variances.map((q) => windows.at(0, q, 1));
  for (let a = 0; a < nodes; a++) {
    const [low, high] = [-0.5, 0.5].map((half) => windows.at(0, variances[a] * Math.exp(half * CLOSE), 1));
    growth[a * nodes + a] += excess(low, high) / CLOSE ** 2;
    for (let b = 0; b < a; b++) {
      const more = excess(still[a], still[b]) / ((a - b) * step) ** 2;
      growth[a * nodes + b] += more;
      growth[b * nodes + a] += more;
    }
  }
  const slope = new Float64Array(table.slope.length);
  for (let m = 0; m < angles; m++) {
    const theta = ((m + 0.5) * Math.PI) / angles;
    const complement = 2 * Math.sin(theta / 2) ** 2;
    const differences = variances.map((q) => difference(windows.at(theta, q, 1), windows.at(theta, q, -1)));
    for (let a = 0; a < nodes; a++) {
      for (let b = 0; b <= a; b++) {
        const [first, second] = halvesOfExcess(differences[a], differences[b]).map((part) => part / complement);
        const [forth, back] = [(a * nodes + b) * angles + m, (b * nodes + a) * angles + m];
        const ofLargest = table.slope[forth] * roots[a] * roots[b];
        const whole = ofLargest + (first + second) / 2;
        if (Math.abs(first - second) / 2 > TOLERANCE * whole) return undefined;
        slope[forth] = whole / (own[a] * own[b]);
        slope[back] = slope[forth];
      }
    }
  }
  return { ...table, growth, slope };
}

/** F and f of every sampled window. */
interface Sampled {
  readonly pooled: Float64Array;
  readonly ofLargest: Float64Array;
}

class Windows {
  private readonly normals: Float64Array;
  private readonly count: number;
  private readonly f: Activation;

  constructor(private readonly pool: MaxPool) {
    this.count = 2 ** Math.round(Math.log2(NORMALS / (2 * pool.size)));
    this.normals = sobolNormals(2 * pool.size, this.count, 0);
    this.f = appliedActivation(pool) as Activation;
  }

  /** The windows of the first input (sign 1) or of the second (−1), at the angle θ and of variance q. */
  at(theta: number, q: number, sign: 1 | -1): Sampled {
    const { count, normals } = this;
    const { size, inner, outer } = this.pool;
    const along = Math.sqrt(q) * Math.cos(theta / 2);
    const across = sign * Math.sqrt(q) * Math.sin(theta / 2);
    const pooled = new Float64Array(count);
    const ofLargest = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const start = 2 * size * i;
      let [most, largest] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let k = 0; k < size; k++) {
        const u = along * normals[start + k] + across * normals[start + size + k];
        largest = Math.max(largest, u);
        most = Math.max(most, inner!.value(u));
      }
      pooled[i] = outer ? outer.value(most) : most;
      ofLargest[i] = this.f.value(largest);
    }
    return { pooled, ofLargest };
  }
}

function difference(one: Sampled, other: Sampled): Sampled {
  return {
    pooled: one.pooled.map((value, i) => value - other.pooled[i]),
    ofLargest: one.ofLargest.map((value, i) => value - other.ofLargest[i]),
  };
}

/** ½ E [F₁ F₂ − f₁ f₂] by the first and by the second half of the windows. */
function halvesOfExcess(one: Sampled, other: Sampled): [number, number] {
  const half = one.pooled.length / 2;
  const mean = (from: number) => {
    let sum = 0;
    for (let i = from; i < from + half; i++) {
      sum += one.pooled[i] * other.pooled[i] - one.ofLargest[i] * other.ofLargest[i];
    }
    return sum / (2 * half);
  };
  return [mean(0), mean(half)];
}

/** How much further apart F₁ and F₂ are in direction than f₁ and f₂. */
function excess(one: Sampled, other: Sampled): number {
  return halfSquaredAngle(one.pooled, other.pooled) - halfSquaredAngle(one.ofLargest, other.ofLargest);
}

/** ½ |x/|x| − y/|y||² */
export function halfSquaredAngle(x: Float64Array, y: Float64Array): number {
  const length = (vector: Float64Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  const [lengthX, lengthY] = [length(x), length(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] / lengthX - y[i] / lengthY) ** 2;
  return sum / 2;
}
