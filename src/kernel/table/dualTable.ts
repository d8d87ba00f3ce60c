import type { Activation } from '../../activations/activation.ts';
import { angle } from '../../activations/angle.ts';
import { type PackedPairs, pairCount, rowOffset } from '../packedPairs.ts';
import { angularSpectrum } from './angularSpectrum.ts';

/**
 * The dual map of one activation, tabulated over both variances and the angle θ = arccos c:
 *
 *   1 − c′ = Δ² G(q₁, q₂) + (1 − c) B(q₁, q₂, θ),   Δ = log q₁ − log q₂,
 *
 * where the first term is the exact 1 − c′ of two parallel points, so that B stays smooth and near-duplicates keep
 * their relative accuracy. Source: docs/theory §10.
 */
export interface DualTable {
  /** Grid in log q: nodes first, first + step …; a single node where all variances agree. */
  readonly first: number;
  readonly step: number;
  readonly nodes: number;
  /** Grid in θ at (m + ½) π / angles, which avoids both ends. */
  readonly angles: number;
  /** G at a·nodes + b. */
  readonly growth: Float64Array;
  /** B at (a·nodes + b)·angles + m. */
  readonly slope: Float64Array;
}

/** Nodes of every interpolation: 6-point Lagrange, with an error of order step⁶. */
export const STENCIL = 6;
/** Angles of a map that needs no variances: enough for 13 digits. */
const ANGULAR_ANGLES = 256;
/** Variances closer than this in log q are one. */
const ONE_VARIANCE = 1e-9;
/** Nodes in log q; points spread over more than twenty powers of e get a coarser grid. */
const MOST_NODES = 200;

/** log q of every point, and their ends. */
export function logarithms(variances: Float64Array) {
  const logs = variances.map(Math.log);
  const low = logs.reduce((a, b) => Math.min(a, b));
  const high = logs.reduce((a, b) => Math.max(a, b));
  return { logs, low, high };
}

/** G = 0 and B = (1 − c′)/(1 − c) at one node, for all variances alike. */
function angularTable(angular: (complement: number) => number): DualTable {
  const slope = Float64Array.from({ length: ANGULAR_ANGLES }, (_, m) => {
    const complement = 2 * Math.sin(((m + 0.5) * Math.PI) / ANGULAR_ANGLES / 2) ** 2;
    return angular(complement) / complement;
  });
  return { first: 0, step: 1, nodes: 1, angles: ANGULAR_ANGLES, growth: new Float64Array(1), slope };
}

/** The table for variances with logarithms from `low` to `high`, which an angular map does not depend on. */
export function dualTable(phi: Activation, low: number, high: number): DualTable {
  if (phi.angular) return angularTable(phi.angular);
  const { first, step, nodes } = variancesGrid(low, high);
  const angles = anglesFor(high);
  const spectrum = angularSpectrum(
    phi,
    Array.from({ length: nodes }, (_, a) => Math.exp(first + a * step)),
  );
  const growth = new Float64Array(nodes * nodes);
  const slope = new Float64Array(nodes * nodes * angles);
  const kernels = fejerKernels(Math.max(...spectrum.vectors.map((f) => f.length)) / spectrum.radii, angles);
  for (let a = 0; a < nodes; a++) {
    growth[a * nodes + a] = spectrum.speeds[a];
    for (let b = 0; b <= a; b++) {
      const f = spectrum.vectors[a];
      const g = spectrum.vectors[b];
      if (a !== b) {
        const value = halfSquaredDistance(f, g) / ((a - b) * step) ** 2;
        growth[a * nodes + b] = value;
        growth[b * nodes + a] = value;
      }
      const forth = slope.subarray((a * nodes + b) * angles, (a * nodes + b + 1) * angles);
      const orders = Math.min(f.length, g.length) / spectrum.radii;
      for (let k = 1; k < orders; k++) {
        const overlap = innerProduct(f, g, k * spectrum.radii, (k + 1) * spectrum.radii);
        for (let m = 0; m < angles; m++) forth[m] += overlap * kernels[k * angles + m];
      }
      if (a !== b) slope.set(forth, (b * nodes + a) * angles);
    }
  }
  return { first, step, nodes, angles, growth, slope };
}

/** The steepest part of B near θ = 0 is as wide as 1/√q, where φ(√q z) turns into a step. */
export function anglesFor(high: number): number {
  return Math.round(Math.min(400, Math.max(64, 12 * Math.exp(high / 2))));
}

/**
 * Nodes from two steps below the lowest to two above the highest, so that stencils lie around their points, closer
 * at large q, because an oscillating φ decorrelates over differences of √q of order 1.
 */
export function variancesGrid(low: number, high: number, { finest = 0.1, mostNodes = MOST_NODES } = {}) {
  if (high - low < ONE_VARIANCE) return { first: (low + high) / 2, step: 1, nodes: 1 };
  const fine = Math.min(0.2, Math.max(finest, Math.exp(-high / 2)));
  const step = Math.max(fine, (high - low) / mostNodes);
  const inner = Math.ceil((high - low) / step) + 1;
  return { first: low - 2 * step, step, nodes: inner + 4 };
}

