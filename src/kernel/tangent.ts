import type { Activation } from '../activations/activation.ts';
import { compose } from '../activations/compose.ts';
import { derivativeSecondMomentOf, secondMomentOf } from '../activations/moments.ts';
import type { KernelState, KernelSummary } from './state.ts';

/**
 * Two inputs about to coincide: their variance q, and χ = ∂cov′/∂cov at correlation 1, the product over all layers
 * passed so far. χ < 1 is the ordered phase, 1 the edge of chaos, above 1 the chaotic phase.
 *
 *   χ₁ = σ_w² E φ′(√q z)²
 *
 * Source: [DIP] eq. 5, [MF]; docs/theory §4.
 */
export class TangentState implements KernelState {
  private constructor(
    readonly q: number,
    /** Undefined once a discontinuous activation was passed: D ~ √(1 − c) has no derivative. */
    readonly chi: number | undefined,
    /** The Gaussian variance, the activation and χ before it, while no weights have been mixed since. */
    private readonly pending?: { readonly q: number; readonly chi: number | undefined; readonly phi: Activation },
  ) {}

  static at(q: number): TangentState {
    return new TangentState(q, 1);
  }

  affine(sigmaW2: number, sigmaB2: number): TangentState {
    return new TangentState(sigmaW2 * this.q + sigmaB2, this.chi === undefined ? undefined : sigmaW2 * this.chi);
  }

  activate(phi: Activation): TangentState {
    const { q, chi } = this.pending ?? this;
    const applied = this.pending ? compose(phi, this.pending.phi) : phi;
    const slope = applied.discontinuous || chi === undefined ? undefined : chi * derivativeSecondMomentOf(applied, q);
    return new TangentState(secondMomentOf(applied, q), slope, { q, chi, phi: applied });
  }

  flatten(): TangentState {
    return this;
  }

  summary(): KernelSummary {
    return { cov: this.q, spread: 0, gamma: Number.POSITIVE_INFINITY, correlation: 1 };
  }
}
