import type { Activation, Jump } from '../../activations/activation.ts';
import { integratePanels, panelEdges } from '../../numerics/quadrature/gaussLegendre.ts';
import { normalPdf } from '../../numerics/quadrature/normal.ts';
import { anglesFor, type DualTable, dualTable, fejerKernels, variancesGrid } from './dualTable.ts';
import { jumpMoments } from './jumpComplements.ts';
import { SmoothedSlope } from './smoothedSlope.ts';
import type { JumpPair } from './stepSpread.ts';

/** An activation φ = ψ + σ, ψ continuous and σ a sum of steps. */
interface JumpingActivation {
  /** With the jumps that matter. */
  readonly phi: Activation;
  /** Up to a constant. */
  readonly psi: Activation;
  /** Whether ψ is one. */
  readonly flat: boolean;
  /** The pairs of jumps that go into the table. */
  readonly apart: readonly JumpPair[];
}

/**
 * The table of an activation that jumps, without what `JumpComplements` adds: with ρ² = E ψ², f = ψ/ρ and τ = σ/ρ
 *
 *   Δ² G + (1 − c) B = ½ E (f(u) − f(v))² + E (f(u) − f(v))(τ(u) − τ(v)) + ½ E (τ(u) − τ(v))²|apart
 *
 * of which the first term is the table of ψ, and the last takes in the pairs of jumps whose levels never come close. For
 * parallel points E (ψ(u) − ψ(v))(σ(u) − σ(v)) is an integral over z from h_j = k_j/√q₁ to g_j = k_j/√q₂, and by Price's
 * theorem it grows with the angle, together with the last term, at the rate
 *
 *   slope(t) = sin t Σ_j s_j [√q₁ n(g_j) E ψ′(√q₁ (g_j cos t + z sin t)) + √q₂ n(h_j) E ψ′(√q₂ (h_j cos t + z sin t))]
 *            + Σ_jl s_j s_l exp(−(h_j² − 2 h_j g_l cos t + g_l²)/(2 sin² t))/2π,   n the density of z ~ N(0, 1)
 *
 * Takes two to three times as long as the table of ψ alone. Source: derived; docs/theory §10.
 */
export function jumpTable({ phi, psi, flat, apart }: JumpingActivation, low: number, high: number): DualTable {
  const table = flat ? blankTable(low, high) : dualTable(psi, low, high);
  const { first, step, nodes, angles, growth, slope } = table;
  const points = Array.from({ length: nodes }, (_, a) => pointAt(phi, psi, Math.exp(first + a * step)));
  const slopesOf = new AngularSlopes(phi, flat ? [] : phi.jumps, apart, angles);
  const integral = integralKernels(angles);
  for (let a = 0; a < nodes; a++) {
    for (let b = 0; b <= a; b++) {
      const [one, other] = [points[a], points[b]];
      const norm = one.rho * other.rho;
      if (norm === 0) continue;
      if (!flat) {
        growth[a * nodes + b] += a === b ? crossedAlone(phi, psi, one.q) : crossedInParallel(phi, psi, one, other);
        growth[b * nodes + a] = growth[a * nodes + b];
      }
      const slopes = slopesOf.between(one.q, other.q);
      if (!slopes) continue;
      const from = (a * nodes + b) * angles;
      for (let m = 0; m < angles; m++) {
        let sum = 0;
        for (let t = 0; t < angles; t++) sum += integral[m * angles + t] * slopes[t];
        slope[from + m] += sum / norm;
      }
      if (a !== b) slope.copyWithin((b * nodes + a) * angles, from, from + angles);
    }
  }
  return table;
}

/** G = B = 0. */
function blankTable(low: number, high: number): DualTable {
  const grid = variancesGrid(low, high);
  const angles = anglesFor(high);
  const size = grid.nodes ** 2;
  return { ...grid, angles, growth: new Float64Array(size), slope: new Float64Array(size * angles) };
}

/** A variance and what belongs to it. */
type Point = ReturnType<typeof pointAt>;

function pointAt(phi: Activation, psi: Activation, q: number) {
  return { q, ...jumpMoments(phi, psi, q) };
}

/** The limit of `crossedInParallel` for equal variances, by two that differ little. */
function crossedAlone(phi: Activation, psi: Activation, q: number): number {
  const [one, other] = [0.5, -0.5].map((half) => pointAt(phi, psi, q * Math.exp(half * CLOSE)));
  return crossedInParallel(phi, psi, one, other);
}

/** In log q. */
const CLOSE = 1e-3;
/** In deviations: beyond lies nothing of a normal. */
const END = 9.5;

