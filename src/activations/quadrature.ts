import { gaussLegendre, panelEdges } from '../numerics/gaussLegendre.ts';
import type { DualPair, GaussianPair } from './activation.ts';
import { type Integrand, panels, reach, smallDifference, smallGap, trapezoidStep } from './resolution.ts';

/**
 * C = E φ(u)φ(v) and D = ½ E (φ(u) − φ(v))² by quadrature, D summed directly so that it keeps its digits however close
 * the correlation is to 1. Error about 1e-15 for smooth φ and between kinks. Docs/theory §3.
 *
 *   u = ax + by, v = ax − by, a = √(q(1+c)/2), b = √(q(1−c)/2), x, y ~ N(0, 1)
 */
export function quadratureDual(phi: Integrand, { q, cov, spread }: GaussianPair): DualPair {
  const a = Math.sqrt(Math.max(0, q + cov) / 2);
  const b = Math.sqrt(spread / 2);
  return rotatedDual(phi, { ux: a, uy: b, vx: a, vy: b });
}

/** Nodes a panel; between the kinks of a piecewise polynomial only the normal density has to be resolved. */
const NODES = 20;
const POLYNOMIAL_NODES = 14;

/** u = ux·x + uy·y, v = vx·x − vy·y with independent unit normals x and y; all four ≥ 0. */
export interface Rotation {
  readonly ux: number;
  readonly uy: number;
  readonly vx: number;
  readonly vy: number;
}

/** C and D of any two jointly Gaussian pre-activations in rotated coordinates. */
export function rotatedDual(phi: Integrand, rotation: Rotation): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const range = reach(phi.value, Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy)));
  if (phi.kinks.length > 0) return nestedPanels(phi, rotation, range);
  const stepX = trapezoidStep(phi, Math.max(ux, vx));
  const stepY = trapezoidStep(phi, Math.max(uy, vy));
  if (phi.knots && (range * range) / (stepX * stepY) > panelNodes(phi.knots)) return nestedPanels(phi, rotation, range);
  return trapezoid(phi, rotation, range, stepX, stepY);
}

/** About as many nodes as panels between knots take; for wide arguments the trapezoidal rule needs more. */
function panelNodes(knots: readonly number[]): number {
  return (NODES * (2 * knots.length + 2)) ** 2;
}

/** Whether u − v stays so small that φ(u) − φ(v) has to be formed from the slope. */
function isClose(phi: Integrand, { ux, uy, vx, vy }: Rotation, range: number): boolean {
  return range * (Math.abs(ux - vx) + uy + vy) <= smallGap(phi);
}

/** Smooth φ: the trapezoidal rule on a disc, which converges geometrically. y → −y swaps equal u and v. */
function trapezoid(phi: Integrand, rotation: Rotation, range: number, stepX: number, stepY: number): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const { value } = phi;
  const close = isClose(phi, rotation, range);
  const symmetric = ux === vx && uy === vy;
  const columns = Math.floor(range / stepX);
  const density = new Float64Array(columns + 1);
  for (let i = 0; i <= columns; i++) density[i] = Math.exp(-((i * stepX) ** 2) / 2);

  let cov = 0;
  let spread = 0;
  const rows = Math.floor(range / stepY);
  for (let j = symmetric ? 0 : -rows; j <= rows; j++) {
    const y = j * stepY;
    const reachX = Math.min(columns, Math.floor(Math.sqrt(range * range - y * y) / stepX));
    let rowCov = 0;
    let rowSpread = 0;
    for (let i = -reachX; i <= reachX; i++) {
      const x = i * stepX;
      const u = ux * x + uy * y;
      const v = vx * x - vy * y;
      const fu = value(u);
      const fv = value(v);
      const gap = close ? smallDifference(phi, (u + v) / 2, (ux - vx) * x + (uy + vy) * y) : fu - fv;
      const weight = density[Math.abs(i)];
      rowCov += weight * fu * fv;
      rowSpread += weight * gap * gap;
    }
    const weight = Math.exp((-y * y) / 2) * (symmetric && j > 0 ? 2 : 1);
    cov += weight * rowCov;
    spread += weight * rowSpread;
  }
  const norm = (stepX * stepY) / (2 * Math.PI);
  return { cov: norm * cov, spread: (norm * spread) / 2 };
}

/**
 * Kinked φ: nested Gauss–Legendre. Inner panels are cut exactly where u or v meets a kink, outer ones where both do at
 * once. The inner variable is the one u and v depend on more, x for c > 0 and y for c < 0, which keeps cuts apart.
 */
