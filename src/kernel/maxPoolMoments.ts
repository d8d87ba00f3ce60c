import type { Activation } from '../activations/activation.ts';
import { derivativeSecondMomentOf, meanOf, secondMomentOf } from '../activations/moments.ts';
import { type Integrand, panels, reach } from '../activations/resolution.ts';
import { distinct, signChanges } from '../activations/survey.ts';
import { gaussLegendre, panelEdges } from '../numerics/gaussLegendre.ts';
import { normalCdf, normalPdf } from '../numerics/normal.ts';
import { appliedActivation, functionOfMaximum, type MaxPool } from './maxPoolWindow.ts';

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
  if (pool.size === 1)
    return applied ? plainMoments(applied, q) : { mean: 0, secondMoment: q, derivativeSecondMoment: 1 };
  const f = functionOfMaximum(pool);
  if (f) return momentsAtMaximum(f, f.discontinuous, pool.size, q, normalCdf, []);
  const phi = pool.inner as Activation;
  const branches = new Branches(phi, Math.sqrt(q));
  return momentsAtMaximum(
    applied as Activation,
    (applied as Activation).discontinuous,
    pool.size,
    q,
    (z) => branches.probabilityBelow(phi.value(Math.sqrt(q) * z)),
    branches.cuts(),
  );
}

function plainMoments(phi: Activation, q: number): MaxMoments {
  const derivativeSecondMoment = phi.discontinuous ? undefined : derivativeSecondMomentOf(phi, q);
  return { mean: meanOf(phi, q), secondMoment: secondMomentOf(phi, q), derivativeSecondMoment };
}

/** @param below z ↦ the probability that another unit's φ lies below that of √q z */
function momentsAtMaximum(
  f: Integrand,
  discontinuous: boolean,
  size: number,
  q: number,
  below: (z: number) => number,
  furtherCuts: readonly number[],
): MaxMoments {
  // A vanishing variance stands for its limit.
  const deviation = Math.max(Math.sqrt(q), 1e-150);
  const range = Math.hypot(reach(f.value, deviation), Math.sqrt(2 * Math.log(size)));
  const { cuts, widest } = panels(f, deviation);
  const edges = panelEdges(
    -range,
    range,
    [...cuts, ...furtherCuts].map((cut) => cut / deviation),
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
  return { mean, secondMoment, derivativeSecondMoment: discontinuous ? undefined : slopes };
}

/** The stretches on which φ rises, falls or rests, as far as u ~ N(0, deviation²) reaches. */
class Branches {
  private readonly edges: readonly number[];
  private readonly turns: readonly number[];

  constructor(
    private readonly phi: Activation,
    private readonly deviation: number,
  ) {
    const end = 9.5 * deviation;
    this.turns = signChanges(phi.derivative).filter((x) => Math.abs(x) < end);
    this.edges = distinct([-end, ...this.turns, ...phi.kinks.filter((x) => Math.abs(x) < end), end]);
  }

  /** P(φ(u) ≤ level). */
  probabilityBelow(level: number): number {
    let probability = 0;
    for (let i = 1; i < this.edges.length; i++) probability += this.massBelow(level, this.edges[i - 1], this.edges[i]);
    return probability;
  }

  /** Every u where the probability below φ(u) has a kink: where φ turns, and all others of the same height. */
  cuts(): number[] {
    const heights = distinct(this.turns.map((turn) => this.phi.value(turn)));
    return distinct([...this.turns, ...heights.flatMap((height) => signChanges((x) => this.phi.value(x) - height))]);
  }

  /** Probability of the part of (from, to), where φ is monotone, that lies below a level. */
  private massBelow(level: number, from: number, to: number): number {
    const { phi, deviation } = this;
    const inside = 1e-12 * (to - from);
    const startsBelow = phi.value(from + inside) <= level;
    const endsBelow = phi.value(to - inside) <= level;
    if (!startsBelow && !endsBelow) return 0;
    let low = from;
    let high = to;
    if (startsBelow !== endsBelow) {
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        if (phi.value(middle) <= level === startsBelow) low = middle;
        else high = middle;
      }
      if (startsBelow) [low, high] = [from, low];
      else [low, high] = [high, to];
    }
    return normalCdf(high / deviation) - normalCdf(low / deviation);
  }
}
