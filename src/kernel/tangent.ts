import type { Activation } from '../activations/activation.ts';
import { compose } from '../activations/compose.ts';
import { derivativeSecondMomentOf, meanOf, secondMomentOf } from '../activations/moments.ts';
import { maxMoments } from './maxPool/pooledDual.ts';
import { affineOf } from './pair/affineActivation.ts';
import { reasons } from './reasons.ts';
import type { KernelResult, KernelState, KernelSummary, NormKind, PoolKind } from './state.ts';
import { VectorState } from './vectorState.ts';

/** Units that are ψ of the largest of `size` activations φ of a Gaussian, while no weights have mixed them. */
interface Pending {
  readonly q: number;
  readonly chi: number | undefined;
  readonly size: number;
  readonly inner?: Activation;
  readonly outer?: Activation;
}

/**
 * Two inputs about to coincide: their variance q, and χ = ∂cov′/∂cov at correlation 1, the product over all layers
 * passed so far. χ < 1 is the ordered phase, 1 the edge of chaos, above 1 the chaotic phase.
 *
 *   χ₁ = σ_w² E φ′(√q z)²
 *
 * Source: [DIP] eq. 5, [MF]; docs/theory §4.
 */
export class TangentState extends VectorState<TangentState> implements KernelState<TangentState> {
  readonly sampled = false;

  private constructor(
    readonly q: number,
    /** Undefined once an activation that jumps was passed: D ~ √(1 − c) has no derivative. */
    readonly chi: number | undefined,
    /** Mean of a unit over units; computed when asked for. */
    private readonly mean: () => number,
    /** How the units came from a Gaussian, where that is known; undefined: they are Gaussian. */
    private readonly pending?: Pending | 'moments',
  ) {
    super();
  }

  static at(q: number): TangentState {
    return new TangentState(q, 1, zero);
  }

  affine(sigmaW2: number, sigmaB2: number): TangentState {
    return new TangentState(sigmaW2 * this.q + sigmaB2, times(this.chi, sigmaW2), zero);
  }

  activate(phi: Activation): KernelResult<TangentState> {
    const { pending } = this;
    if (pending === 'moments') return reasons.notGaussian;
    if (pending === undefined) return applied({ q: this.q, chi: this.chi, size: 1, outer: phi });
    return applied({ ...pending, outer: pending.outer ? compose(phi, pending.outer) : phi });
  }

  flatten(): TangentState {
    return this;
  }

  scale(factor: number): TangentState {
    const pending = this.pending === undefined ? undefined : 'moments';
    return new TangentState(
      factor * factor * this.q,
      times(this.chi, factor * factor),
      () => factor * this.mean(),
      pending,
    );
  }

  add(other: TangentState): KernelResult<TangentState> {
    const chi = this.chi === undefined || other.chi === undefined ? undefined : this.chi + other.chi;
    return new TangentState(this.q + other.q, chi, this.mean, this.pending === undefined ? undefined : 'moments');
  }

  join(other: TangentState, share: number): KernelResult<TangentState> {
    const mix = (a: number, b: number) => (1 - share) * a + share * b;
    const chi = this.chi === undefined || other.chi === undefined ? undefined : mix(this.chi, other.chi);
    return new TangentState(mix(this.q, other.q), chi, () => mix(this.mean(), other.mean()), 'moments');
  }

  /** average: Q′ = (Q + (p − 1) μ²)/p, χ′ = χ/p; max: both inputs have their maximum at the same unit. Docs/theory §5. */
  pool(kind: PoolKind, size: number): KernelResult<TangentState> {
    const { pending } = this;
    if (kind === 'average') {
      const q = (this.q + (size - 1) * this.mean() ** 2) / size;
      return new TangentState(q, times(this.chi, 1 / size), this.mean, pending === undefined ? undefined : 'moments');
    }
    if (pending === undefined) return applied({ q: this.q, chi: this.chi, size });
    if (pending === 'moments' || pending.size > 1) return reasons.maxOfUnknown;
    return applied({ q: pending.q, chi: pending.chi, size, inner: pending.outer });
  }

  normalise(kind: NormKind, epsilon: number): KernelResult<TangentState> {
    if (kind === 'batch') return new TangentState(1 / (1 + epsilon), 0, zero, 'moments');
    const mean = kind === 'layer' ? this.mean() : 0;
    const variance = this.q - mean * mean + epsilon;
    const factor = 1 / Math.sqrt(variance);
    if (this.pending !== undefined && this.pending !== 'moments') {
      return this.activate(affineOf(factor, -mean * factor));
    }
    const q = (this.q - mean * mean) / variance;
    return new TangentState(q, times(this.chi, 1 / variance), () => (this.mean() - mean) * factor, this.pending);
  }

  summary(): KernelSummary {
    return { cov: this.q, spread: 0, gamma: Number.POSITIVE_INFINITY, correlation: 1 };
  }

  /** The state after ψ(max φ(u)) of Gaussian units u. */
  static from(pending: Pending): TangentState {
    const { q, chi, size, inner, outer } = pending;
    if (size === 1) {
      const phi = inner && outer ? compose(outer, inner) : ((inner ?? outer) as Activation);
      const slope = phi.jumps.length > 0 ? undefined : times(chi, derivativeSecondMomentOf(phi, q));
      const single = { q, chi, size: 1, outer: phi };
      return new TangentState(secondMomentOf(phi, q), slope, () => meanOf(phi, q), single);
    }
    const { mean, secondMoment, derivativeSecondMoment } = maxMoments({ size, inner, outer }, q);
    const slope = derivativeSecondMoment === undefined ? undefined : times(chi, derivativeSecondMoment);
    return new TangentState(secondMoment, slope, () => mean, pending);
  }
}

const applied = TangentState.from;

const zero = () => 0;

function times(chi: number | undefined, factor: number): number | undefined {
  return chi === undefined ? undefined : chi * factor;
}