function nestedPanels(phi: Integrand, rotation: Rotation, range: number): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const { value } = phi;
  const close = isClose(phi, rotation, range);
  const symmetric = ux === vx && uy === vy;
  const swapped = uy > ux;
  // u = outerU·o + innerU·i, v = outerV·o + innerV·i
  const [outerU, innerU, outerV, innerV] = swapped ? [ux, uy, vx, -vy] : [uy, ux, -vy, vx];
  const deviation = Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy));
  const { cuts, widest } = panels(phi, deviation);
  const count = phi.knots?.length === phi.kinks.length ? POLYNOMIAL_NODES : NODES;
  const { nodes, weights } = gaussLegendre(count);

  let cov = 0;
  let spread = 0;
  const outerFrom = symmetric && !swapped ? 0 : -range;
  const outerEdges = panelEdges(
    outerFrom,
    range,
    coincidences(phi, cuts, outerU / innerU - outerV / innerV, innerU, innerV),
    widest,
  );
  const innerCuts = new Array<number>(2 * cuts.length);
  for (let panel = 1; panel < outerEdges.length; panel++) {
    const outerHalf = (outerEdges[panel] - outerEdges[panel - 1]) / 2;
    const outerCentre = (outerEdges[panel] + outerEdges[panel - 1]) / 2;
    for (let k = 0; k < count; k++) {
      const o = outerCentre + outerHalf * nodes[k];
      const outerWeight = weights[k] * outerHalf * Math.exp((-o * o) / 2);
      for (let c = 0; c < cuts.length; c++) {
        innerCuts[2 * c] = (cuts[c] - outerU * o) / innerU;
        innerCuts[2 * c + 1] = (cuts[c] - outerV * o) / innerV;
      }
      const innerReach = Math.sqrt(range * range - o * o);
      const innerEdges = panelEdges(symmetric && swapped ? 0 : -innerReach, innerReach, innerCuts, widest);
      let rowCov = 0;
      let rowSpread = 0;
      for (let p = 1; p < innerEdges.length; p++) {
        const half = (innerEdges[p] - innerEdges[p - 1]) / 2;
        const centre = (innerEdges[p] + innerEdges[p - 1]) / 2;
        const slope = close && !straddles(phi.kinks, outerU * o + innerU * centre, outerV * o + innerV * centre);
        for (let n = 0; n < count; n++) {
          const i = centre + half * nodes[n];
          const u = outerU * o + innerU * i;
          const v = outerV * o + innerV * i;
          const fu = value(u);
          const fv = value(v);
          const gap = slope
            ? smallDifference(phi, (u + v) / 2, (outerU - outerV) * o + (innerU - innerV) * i)
            : fu - fv;
          const weight = weights[n] * half * Math.exp((-i * i) / 2);
          rowCov += weight * fu * fv;
          rowSpread += weight * gap * gap;
        }
      }
      cov += outerWeight * rowCov;
      spread += outerWeight * rowSpread;
    }
  }
  const norm = (symmetric ? 2 : 1) / (2 * Math.PI);
  return { cov: norm * cov, spread: (norm * spread) / 2 };
}

/**
 * Outer coordinates at which u meets one cut and v another. Those of two kinks are kept exactly; the others only
 * smooth the way and are thinned to half the narrowest distance of cuts.
 */
function coincidences(
  phi: Integrand,
  cuts: readonly number[],
  divergence: number,
  innerU: number,
  innerV: number,
): number[] {
  const meetings = (points: readonly number[]) =>
    points.flatMap((cu) => points.map((cv) => (cu / innerU - cv / innerV) / divergence)).sort((a, b) => a - b);
  const exact = meetings(phi.kinks);
  const narrowest = Math.min(...cuts.slice(1).map((cut, i) => cut - cuts[i]));
  const apart = Math.abs(narrowest / (2 * Math.max(Math.abs(innerU), Math.abs(innerV)) * divergence));
  const kept = exact.filter((cut, i) => i === 0 || cut - exact[i - 1] > 1e-12);
  if (cuts.length === phi.kinks.length) return kept;
  let last = Number.NEGATIVE_INFINITY;
  for (const cut of meetings(cuts)) {
    if (cut - last < apart || exact.some((kink) => Math.abs(kink - cut) < apart)) continue;
    kept.push(cut);
    last = cut;
  }
  return kept;
}

function straddles(kinks: readonly number[], u: number, v: number): boolean {
  for (const kink of kinks) if ((kink - u) * (kink - v) < 0) return true;
  return false;
}