/** (1 − cos kθ_m) / (1 − cos θ_m) = sin²(kθ_m/2) / sin²(θ_m/2) at k·angles + m. */
export function fejerKernels(orders: number, angles: number): Float64Array {
  const kernels = new Float64Array(orders * angles);
  for (let m = 0; m < angles; m++) {
    const half = ((m + 0.5) * Math.PI) / angles / 2;
    for (let k = 0; k < orders; k++) kernels[k * angles + m] = (Math.sin(k * half) / Math.sin(half)) ** 2;
  }
  return kernels;
}

function innerProduct(f: Float64Array, g: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += f[i] * g[i];
  return sum;
}

function halfSquaredDistance(f: Float64Array, g: Float64Array): number {
  const [long, short] = f.length > g.length ? [f, g] : [g, f];
  let sum = 0;
  for (let i = 0; i < short.length; i++) sum += (long[i] - short[i]) ** 2;
  for (let i = short.length; i < long.length; i++) sum += long[i] ** 2;
  return sum / 2;
}

/**
 * Contracts the first variance once a row, then interpolates in the second variance and the angle. The angle's stencils
 * stay inside the grid instead of mirroring B at θ = 0, because kinks of φ give B a corner there.
 *
 * @param bounds what results are clipped to
 */
export function interpolatePairs(
  table: DualTable,
  logs: Float64Array,
  complements: PackedPairs,
  bounds: readonly [number, number] = [0, 2],
): PackedPairs {
  const { nodes, angles } = table;
  const [least, most] = bounds;
  const points = logs.length;
  const result = new Float64Array(pairCount(points));
  const width = Math.min(STENCIL, nodes);
  const { starts, weights } = stencils(table, logs, width);
  const rowGrowth = new Float64Array(nodes);
  const rowSlope = new Float64Array(nodes * angles);
  const perRadian = angles / Math.PI;
  const w = new Float64Array(STENCIL);
  for (let i = 0; i < points - 1; i++) {
    contract(table, starts[i], weights.subarray(i * width, (i + 1) * width), rowGrowth, rowSlope);
    const offset = rowOffset(points, i);
    for (let j = i + 1; j < points; j++) {
      const complement = complements[offset + j];
      const x = angle(complement) * perRadian - 0.5;
      const start = Math.min(Math.max(Math.floor(x) - 2, 0), angles - STENCIL);
      lagrangeWeights(x - start, w);
      let growth = 0;
      let slope = 0;
      let at = starts[j] * angles + start;
      for (let b = 0; b < width; b++) {
        const weight = weights[j * width + b];
        growth += weight * rowGrowth[starts[j] + b];
        slope +=
          weight *
          (w[0] * rowSlope[at] +
            w[1] * rowSlope[at + 1] +
            w[2] * rowSlope[at + 2] +
            w[3] * rowSlope[at + 3] +
            w[4] * rowSlope[at + 4] +
            w[5] * rowSlope[at + 5]);
        at += angles;
      }
      const difference = logs[i] - logs[j];
      result[offset + j] = Math.min(most, Math.max(least, difference * difference * growth + complement * slope));
    }
  }
  return result;
}

/** Lagrange's weights of the nodes 0 … 5 at x. */
export function lagrangeWeights(x: number, weights: Float64Array): void {
  const d1 = x - 1;
  const d2 = x - 2;
  const d3 = x - 3;
  const d4 = x - 4;
  const d5 = x - 5;
  const d01 = x * d1;
  const d23 = d2 * d3;
  const d45 = d4 * d5;
  weights[0] = (-d1 * d23 * d45) / 120;
  weights[1] = (x * d23 * d45) / 24;
  weights[2] = (-d01 * d3 * d45) / 12;
  weights[3] = (d01 * d2 * d45) / 12;
  weights[4] = (-d01 * d23 * d5) / 24;
  weights[5] = (d01 * d23 * d4) / 120;
}

/** For every point the first node of its stencil in log q and the weights of the nodes. */
export function stencils({ first, step, nodes }: DualTable, logs: Float64Array, width: number) {
  const starts = new Int32Array(logs.length);
  const weights = new Float64Array(logs.length * width);
  logs.forEach((log, i) => {
    const x = (log - first) / step;
    starts[i] = Math.min(Math.max(Math.floor(x) - 2, 0), nodes - width);
    for (let a = 0; a < width; a++) {
      let weight = 1;
      for (let b = 0; b < width; b++) if (b !== a) weight *= (x - starts[i] - b) / (a - b);
      weights[i * width + a] = weight;
    }
  });
  return { starts, weights };
}

/** G and B at one fixed first variance. */
function contract(
  { nodes, angles, growth, slope }: DualTable,
  start: number,
  weights: Float64Array,
  rowGrowth: Float64Array,
  rowSlope: Float64Array,
): void {
  rowGrowth.fill(0);
  rowSlope.fill(0);
  for (let a = 0; a < weights.length; a++) {
    const weight = weights[a];
    const row = (start + a) * nodes;
    for (let b = 0; b < nodes; b++) rowGrowth[b] += weight * growth[row + b];
    const from = row * angles;
    for (let m = 0; m < rowSlope.length; m++) rowSlope[m] += weight * slope[from + m];
  }
}
