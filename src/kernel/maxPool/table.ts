import type { Activation } from '../../activations/activation.ts';
import { panels, reach } from '../../activations/quadrature/resolution.ts';
import { gaussLegendre, panelEdges } from '../../numerics/quadrature/gaussLegendre.ts';
import { normalCdf, normalPdf } from '../../numerics/quadrature/normal.ts';
import { anglesFor, type DualTable, variancesGrid } from '../table/dualTable.ts';
import { type CrossingGrid, crossings, WIDE } from './crossings.ts';
import { halfSquaredAngle, windowTable } from './dips.ts';
import { appliedActivation, type FunctionOfMaximum, functionOfMaximum, type MaxPool } from './window.ts';

/**
 * The dual map of ψ(max φ(u_1), …, φ(u_p)) over given points, tabulated as that of an activation, with f = ψ∘φ applied to
 * the maxima M, M′ of unit normals:
 *
 *   Δ² G = ½ E (f(√q₁ M)/√Q₁ − f(√q₂ M)/√Q₂)²,   (1 − c) B = ∬ √(q₁q₂) f′(√q₁ s) f′(√q₂ t) K(s, t) ds dt / √(Q₁Q₂)
 *
 * Where φ is not monotone the maximum is not held by the largest u; what that changes is sampled and added.
 * One second, three for GELU and its like, up to ten where φ bends elsewhere than at 0. Interpolated, 1 − c′ is good to
 * 3e-7 of itself where φ is monotone and smooth or bends at 0 alone, to 1e-4 (near-duplicates to 1 %) where it bends
 * elsewhere, and to 1e-3 of itself for GELU and its like. Docs/theory §5, §10.
 *
 * @returns undefined where f jumps, and where too much would have to be sampled (sin, abs)
 */
export function pooledTable(pool: MaxPool, low: number, high: number): DualTable | undefined {
  const f = functionOfMaximum(pool) ?? (appliedActivation(pool) as Activation);
  if (f.jumps.length > 0) return undefined;
  const grid = variancesGrid(low, high, { finest: f.knots ? 0.2 : 0.1, mostNodes: MOST_NODES });
  const variances = Array.from({ length: grid.nodes }, (_, a) => Math.exp(grid.first + a * grid.step));
  const angles = anglesFor(high);
  const plane = planeOf(f, pool.size, variances);
  const { growth, roots } = growthTable(f, pool.size, plane, { ...grid, variances });
  const slope = slopeTable(f, pool.size, plane, { variances, angles, roots });
  const table = { ...grid, angles, growth, slope };
  return functionOfMaximum(pool) ? table : windowTable(pool, variances, roots, table);
}

/** How far and how finely the plane of maxima must be covered for f at all of the variances. */
function planeOf(f: FunctionOfMaximum, size: number, variances: readonly number[]): CrossingGrid {
  const widestDeviation = Math.sqrt(variances[variances.length - 1]);
  const range = Math.hypot(reach(f.value, widestDeviation), Math.sqrt(2 * Math.log(size)));
  const cuts = f.kinks.flatMap((kink) => variances.map((q) => kink / Math.sqrt(q)));
  const { widest } = panels({ ...f, knots: undefined }, widestDeviation);
  const inside = [...new Set(cuts)].filter((cut) => Math.abs(cut) < range);
  return {
    range,
    cuts: inside,
    widest: Math.max(f.knots ? 0 : NARROWEST, widest),
    ladder: f.knots ? ladder(widest) : [],
  };
}

/** An f that varies everywhere, as sin does, is not followed at variances in the hundreds. */
const NARROWEST = 0.5;

/** An f with knots varies near 0 alone, where panels narrow down step by step: ±w, ±2w, ±4w … */
function ladder(widest: number): number[] {
  const rungs = [0];
  for (let rung = widest; rung < WIDE; rung *= 2) rungs.push(rung, -rung);
  return rungs.length > 1 ? rungs : [];
}
/** Every pair of variances meets every angle's plane: for norms of many scales the grid is coarser. */
const MOST_NODES = 60;

interface Grid {
  readonly step: number;
  readonly nodes: number;
  readonly variances: readonly number[];
}

/** √Q of every variance, and G between them; of equal ones from two variances close by. */
function growthTable(f: FunctionOfMaximum, size: number, plane: CrossingGrid, { step, nodes, variances }: Grid) {
  const { z, weight } = lawOfMaximum(size, plane);
  const scaled = (q: number) => z.map((at, i) => Math.sqrt(weight[i]) * f.value(Math.sqrt(q) * at));
  const vectors = variances.map(scaled);
  const roots = Float64Array.from(vectors, norm);
  const growth = new Float64Array(nodes * nodes);
  for (let a = 0; a < nodes; a++) {
    const near = [0.5, -0.5].map((half) => scaled(variances[a] * Math.exp(half * CLOSE)));
    growth[a * nodes + a] = halfSquaredAngle(near[0], near[1]) / CLOSE ** 2;
    for (let b = 0; b < a; b++) {
      const value = halfSquaredAngle(vectors[a], vectors[b]) / ((a - b) * step) ** 2;
      growth[a * nodes + b] = value;
      growth[b * nodes + a] = value;
    }
  }
  return { growth, roots };
}

/** In log q: a difference whose square still leaves ten digits, and a central difference good to 1e-5. */
const CLOSE = 0.01;

/** Nodes and weights of E f(M). */
function lawOfMaximum(size: number, { range, cuts, widest, ladder: rungs }: CrossingGrid) {
  const panel = rungs.length > 0 ? WIDE : widest;
  const edges = panelEdges(-range, range, [...cuts, ...rungs], Math.min(panel, size <= 30 ? 2.2 : 1.1));
  const rule = gaussLegendre(20);
  const z = new Float64Array(20 * (edges.length - 1));
  const weight = new Float64Array(z.length);
  for (let panel = 1; panel < edges.length; panel++) {
    const half = (edges[panel] - edges[panel - 1]) / 2;
    for (let k = 0; k < 20; k++) {
      const at = edges[panel - 1] + half * (1 + rule.nodes[k]);
      z[20 * (panel - 1) + k] = at;
      weight[20 * (panel - 1) + k] = half * rule.weights[k] * size * normalPdf(at) * normalCdf(at) ** (size - 1);
    }
  }
  return { z, weight };
}

/** B at every pair of variances and every angle. */
function slopeTable(
  f: FunctionOfMaximum,
  size: number,
  plane: CrossingGrid,
  { variances, angles, roots }: { variances: readonly number[]; angles: number; roots: Float64Array },
): Float64Array {
  const nodes = variances.length;
  const slope = new Float64Array(nodes * nodes * angles);
  for (let m = 0; m < angles; m++) {
    const theta = ((m + 0.5) * Math.PI) / angles;
    const complement = 2 * Math.sin(theta / 2) ** 2;
    const { s, t, weight } = crossings(size, theta, plane);
    const along = variances.map((q) => slopes(f, q, s));
    const other = variances.map((q) => slopes(f, q, t).map((value, i) => value * weight[i]));
    for (let a = 0; a < nodes; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = 0; i < s.length; i++) sum += along[a][i] * other[b][i] + along[b][i] * other[a][i];
        const value = sum / (roots[a] * roots[b] * complement);
        slope[(a * nodes + b) * angles + m] = value;
        slope[(b * nodes + a) * angles + m] = value;
      }
    }
  }
  return slope;
}

/** d f(√q z)/dz. */
function slopes(f: FunctionOfMaximum, q: number, z: Float64Array): Float64Array {
  const deviation = Math.sqrt(q);
  return z.map((at) => deviation * f.derivative(deviation * at));
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
