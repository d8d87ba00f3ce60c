import { gaussLegendre, panelEdges } from '../../numerics/quadrature/gaussLegendre.ts';
import type { DualPair } from '../activation.ts';
import { type Integrand, panels, smallDifference } from './resolution.ts';
import { isClose, isSymmetric, type Rotation, widerDeviation } from './rotation.ts';

/** Nodes a panel; between the kinks of a piecewise polynomial only the normal density has to be resolved. */
export const NODES = 20;
const POLYNOMIAL_NODES = 14;

/** The same two arguments by an outer and an inner normal: u = outerU·o + innerU·i, v = outerV·o + innerV·i. */
interface Nesting {
  readonly outerU: number;
  readonly innerU: number;
  readonly outerV: number;
  readonly innerV: number;
}

/**
 * C and D for kinked φ: nested Gauss–Legendre, inner panels cut exactly where u or v meets a kink, outer ones where both
 * do at once. The inner variable is the one u and v depend on more, x for c > 0 and y for c < 0, which keeps cuts apart.
 * Docs/theory §3.
 */
export function nestedPanels(phi: Integrand, rotation: Rotation, range: number): DualPair {
  const { ux, uy, vx, vy } = rotation;
  const symmetric = isSymmetric(rotation);
  const swapped = uy > ux;
  const nesting = swapped
    ? { outerU: ux, innerU: uy, outerV: vx, innerV: -vy }
    : { outerU: uy, innerU: ux, outerV: -vy, innerV: vx };
  const { cuts, widest } = panels(phi, widerDeviation(rotation));
  const count = phi.knots?.length === phi.kinks.length ? POLYNOMIAL_NODES : NODES;
  const { nodes, weights } = gaussLegendre(count);
  const row = rowIntegral(phi, nesting, isClose(phi, rotation, range), count);

  let cov = 0;
  let spread = 0;
  const { outerU, innerU, outerV, innerV } = nesting;
  const innerCuts = new Array<number>(2 * cuts.length);
  const edges = panelEdges(symmetric && !swapped ? 0 : -range, range, coincidences(phi, cuts, nesting), widest);
  for (let panel = 1; panel < edges.length; panel++) {
    const half = (edges[panel] - edges[panel - 1]) / 2;
    const centre = (edges[panel] + edges[panel - 1]) / 2;
    for (let k = 0; k < count; k++) {
      const o = centre + half * nodes[k];
      for (let c = 0; c < cuts.length; c++) {
        innerCuts[2 * c] = (cuts[c] - outerU * o) / innerU;
        innerCuts[2 * c + 1] = (cuts[c] - outerV * o) / innerV;
      }
      const end = Math.sqrt(range * range - o * o);
      const part = row(o, panelEdges(symmetric && swapped ? 0 : -end, end, innerCuts, widest));
      const weight = weights[k] * half * Math.exp((-o * o) / 2);
      cov += weight * part.cov;
      spread += weight * part.spread;
    }
  }
  const norm = (symmetric ? 2 : 1) / (2 * Math.PI);
  return { cov: norm * cov, spread: (norm * spread) / 2 };
}

/** ∫ e^(−i²/2) φ(u)φ(v) di and ∫ e^(−i²/2) (φ(u) − φ(v))² di along a row of fixed o, over panels of given edges. */
function rowIntegral(phi: Integrand, nesting: Nesting, close: boolean, count: number) {
  const { outerU, innerU, outerV, innerV } = nesting;
  const { value, kinks } = phi;
  const { nodes, weights } = gaussLegendre(count);
  return (o: number, edges: readonly number[]): DualPair => {
    let cov = 0;
    let spread = 0;
    for (let panel = 1; panel < edges.length; panel++) {
      const half = (edges[panel] - edges[panel - 1]) / 2;
      const centre = (edges[panel] + edges[panel - 1]) / 2;
      const bySlope = close && !isBetween(kinks, outerU * o + innerU * centre, outerV * o + innerV * centre);
      for (let n = 0; n < count; n++) {
        const i = centre + half * nodes[n];
        const u = outerU * o + innerU * i;
        const v = outerV * o + innerV * i;
        const fu = value(u);
        const fv = value(v);
        const gap = bySlope
          ? smallDifference(phi, (u + v) / 2, (outerU - outerV) * o + (innerU - innerV) * i)
          : fu - fv;
        const weight = weights[n] * half * Math.exp((-i * i) / 2);
        cov += weight * fu * fv;
        spread += weight * gap * gap;
      }
    }
    return { cov, spread };
  };
}

function isBetween(kinks: readonly number[], u: number, v: number): boolean {
  for (const kink of kinks) if ((kink - u) * (kink - v) < 0) return true;
  return false;
}

/**
 * Outer coordinates at which u meets one cut and v another. Those of two kinks are kept exactly; the others only
 * smooth the way and are thinned to half the narrowest distance of cuts.
 */
function coincidences(phi: Integrand, cuts: readonly number[], nesting: Nesting): number[] {
  const { outerU, innerU, outerV, innerV } = nesting;
  const divergence = outerU / innerU - outerV / innerV;
  const meetings = (points: readonly number[]) =>
    points.flatMap((cu) => points.map((cv) => (cu / innerU - cv / innerV) / divergence)).sort((a, b) => a - b);
  const exact = meetings(phi.kinks);
  const kept = exact.filter((cut, i) => i === 0 || cut - exact[i - 1] > 1e-12);
  if (cuts.length === phi.kinks.length) return kept;
  const narrowest = Math.min(...cuts.slice(1).map((cut, i) => cut - cuts[i]));
  const apart = Math.abs(narrowest / (2 * Math.max(Math.abs(innerU), Math.abs(innerV)) * divergence));
  let last = Number.NEGATIVE_INFINITY;
  for (const cut of meetings(cuts)) {
    if (cut - last < apart || exact.some((kink) => Math.abs(kink - cut) < apart)) continue;
    kept.push(cut);
    last = cut;
  }
  return kept;
}
