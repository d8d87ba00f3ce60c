import type { Activation } from '../activations/activation.ts';
import { compose } from '../activations/compose.ts';
import { dual } from '../activations/dual.ts';
import { meanOf, varianceOf } from '../activations/moments.ts';
import type { KernelState, KernelSummary } from './state.ts';

/**
 * What is known of the units of two exchangeable inputs.
 *
 * - `entries`: raw data with iid entries of a mean and a variance, perhaps passed through an activation φ.
 * - `gaussian`: pre-activations, jointly Gaussian with variance cov + spread.
 * - `pointwise`: φ of such a Gaussian, not yet mixed by weights; a further activation composes with φ.
 */
type PairLaw =
  | { readonly kind: 'entries'; readonly mean: number; readonly variance: number; readonly phi?: Activation }
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'pointwise'; readonly base: PairState; readonly phi: Activation };

/**
 * The kernel of two exchangeable inputs: any two points of a high-dimensional population have the same variance
 * q = cov + spread and the same covariance, so that one pair stands for all. γ = cov / spread.
 * Source: docs/theory §0.
 */
export class PairState implements KernelState {
  private constructor(
    readonly law: PairLaw,
    readonly cov: number,
    readonly spread: number,
  ) {}

  /** Data with iid entries: cov = μ², spread = s², for dimension → ∞. */
  static fromEntries(mean: number, variance: number): PairState {
    return new PairState({ kind: 'entries', mean, variance }, mean * mean, variance);
  }

  /** Pre-activations of a given covariance and spread. */
  static gaussian(cov: number, spread: number): PairState {
    return new PairState({ kind: 'gaussian' }, cov, spread);
  }

  /** cov′ = σ_w² cov + σ_b², spread′ = σ_w² spread: a shared bias cancels in differences. Docs/theory §0. */
  affine(sigmaW2: number, sigmaB2: number): PairState {
    return PairState.gaussian(sigmaW2 * this.cov + sigmaB2, sigmaW2 * this.spread);
  }

  /** cov′ = E φ(u)φ(v), spread′ = ½ E (φ(u) − φ(v))². Docs/theory §3. */
  activate(phi: Activation): PairState {
    if (this.law.kind === 'entries') return this.activateEntries(phi, this.law);
    if (this.law.kind === 'pointwise') {
      const { base, phi: inner } = this.law;
      return base.activate(compose(phi, inner));
    }
    const q = this.cov + this.spread;
    const complement = q > 0 ? this.spread / q : 0;
    const { cov, spread } = dual(phi, { q, cov: this.cov, spread: this.spread, complement });
    return new PairState({ kind: 'pointwise', base: this, phi }, cov, spread);
  }

  flatten(): PairState {
    return this;
  }

  summary(): KernelSummary {
    return {
      cov: this.cov,
      spread: this.spread,
      gamma: ratio(this.cov, this.spread),
      correlation: this.cov + this.spread > 0 ? this.cov / (this.cov + this.spread) : 1,
    };
  }

  /** Entries are independent between two points, so cov = (E φ)² and spread = Var φ, over the law of one entry. */
  private activateEntries(phi: Activation, { mean, variance, phi: inner }: PairLaw & { kind: 'entries' }): PairState {
    const applied = inner ? compose(phi, inner) : phi;
    const cov = meanOf(applied, variance, mean) ** 2;
    return new PairState({ kind: 'entries', mean, variance, phi: applied }, cov, varianceOf(applied, variance, mean));
  }
}

/** γ, where a network that is constant over its inputs (spread 0) counts as infinitely biased. */
function ratio(cov: number, spread: number): number {
  return spread === 0 ? Number.POSITIVE_INFINITY : cov / spread;
}
