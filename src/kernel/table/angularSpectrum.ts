import type { Activation } from '../../activations/activation.ts';
import { secondMomentOf } from '../../activations/moments.ts';

/**
 * φ of Gaussian pre-activations as vectors, one a variance q, whose inner products are correlations of the outputs.
 *
 * In polar coordinates (r, α) of the plane a pair of unit normals of correlation cos θ is r cos α, r cos(α − θ), so with
 * φ(√q r cos α) = Σ_k a_k(q, r) cos kα the dual map is a Fourier series in the angle, whatever the two variances:
 *
 *   E φ(u)φ(v) = Σ_k cos(kθ) ⟨F_k(q₁), F_k(q₂)⟩,   ⟨F_k(q₁), F_k(q₂)⟩ = ∫ r e^(−r²/2) a_k(q₁, r) a_k(q₂, r) dr / (k ? 2 : 1)
 *
 * and |F(q)|² = E φ(√q z)². With the unit vectors f = F/|F| the complement of the correlation is a sum without
 * cancellation: 1 − c′ = ½ |f(q₁) − f(q₂)|² + 2 Σ_k sin²(kθ/2) ⟨f_k(q₁), f_k(q₂)⟩.
 * Source: derived here; it is the expansion in Fourier–Laguerre modes of the plane, with r left on a grid.
 */
export interface AngularSpectrum {
  /** How many radii the grid in r has. */
  readonly radii: number;
  /** For every variance the unit vector f: entry (k, r) at k·radii + r, as many k as it needs; 0 where φ vanishes. */
  readonly vectors: readonly Float64Array[];
  /** For every variance ½ |df/d log q|², the limit of ½ |f(q₁) − f(q₂)|² / (log q₁ − log q₂)². */
  readonly speeds: readonly number[];
}

/**
 * Costs about 1 ms a variance, up to 10 ms with kinks or at variances near 100.
 *
 * Smooth φ: correlations to 1e-12 at q ≤ 25. Piecewise φ: to about 5e-6, through the radii at which a kink enters the
 * circle. At variances in the hundreds bounded φ turn into steps, which 512 orders no longer resolve.
 */
export function angularSpectrum(phi: Activation, variances: readonly number[]): AngularSpectrum {
  const grid = radialGrid(stepFor(phi, Math.max(...variances)));
  const cosines = new Map<number, Float64Array>();
  const bends = bendsOf(phi);
  const vectors = variances.map((q) => {
    const orders = ordersFor(phi, q);
    if (!cosines.has(orders)) cosines.set(orders, cosineTable(orders));
    return unitVector(phi, q, orders, grid, cosines.get(orders)!, bends);
  });
  return { radii: grid.r.length, vectors, speeds: variances.map((q) => speed(phi, q)) };
}

/**
 * An even number, in steps that let neighbours share their cosines. The spectrum of a smooth φ ends at k ≈ √q r for entire
 * functions; for those with poles such as tanh it falls like exp(−k π / 2√q r): to 1e-11 after squaring at r = 4.
 */
function ordersFor(phi: Activation, q: number): number {
  if (phi.kinks.length > 0) return 128;
  return 16 * Math.ceil(Math.min(512, Math.max(48, 32 * Math.sqrt(q))) / 16);
}

/** The radial step: at large q an oscillating φ needs more radii, and the kinks of a piecewise φ always do. */
function stepFor(phi: Activation, largest: number): number {
  if (phi.kinks.length > 0) return 0.015;
  return Math.max(0.04, Math.min(0.1, 0.5 / Math.sqrt(largest)));
}

interface RadialGrid {
  readonly r: Float64Array;
  /** Weights of ∫ r e^(−r²/2) … dr. */
  readonly weight: Float64Array;
}

/**
 * Trapezoid in y with r = exp(y − e^(−y)): both ends fall off doubly exponentially, and poles at imaginary r, as φ of
 * any scale has them, keep their distance in y.
 */
function radialGrid(step: number): RadialGrid {
  const from = -3.2;
  const count = Math.ceil((2.3 - from) / step);
  const r = new Float64Array(count);
  const weight = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const y = from + i * step;
    r[i] = Math.exp(y - Math.exp(-y));
    weight[i] = step * (1 + Math.exp(-y)) * r[i] ** 2 * Math.exp(-0.5 * r[i] ** 2);
  }
  return { r, weight };
}

