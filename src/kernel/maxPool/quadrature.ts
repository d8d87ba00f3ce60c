import type { DualPair } from '../../activations/activation.ts';
import {
  type Integrand,
  panels,
  reach,
  smallDifference,
  trapezoidStep,
} from '../../activations/quadrature/resolution.ts';
import { isClose, isSymmetric, type Rotation, widerDeviation } from '../../activations/quadrature/rotation.ts';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre.ts';
import { MaximaDensity } from './density.ts';

/** Step of the trapezoidal rule that the density of maxima needs: its Φ₂^(p−1) sharpens slowly with p. */
function densityStep(size: number): number {
  return size <= 30 ? 0.22 : 0.12;
}

/**
 * Widest panel at x on which 20 Gauss–Legendre nodes resolve that density. For c → −1 a factor e^(−α²x²) of it reaches far
 * out, where nothing else varies.
 */
function densityPanel({ size, along }: MaximaDensity, x: number): number {
  return Math.max(size <= 30 ? 3 : 1.5, Math.min(x / 2, 1.5 / along));
}

/** Below this correlation the maxima spread over a plane much longer than wide, which panels cover better than a grid. */
const GRID_COMPLEMENT = 1.5;
/** About as many nodes as panels between knots take; for wide arguments the grid needs more. */
function panelNodes(knots: readonly number[]): number {
  return 400 * (2 * knots.length + 6) ** 2;
}

/**
 * C = E f(√q₁ M) f(√q₂ M′) and D = ½ E (f(√q₁ M) − f(√q₂ M′))² for the maxima M, M′ of p independent pairs of unit
 * normals of correlation c. D is summed directly, so that it keeps its digits however close c is to 1.
 * Docs/theory §5.
 *
 * Relative error below 1e−12 for c ≥ 0 and p ≤ 1000; smooth f by the trapezoidal rule, others between their kinks.
 *
 * @param complement 1 − c in (0, 2]
 */
export function dualOfMaxima(f: Integrand, size: number, q1: number, q2: number, complement: number): DualPair {
  const density = new MaximaDensity(size, complement);
  // A vanishing variance stands for its limit.
  const s1 = Math.max(Math.sqrt(q1), 1e-150);
  const s2 = Math.max(Math.sqrt(q2), 1e-150);
  const { along, across } = density;
  const rotation = { ux: s1 * along, uy: s1 * across, vx: s2 * along, vy: s2 * across };
  const range = Math.hypot(reach(f.value, Math.max(s1, s2)), Math.sqrt(2 * Math.log(size)));
  const stepX = Math.min(densityStep(size), 0.9 * trapezoidStep(f, Math.max(rotation.ux, rotation.vx)));
  const stepY = Math.min(densityStep(size), 0.9 * trapezoidStep(f, Math.max(rotation.uy, rotation.vy)));
  const smooth = f.kinks.length === 0 && complement <= GRID_COMPLEMENT;
  const wide = f.knots && (Math.PI * range * range) / (2 * stepX * stepY) > panelNodes(f.knots);
  const plane = { f, density, rotation, range, close: isClose(f, rotation, range) };
  return smooth && !wide ? onGrid(plane, stepX, stepY) : onPanels(plane);
}

/** What is integrated, over what. */
interface Plane {
  readonly f: Integrand;
  readonly density: MaximaDensity;
  readonly rotation: Rotation;
  readonly range: number;
  /** Whether u − v stays so small that f(u) − f(v) has to be formed from the slope. */
  readonly close: boolean;
}