/**
 * E (f(u) − f(v))(τ(u) − τ(v)) / Δ² for parallel points,
 *
 *   ρ₁ρ₂ E (f(u) − f(v))(τ(u) − τ(v)) = Σ_j s_j ∫ (ψ(√q₁ z) − ψ(√q₂ z)) n(z) dz − (ρ₁ − ρ₂)(E ψσ(q₁)/ρ₁ − E ψσ(q₂)/ρ₂)
 */
function crossedInParallel(phi: Activation, psi: Activation, one: Point, other: Point): number {
  const norm = one.rho * other.rho;
  if (norm === 0) return 0;
  const [first, second] = [Math.sqrt(one.q), Math.sqrt(other.q)];
  const difference = (z: number) => (psi.value(first * z) - psi.value(second * z)) * normalPdf(z);
  const cuts = psi.kinks.flatMap((kink) => [kink / first, kink / second]);
  let sum = -(one.rho - other.rho) * (one.m - one.rho / 2 - other.m + other.rho / 2);
  for (const { x, height } of phi.jumps) {
    const [h, g] = [x / first, x / second].map((level) => Math.max(-END, Math.min(END, level)));
    const edges = panelEdges(Math.min(h, g), Math.max(h, g), cuts, 0.5);
    sum += height * Math.sign(g - h) * integratePanels(difference, edges);
  }
  return sum / (norm * Math.log(one.q / other.q) ** 2);
}

/** slope(t) at the table's angles t_m = (m + ½)π/angles. */
class AngularSlopes {
  private readonly sines: Float64Array;
  private readonly cosines: Float64Array;
  /** Of a jump at 0 the mean slopes depend on one variance alone. */
  private readonly atZero = new Map<number, Float64Array>();

  private readonly smoothed: SmoothedSlope;

  constructor(
    phi: Activation,
    private readonly jumps: readonly Jump[],
    private readonly apart: readonly JumpPair[],
    angles: number,
  ) {
    this.smoothed = new SmoothedSlope(phi);
    const at = Float64Array.from({ length: angles }, (_, m) => ((m + 0.5) * Math.PI) / angles);
    this.sines = at.map(Math.sin);
    this.cosines = at.map(Math.cos);
  }

  /** Undefined where it vanishes. */
  between(q1: number, q2: number): Float64Array | undefined {
    const { jumps, apart, sines, cosines } = this;
    if (jumps.length + apart.length === 0) return undefined;
    const [one, other] = [Math.sqrt(q1), Math.sqrt(q2)];
    const slopes = new Float64Array(sines.length);
    for (const { x, height } of jumps) {
      this.add(slopes, height * one, one, x, x / other);
      this.add(slopes, height * other, other, x, x / one);
    }
    for (const [jump, otherJump] of apart) {
      const [h, g] = [jump.x / one, otherJump.x / other];
      const weight = (jump.height * otherJump.height) / (2 * Math.PI);
      for (let m = 0; m < slopes.length; m++) {
        const distance = (h * h - 2 * h * g * cosines[m] + g * g) / (2 * sines[m] ** 2);
        slopes[m] += weight * Math.exp(-distance);
      }
    }
    return slopes;
  }

  /** Adds factor · sin t n(g) E ψ′(deviation (g cos t + z sin t)). */
  private add(slopes: Float64Array, factor: number, deviation: number, x: number, g: number): void {
    const density = normalPdf(g);
    if (density < 1e-20) return;
    const means = this.means(deviation, x, g);
    for (let m = 0; m < slopes.length; m++) slopes[m] += factor * density * this.sines[m] * means[m];
  }

  private means(deviation: number, x: number, g: number): Float64Array {
    const found = x === 0 ? this.atZero.get(deviation) : undefined;
    if (found) return found;
    const { sines, cosines } = this;
    const means = sines.map((sine, m) => this.smoothed.at(deviation * g * cosines[m], deviation * sine));
    if (x === 0) this.atZero.set(deviation, means);
    return means;
  }
}

/**
 * Turns slope(t_m), t_m = (m + ½)π/angles, into ∫₀^θ slope(t) dt / (1 − cos θ) at the same angles: the slope as a series
 * of sines, Σ b_k sin kt, has the integral Σ (b_k/k)(1 − cos kθ).
 */
function integralKernels(angles: number): Float64Array {
  const kernels = fejerKernels(angles + 1, angles);
  const result = new Float64Array(angles * angles);
  for (let k = 1; k <= angles; k++) {
    const weight = (k === angles ? 1 : 2) / (angles * k);
    for (let t = 0; t < angles; t++) {
      const sine = weight * Math.sin((k * (t + 0.5) * Math.PI) / angles);
      for (let m = 0; m < angles; m++) result[m * angles + t] += sine * kernels[k * angles + m];
    }
  }
  return result;
}
