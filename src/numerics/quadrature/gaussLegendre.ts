/** Nodes in (−1, 1), ascending, and weights of a quadrature rule. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/**
 * The n-point Gauss–Legendre rule on [−1, 1], exact for polynomials of degree 2n − 1. Computed once.
 *
 * Roots of P_n by Newton from cos(π(i − ¼)/(n + ½)), weights 2/((1−x²) P_n′(x)²); full accuracy up to n of a few hundred.
 */
export function gaussLegendre(n: number): Rule {
  const known = rules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < (n + 1) >> 1; i++) {
    let x = n % 2 === 1 && i === n >> 1 ? 0 : Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(n, x);
      x -= value / slope;
    }
    const { slope } = legendre(n, x);
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** P_n(x) and P_n′(x) by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let previous = 0;
  let value = 1;
  for (let k = 1; k <= n; k++) {
    const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
    previous = value;
    value = next;
  }
  return { value, slope: (n * (x * value - previous)) / (x * x - 1) };
}

/**
 * Edges of panels covering [from, to]: cut at every point of `cuts` inside, then evenly so that none is wider than
 * `widest`.
 */
export function panelEdges(from: number, to: number, cuts: readonly number[], widest: number): number[] {
  const corners = cuts.filter((cut) => cut > from && cut < to).sort((a, b) => a - b);
  corners.push(to);
  const edges = [from];
  let start = from;
  for (const end of corners) {
    const pieces = Math.ceil((end - start) / widest);
    for (let piece = 1; piece < pieces; piece++) edges.push(start + ((end - start) * piece) / pieces);
    if (pieces > 0) edges.push(end);
    start = end;
  }
  return edges;
}

/** ∫ f over panels of given edges, `n` nodes a panel. */
export function integratePanels(f: (x: number) => number, edges: readonly number[], n = 20): number {
  const { nodes, weights } = gaussLegendre(n);
  let sum = 0;
  for (let panel = 1; panel < edges.length; panel++) {
    const half = (edges[panel] - edges[panel - 1]) / 2;
    const centre = (edges[panel] + edges[panel - 1]) / 2;
    let part = 0;
    for (let i = 0; i < n; i++) part += weights[i] * f(centre + half * nodes[i]);
    sum += half * part;
  }
  return sum;
}