/** The two-dimensional trapezoidal rule, which converges geometrically for smooth f. */
function onGrid({ f, density, rotation, range, close }: Plane, stepX: number, stepY: number): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const { value } = f;
  const symmetric = isSymmetric(rotation);
  const rows = Math.floor(range / stepY);
  let cov = 0;
  let spread = 0;
  for (let j = symmetric ? 0 : -rows; j <= rows; j++) {
    const y = j * stepY;
    const fold = symmetric && j > 0 ? 2 : 1;
    const columns = Math.floor(density.reachX(y, range) / stepX);
    for (let i = -columns; i <= columns; i++) {
      const x = i * stepX;
      const weight = fold * density.at(x, y);
      if (weight === 0) continue;
      const u = ux * x + uy * y;
      const v = vx * x - vy * y;
      const fu = value(u);
      const fv = value(v);
      const gap = close ? smallDifference(f, (u + v) / 2, u - v) : fu - fv;
      cov += weight * fu * fv;
      spread += weight * gap * gap;
    }
  }
  const cell = stepX * stepY;
  return { cov: cell * cov, spread: (cell * spread) / 2 };
}

/** Nested Gauss–Legendre panels: inner ones cut exactly where u or v meets a kink of f, outer ones where both do at once. */
function onPanels({ f, density, rotation, range, close }: Plane): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const { value, kinks } = f;
  const symmetric = isSymmetric(rotation);
  const { cuts, widest } = panels(f, widerDeviation(rotation));
  const width = (x: number) => Math.min(densityPanel(density, x), Math.max(widest, (widest * x) / range));
  const { nodes, weights } = gaussLegendre(20);
  const coincidences = cuts.flatMap((cu) => cuts.map((cv) => (vx * cu - ux * cv) / (vx * uy + ux * vy)));
  // For c → −1 a kink's line crosses the middle, |x| < 9, within |y| < 9α of a coincidence: panels narrow down to that.
  const layers = density.along < 0.5 ? [0, 1, -1, 4, -4, 12, -12].map((multiple) => multiple * density.along) : [0];
  const outerCuts = coincidences.flatMap((y) => layers.map((layer) => y + layer));
  const outer = withCuts(evenEdges(symmetric ? 0 : -range, range, width), outerCuts);

  let cov = 0;
  let spread = 0;
  for (let row = 1; row < outer.length; row++) {
    const halfY = (outer[row] - outer[row - 1]) / 2;
    for (let k = 0; k < nodes.length; k++) {
      const y = outer[row - 1] + halfY * (1 + nodes[k]);
      const end = density.reachX(y, range);
      const innerCuts = cuts.flatMap((cut) => [(cut - uy * y) / ux, (cut + vy * y) / vx]);
      const inner = withCuts(evenEdges(-end, end, width), innerCuts);
      for (let panel = 1; panel < inner.length; panel++) {
        const halfX = (inner[panel] - inner[panel - 1]) / 2;
        const centre = inner[panel - 1] + halfX;
        const kinked = kinks.some((kink) => (kink - ux * centre - uy * y) * (kink - vx * centre + vy * y) < 0);
        for (let n = 0; n < nodes.length; n++) {
          const x = centre + halfX * nodes[n];
          const u = ux * x + uy * y;
          const v = vx * x - vy * y;
          const fu = value(u);
          const fv = value(v);
          if (fu === 0 && fv === 0) continue;
          const gap = close && !kinked ? smallDifference(f, (u + v) / 2, u - v) : fu - fv;
          const weight = weights[k] * halfY * weights[n] * halfX * density.at(x, y);
          cov += weight * fu * fv;
          spread += weight * gap * gap;
        }
      }
    }
  }
  const fold = symmetric ? 2 : 1;
  return { cov: fold * cov, spread: (fold * spread) / 2 };
}

/** Edges from `from` to `to`, stepping away from 0 by a width that may grow with the distance. */
function evenEdges(from: number, to: number, width: (x: number) => number): number[] {
  const edges = [from, to];
  for (const sign of [-1, 1]) {
    const end = sign < 0 ? -from : to;
    for (let x = 0; x < end; x += width(x)) edges.push(sign * x);
  }
  return edges;
}

/** Ascending edges, with further cuts inside; those that only rounding tells apart are one. */
function withCuts(edges: readonly number[], cuts: readonly number[]): number[] {
  const from = edges[0];
  const to = edges[1];
  const sorted = [...edges, ...cuts.filter((cut) => cut > from && cut < to)].sort((a, b) => a - b);
  return sorted.filter((edge, i) => i === 0 || edge - sorted[i - 1] > 1e-13);
}