/** cos k α_j at k·quarter + j, for the `quarter` angles α_j = (j + ½) π / orders in the first quadrant. */
function cosineTable(orders: number): Float64Array {
  const quarter = orders / 2;
  const table = new Float64Array(orders * quarter);
  for (let k = 0; k < orders; k++) {
    for (let j = 0; j < quarter; j++) table[k * quarter + j] = Math.cos((k * (j + 0.5) * Math.PI) / orders);
  }
  return table;
}

/** A kink at x where the slope jumps by `jump`. */
interface Bend {
  readonly x: number;
  readonly jump: number;
}

function bendsOf(phi: Activation): Bend[] {
  const near = 1e-9;
  return phi.kinks.map((x) => ({ x, jump: phi.derivative(x + near) - phi.derivative(x - near) }));
}

/** f(q). */
function unitVector(
  phi: Activation,
  q: number,
  orders: number,
  grid: RadialGrid,
  cosines: Float64Array,
  bends: readonly Bend[],
): Float64Array {
  const radii = grid.r.length;
  const quarter = orders / 2;
  const even = new Float64Array(quarter);
  const odd = new Float64Array(quarter);
  const vector = new Float64Array(orders * radii);
  let square = 0;
  for (let i = 0; i < radii; i++) {
    const scale = Math.sqrt(q) * grid.r[i];
    const corners = bends.filter(({ x }) => Math.abs(x) < scale).map((bend) => corner(bend, scale));
    for (let j = 0; j < quarter; j++) {
      const u = scale * cosines[quarter + j];
      let plus = phi.value(u);
      let minus = phi.value(-u);
      const alpha = ((j + 0.5) * Math.PI) / orders;
      for (const { at, jump } of corners) {
        plus -= jump * cornerShape(at, alpha);
        minus -= jump * cornerShape(at, Math.PI - alpha);
      }
      even[j] = plus + minus;
      odd[j] = plus - minus;
    }
    // The trapezoid over the circle, folded twice: −α gives the same u, π − α gives −u and (−1)^k cos kα.
    for (let k = 0; k < orders; k++) {
      const part = k % 2 === 0 ? even : odd;
      let sum = 0;
      for (let j = 0; j < quarter; j++) sum += part[j] * cosines[k * quarter + j];
      let amplitude = ((k === 0 ? 1 : 2) * sum) / orders;
      if (k > 0) for (const { at, jump } of corners) amplitude -= (2 * jump * Math.cos(k * at)) / (Math.PI * k * k);
      const entry = Math.sqrt(k === 0 ? grid.weight[i] : grid.weight[i] / 2) * amplitude;
      vector[k * radii + i] = entry;
      square += entry * entry;
    }
  }
  const norm = Math.sqrt(square);
  return norm > 0 ? vector.map((entry) => entry / norm) : vector;
}

/** Where on the circle of radius `scale`/√q the kink lies, and by how much the slope in α jumps there. */
function corner({ x, jump }: Bend, scale: number) {
  const at = Math.acos(x / scale);
  return { at, jump: scale * Math.sin(at) * jump };
}

/**
 * The model of a corner, taken out before the trapezoid sum, which it would spoil, and put back as its exact series:
 *
 *   −(2/π) Σ_{k≥1} cos kα* cos kα / k²,
 *
 * a pair of parabolas whose slope jumps by 1 at ±α* and nowhere else, as Σ cos(kx)/k² = π²/6 − π|x|/2 + x²/4.
 */
function cornerShape(at: number, alpha: number): number {
  const near = Math.abs(alpha - at);
  const far = alpha + at;
  return (near + far) / 2 - (near * near + far * far) / (4 * Math.PI) - Math.PI / 3;
}

/**
 * ½ |df/d log q|² = ½ E (ψ − μφ)² / Q with ψ = dφ/d log q = ½ u φ′(u) and μ = E φψ / Q, which takes out the change of
 * length.
 */
function speed(phi: Activation, q: number): number {
  const moment = (value: (x: number) => number) => secondMomentOf({ ...phi, value, secondMoment: undefined }, q);
  const change = (x: number) => 0.5 * x * phi.derivative(x);
  const Q = moment(phi.value);
  if (Q === 0) return 0;
  const mu = (moment((x) => phi.value(x) + change(x)) - Q - moment(change)) / (2 * Q);
  return moment((x) => change(x) - mu * phi.value(x)) / (2 * Q);
}
