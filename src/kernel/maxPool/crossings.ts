import { CorrelatedNormals } from '../../numerics/quadrature/bivariateNormal.ts';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';

/** A cubature over the plane of two maxima at one correlation: ∬ g(s, t) K(s, t) ds dt ≈ Σ weight · g(s, t). */
export interface Crossings {
  readonly s: Float64Array;
  readonly t: Float64Array;
  /** Weights of the rule times K, which is symmetric: the nodes cover s > t alone. */
  readonly weight: Float64Array;
}

/** How finely f wants the plane to be cut. */
export interface CrossingGrid {
  /** s and t reach from −range to range. */
  readonly range: number;
  /** Where f has a kink, in s and alike in t. */
  readonly cuts: readonly number[];
  /** Widest panel that resolves f, in s. */
  readonly widest: number;
  /** Of an f that varies near 0 alone: cuts that narrow panels down to `widest` there, else empty. */
  readonly ladder: readonly number[];
}

/**
 * How far the law of two maxima at correlation c = cos θ is from that of two equal ones, whatever f is applied to them:
 *
 *   E f(M) g(M) − E f(M) g(M′) = ∬ f′(s) g′(t) K(s, t) ds dt,   K = Φ(min(s, t))^p − Φ₂(s, t; c)^p ≥ 0,
 *
 * as P(M ≤ s, M′ ≤ t) = Φ₂^p. Nothing cancels, so the difference keeps its digits, and one cubature serves every f and all
 * variances. In s = αx + βy, t = αx − βy, α = cos θ/2, β = sin θ/2, K is smooth on scale 1 but for its corner at y = 0,
 * with which the nodes begin. Source: Hoeffding's covariance formula (1940); derived here, docs/theory §5.
 *
 * @param size p ≥ 1
 * @param theta in (0, π)
 */
export function crossings(size: number, theta: number, { range, cuts, widest, ladder }: CrossingGrid): Crossings {
  const along = Math.cos(theta / 2);
  const across = Math.sin(theta / 2);
  const pair = new CorrelatedNormals(2 * across * across);
  const scale = size <= 30 ? 1 : 0.5;
  const s: number[] = [];
  const t: number[] = [];
  const weight: number[] = [];
  const top = Math.min(TOP, range / across);
  // Where a cut in s crosses one in t, the integral over x bends.
  const bends = thinned(cuts.flatMap((one) => cuts.map((other) => (one - other) / (2 * across))));
  const graded = ladder.length > 0;
  const widestY = (y: number) => Math.min(2 * scale, Math.max(widest / across, graded ? y / 2 : 0));
  const narrowX = (graded ? WIDE : Math.min(widest, WIDE)) / along;
  const widthX = (x: number) => Math.min(narrowX, Math.max(2.5 * scale, x / 2));
  eachNode(edgesOf(0, top, widestY, bends), widestY, (y, weightY) => {
    const end = (range - across * y) / along;
    const cutsX = [...cuts, ...ladder].flatMap((cut) => [(cut - across * y) / along, (cut + across * y) / along]);
    const resolved = (x: number) => {
      const near = Math.min(Math.abs(along * x + across * y), Math.abs(along * x - across * y));
      return Math.min(narrowX, 2.5 * scale, graded ? Math.max(widest, near) / along : narrowX);
    };
    eachNode(edgesOf(-end, end, widthX, cutsX), resolved, (x, weightX) => {
      const lower = along * x - across * y;
      const crossing = normalCdf(lower) ** size - pair.cdf(x, y) ** size;
      if (crossing <= 0) return;
      s.push(lower + 2 * across * y);
      t.push(lower);
      // ds dt = 2αβ dx dy
      weight.push(2 * along * across * weightX * weightY * crossing);
    });
  });
  return { s: Float64Array.from(s), t: Float64Array.from(t), weight: Float64Array.from(weight) };
}

/** Gauss–Legendre nodes of a panel of full width, for about nine digits; a narrow panel needs two. */
const NODES = 12;
const FEWEST_NODES = 2;
/** K falls off like a normal tail in y. */
const TOP = 7.5;
/** Widest panel in s, whatever f. */
export const WIDE = 1.5;
/** Bends closer than this are cut once: what is left of them is below 1e-5. */
const THINNING = 0.08;

/** Goes through Gauss–Legendre nodes and weights, fewer in panels narrower than full. */
function eachNode(
  edges: readonly number[],
  full: (at: number) => number,
  visit: (at: number, weight: number) => void,
): void {
  for (let panel = 1; panel < edges.length; panel++) {
    const half = (edges[panel] - edges[panel - 1]) / 2;
    const share = Math.min(1, (2 * half) / full(edges[panel - 1] + half));
    const { nodes, weights } = gaussLegendre(Math.ceil(FEWEST_NODES + (NODES - FEWEST_NODES) * share));
    for (let k = 0; k < nodes.length; k++) visit(edges[panel - 1] + half * (1 + nodes[k]), half * weights[k]);
  }
}

/** Ascending edges from `from` to `to`: panels as wide as they may be at a distance from 0, with cuts. */
function edgesOf(from: number, to: number, width: (x: number) => number, cuts: readonly number[]): number[] {
  const edges = [from, to, ...cuts];
  for (let x = 0; x < to; x += width(x)) edges.push(x, -x);
  const sorted = edges.filter((edge) => edge >= from && edge <= to).sort((a, b) => a - b);
  return sorted.filter((edge, i) => i === 0 || edge - sorted[i - 1] > 1e-12);
}

function thinned(places: readonly number[]): number[] {
  const kept: number[] = [];
  for (const place of places.filter((y) => y > 0).sort((a, b) => a - b)) {
    if (kept.length === 0 || place - kept[kept.length - 1] > THINNING) kept.push(place);
  }
  return kept;
}
