import type { Activation } from '../../activations/activation.ts';
import { derivativeSecondMomentOf, meanOf, secondMomentOf } from '../../activations/moments.ts';
import { panels, reach } from '../../activations/quadrature/resolution.ts';
import { distinct, signChanges } from '../../activations/quadrature/survey.ts';
import { gaussLegendre, panelEdges } from '../../numerics/quadrature/gaussLegendre.ts';
import { normalCdf, normalPdf } from '../../numerics/quadrature/normal.ts';
import { appliedActivation, type FunctionOfMaximum, functionOfMaximum, type MaxPool } from './window.ts';

/** What one input sees of ψ(max φ(u_1), …, φ(u_p)). */
export interface MaxMoments {
  readonly mean: number;
  readonly secondMoment: number;
  /** E (ψ∘φ)′(u)² at the u that holds the maximum: χ₁ without its factor σ_w². Undefined where ψ∘φ jumps. */
  readonly derivativeSecondMoment: number | undefined;
}

/**
 * Moments of a max-pooled window of p independent u_k ~ N(0, q), by a one-dimensional integral over the unit u that
 * holds the maximum. Exact for every φ, monotone or not:
 *
 *   E g = p ∫ g(u) P(φ(u′) ≤ φ(u))^(p−1) φ_q(u) du
 *
 * For a φ that rises the probability is Φ(u/√q). Source: derived, docs/theory §5.
 */
export function maxMoments(pool: MaxPool, q: number): MaxMoments {
  const applied = appliedActivation(pool);
  if (pool.size === 1) {
    return applied ? plainMoments(applied, q) : { mean: 0, secondMoment: q, derivativeSecondMoment: 1 };
  }
  const f = functionOfMaximum(pool);
  if (f) return momentsAtMaximum(f, pool.size, q, normalCdf, []);
  const phi = pool.inner as Activation;
  const deviation = deviationOf(q);
  const branches = new Branches(phi, deviation);
  const resolution = panels(phi, deviation).cuts.map((cut) => cut / deviation);
  const cuts = [...branches.cuts(), ...resolution];
  return momentsAtMaximum(applied as Activation, pool.size, q, (z) => branches.below(z), cuts);
}

function plainMoments(phi: Activation, q: number): MaxMoments {
  const derivativeSecondMoment = phi.jumps.length > 0 ? undefined : derivativeSecondMomentOf(phi, q);
  return { mean: meanOf(phi, q), secondMoment: secondMomentOf(phi, q), derivativeSecondMoment };
}

/** A vanishing variance stands for its limit. */
function deviationOf(q: number): number {
  return Math.max(Math.sqrt(q), 1e-150);
}

/**
 * @param below z ↦ the probability that another unit's φ lies below that of √q z
 * @param furtherCuts every z where `below` changes its course
 */
function momentsAtMaximum(
  f: FunctionOfMaximum,
  size: number,
  q: number,
  below: (z: number) => number,
  furtherCuts: readonly number[],
): MaxMoments {
  const deviation = deviationOf(q);
  const range = Math.hypot(reach(f.value, deviation), Math.sqrt(2 * Math.log(size)));
  const { cuts, widest } = panels(f, deviation);
  const edges = panelEdges(
    -range,
    range,
    [...cuts.map((cut) => cut / deviation), ...furtherCuts],
    Math.min(widest, size <= 30 ? 2.2 : 1.1),
  );
  const { nodes, weights } = gaussLegendre(20);
  let mean = 0;
  let secondMoment = 0;
  let slopes = 0;
  for (let panel = 1; panel < edges.length; panel++) {
    const half = (edges[panel] - edges[panel - 1]) / 2;
    for (let k = 0; k < nodes.length; k++) {
      const z = edges[panel - 1] + half * (1 + nodes[k]);
      const weight = half * weights[k] * size * normalPdf(z) * below(z) ** (size - 1);
      const value = f.value(deviation * z);
      mean += weight * value;
      secondMoment += weight * value * value;
      if (weight > 0) slopes += weight * f.derivative(deviation * z) ** 2;
    }
  }
  return { mean, secondMoment, derivativeSecondMoment: f.jumps.length > 0 ? undefined : slopes };
}

/** The stretches on which φ rises, falls or rests, in units of the deviation of u, as far as u ~ N(0, deviation²) reaches. */
class Branches {
  private readonly edges: readonly number[];
  private readonly turns: readonly number[];

  constructor(
    private readonly phi: Activation,
    private readonly deviation: number,
  ) {
    const within = (points: readonly number[]) => points.map((x) => x / deviation).filter((z) => Math.abs(z) < END);
    this.turns = within(signChanges(phi.derivative));
    this.edges = distinct([-END, ...this.turns, ...within(phi.kinks), END]);
  }

  /** Probability that another unit's φ lies below that of z, or is the same while the unit itself is smaller. */
  below(z: number): number {
    const level = this.valueAt(z);
    let probability = 0;
    for (let i = 1; i < this.edges.length; i++) {
      probability += this.massBelow(level, z, this.edges[i - 1], this.edges[i]);
    }
    return probability;
  }

  /**
   * Every z where `below` changes its course: where φ turns, and all others of the same height. Where φ passes the height
   * that a tail of it settles at, `below` varies with the logarithm of the distance, which takes ever narrower panels.
   */
  cuts(): number[] {
    const { phi, deviation, turns } = this;
    const sameHeight = (points: readonly number[]) => {
      const heights = distinct(points.map((z) => this.valueAt(z)));
      return heights.flatMap((height) => signChanges((x) => phi.value(x) - height)).map((x) => x / deviation);
    };
    const scale = Math.max(...this.edges.map((z) => Math.abs(this.valueAt(z))));
    const settled = [-END, END].filter((end) => Math.abs(this.valueAt(end) - this.valueAt(0.9 * end)) < 0.01 * scale);
    const tails = sameHeight(settled).filter((z) => Math.abs(z) < END);
    const graded = tails.flatMap((z) => NARROWING.flatMap((distance) => [z - distance, z + distance]));
    return [...turns, ...sameHeight(turns), ...tails, ...graded];
  }

  private valueAt(z: number): number {
    return this.phi.value(this.deviation * z);
  }

  /** Probability of the part of (from, to), where φ is monotone, that counts as below. */
  private massBelow(level: number, z: number, from: number, to: number): number {
    // Not the edges themselves: φ may jump there.
    const inside = 1e-12 * (to - from);
    const start = this.valueAt(from + inside);
    const end = this.valueAt(to - inside);
    if (start === level && end === level) return normalCdf(Math.max(from, Math.min(z, to))) - normalCdf(from);
    if (start > level && end > level) return 0;
    let low = from;
    let high = to;
    const startsBelow = start <= level;
    if (startsBelow !== end <= level) {
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        if (this.valueAt(middle) <= level === startsBelow) low = middle;
        else high = middle;
      }
      if (startsBelow) [low, high] = [from, low];
      else [low, high] = [high, to];
    }
    return normalCdf(high) - normalCdf(low);
  }
}

/** Beyond this many deviations lies less than 1e−20 of a normal. */
const END = 9.5;

const NARROWING = Array.from({ length: 9 }, (_, k) => 8 ** -k);
