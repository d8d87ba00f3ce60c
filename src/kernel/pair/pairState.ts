import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import { dual } from '../../activations/dual.ts';
import { meanOf, varianceOf } from '../../activations/moments.ts';
import { pooledDual } from '../maxPool/pooledDual.ts';
import { freshOrigins, haveCommonOrigin, jointOrigins, type Origins } from '../origins.ts';
import { reasons } from '../reasons.ts';
import type { KernelResult, KernelScales, KernelState, KernelSummary, NormKind, PoolKind } from '../state.ts';
import { VectorState } from '../vectorState.ts';
import { affineOf } from './affineActivation.ts';

/**
 * What is known of the units of two exchangeable inputs.
 *
 * - `entries`: raw data with iid entries of a mean and a variance, perhaps passed through an activation φ.
 * - `gaussian`: pre-activations, jointly Gaussian with variance cov + spread and mean 0.
 * - `pointwise`: φ of such a Gaussian, not yet mixed by weights; a further activation composes with φ.
 * - `pooled`: ψ of the largest of `size` units φ(u), u of such a Gaussian.
 * - `mixture`: units of several such kinds beside each other, in given shares.
 * - `moments`: only the second moments are known, as after a sum with units that are not Gaussian.
 */
type PairLaw =
  | { readonly kind: 'entries'; readonly mean: number; readonly variance: number; readonly phi?: Activation }
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'pointwise'; readonly base: PairState; readonly phi: Activation }
  | {
      readonly kind: 'pooled';
      readonly base: PairState;
      readonly size: number;
      readonly inner?: Activation;
      readonly outer?: Activation;
    }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly share: number; readonly state: PairState }[] }
  | { readonly kind: 'moments' };

/** Second moments of two inputs' units, and the mean of a unit over units. */
interface Moments {
  readonly cov: number;
  readonly spread: number;
  /** Computed when asked for: only normalisation, averages and affine maps need it. */
  readonly mean: () => number;
}

const zero = () => 0;

/**
 * The kernel of two exchangeable inputs: any two points of a high-dimensional population have the same variance
 * q = cov + spread and the same covariance, so that one pair stands for all. γ = cov / spread.
 * Source: docs/theory §0.
 */
export class PairState extends VectorState<PairState> implements KernelState<PairState> {
  private constructor(
    readonly law: PairLaw,
    private readonly moments: Moments,
    private readonly origins: Origins,
    private readonly options: { readonly scramble: number; readonly sampled: boolean },
  ) {
    super();
  }

  /**
   * Data with iid entries: cov = μ², spread = s², for dimension → ∞.
   * @param scramble which random numbers sampled verbs take; sampled values of two scrambles are independent
   * @param own what cov lacks because the points' own mean was taken away: variance/N
   */
  static fromEntries(mean: number, variance: number, { scramble = 0, own = 0 } = {}): PairState {
    const moments = { cov: mean * mean - own, spread: variance, mean: () => mean };
    return new PairState({ kind: 'entries', mean, variance }, moments, freshOrigins(), { scramble, sampled: false });
  }

  /** Pre-activations of a given covariance and spread. */
  static gaussian(cov: number, spread: number): PairState {
    return new PairState({ kind: 'gaussian' }, { cov, spread, mean: zero }, freshOrigins(), {
      scramble: 0,
      sampled: false,
    });
  }

  get cov(): number {
    return this.moments.cov;
  }

  get spread(): number {
    return this.moments.spread;
  }

  /** One number, as all points have the same. */
  get variances(): Float64Array {
    return Float64Array.of(Math.max(0, this.cov + this.spread));
  }

  scales(): KernelScales {
    const { cov, spread } = this;
    const exactly = (value: number) => ({ value, error: 0 });
    const complement = exactly(cov + spread > 0 ? spread / (cov + spread) : 0);
    return { cov: exactly(cov), spread: exactly(spread), complement };
  }

  get sampled(): boolean {
    return this.options.sampled;
  }

  /** cov′ = σ_w² cov + σ_b², spread′ = σ_w² spread: a shared bias cancels in differences. Docs/theory §0. */
  affine(sigmaW2: number, sigmaB2: number): PairState {
    const moments = { cov: sigmaW2 * this.cov + sigmaB2, spread: sigmaW2 * this.spread, mean: zero };
    return new PairState({ kind: 'gaussian' }, moments, freshOrigins(), this.options);
  }

  /** cov′ = E φ(u)φ(v), spread′ = ½ E (φ(u) − φ(v))². Docs/theory §3. */
  activate(phi: Activation): KernelResult<PairState> {
    const { law } = this;
    switch (law.kind) {
      case 'entries':
        return this.activateEntries(law.phi ? compose(phi, law.phi) : phi, law);
      case 'gaussian':
        return this.pointwise(phi, this);
      case 'pointwise':
        return this.pointwise(compose(phi, law.phi), law.base);
      case 'pooled':
        return this.pooled({ ...law, outer: law.outer ? compose(phi, law.outer) : phi });
      case 'mixture':
        return this.mixture(law.parts.map(({ share, state }) => ({ share, result: state.activate(phi) })));
      case 'moments':
        return reasons.notGaussian;
    }
  }

  flatten(): PairState {
    return this;
  }

  scale(factor: number): KernelResult<PairState> {
    if (factor === 1) return this;
    if (this.law.kind === 'gaussian') return this.scaled(factor);
    return this.activateAffinely(affineOf(factor, 0));
  }

  /**
   * x + branch: the branch's units have mean 0 and are independent of x, so that cov and spread add. [LEE]-style sum of
   * kernels; docs/theory §7.
   */
  add(other: PairState): KernelResult<PairState> {
    if (other.law.kind !== 'gaussian' || haveCommonOrigin(other.origins, this.origins))
      return reasons.branchWithoutWeights;
    const moments = {
      cov: this.cov + other.cov,
      spread: this.spread + other.spread,
      mean: this.moments.mean,
    };
    const kind = this.law.kind === 'gaussian' ? 'gaussian' : 'moments';
    return new PairState({ kind }, moments, jointOrigins([this.origins, other.origins]), this.joined(other));
  }

  /** Units side by side: cov and spread are means over all units, weighted by their shares. Docs/theory §7. */
  join(other: PairState, share: number): KernelResult<PairState> {
    if (haveCommonOrigin(other.origins, this.origins)) return reasons.branchWithoutWeights;
    return this.mixture(
      [
        { share: 1 - share, result: this },
        { share, result: other },
      ],
      this.joined(other),
    );
  }

  /**
   * average: C′ = (C + (p − 1) μ²)/p, D′ = D/p, as units of a window are independent. max: docs/theory §5.
   */
  pool(kind: PoolKind, size: number): KernelResult<PairState> {
    const { law } = this;
    if (kind === 'average') {
      const { cov, spread } = this.moments;
      const mean = this.moments.mean();
      const moments = { cov: (cov + (size - 1) * mean * mean) / size, spread: spread / size, mean: () => mean };
      return new PairState(
        { kind: law.kind === 'gaussian' ? 'gaussian' : 'moments' },
        moments,
        this.origins,
        this.options,
      );
    }
    if (law.kind === 'gaussian') return this.pooled({ kind: 'pooled', base: this, size });
    if (law.kind === 'pointwise') return this.pooled({ kind: 'pooled', base: law.base, size, inner: law.phi });
    return reasons.maxOfUnknown;
  }

  /** Docs/theory §6. */
  normalise(kind: NormKind, epsilon: number, points: number | null): KernelResult<PairState> {
    if (kind === 'batch') return this.normaliseBatch(epsilon, points);
    const mean = kind === 'layer' ? this.moments.mean() : 0;
    const variance = this.cov + this.spread - mean * mean + epsilon;
    const factor = 1 / Math.sqrt(variance);
    if (this.law.kind === 'gaussian') return this.scaled(factor);
    return this.activateAffinely(affineOf(factor, -mean * factor));
  }

  summary(): KernelSummary {
    const { cov, spread } = this;
    // A network that is constant over its inputs (spread 0) counts as infinitely biased.
    const gamma = spread === 0 ? Number.POSITIVE_INFINITY : cov / spread;
    return { cov, spread, gamma, correlation: cov + spread > 0 ? cov / (cov + spread) : 1 };
  }

  private pointwise(phi: Activation, base: PairState): PairState {
    const q = base.cov + base.spread;
    const complement = q > 0 ? base.spread / q : 0;
    const { cov, spread } = dual(phi, { q, cov: base.cov, spread: base.spread, complement });
    const moments = { cov, spread, mean: () => meanOf(phi, q) };
    return new PairState({ kind: 'pointwise', base, phi }, moments, this.origins, this.options);
  }

  private pooled(law: PairLaw & { kind: 'pooled' }): PairState {
    const { base, size, inner, outer } = law;
    const q = base.cov + base.spread;
    const pair = { q, cov: base.cov, spread: base.spread, complement: q > 0 ? base.spread / q : 0 };
    const { cov, spread, mean, sampled } = pooledDual({ size, inner, outer }, pair, this.options.scramble);
    const options = { ...this.options, sampled: this.sampled || sampled };
    return new PairState(law, { cov, spread, mean: () => mean }, this.origins, options);
  }

  /** Entries are independent between two points, so cov = (E φ)² and spread = Var φ, over the law of one entry. */
  private activateEntries(phi: Activation, { mean: mu, variance }: PairLaw & { kind: 'entries' }): PairState {
    const mean = meanOf(phi, variance, mu);
    const moments = { cov: mean * mean, spread: varianceOf(phi, variance, mu), mean: () => mean };
    return new PairState({ kind: 'entries', mean: mu, variance, phi }, moments, this.origins, this.options);
  }

  /** a·x + b on units of which the law may be known or not; their moments follow either way. */
  private activateAffinely(affine: Activation): KernelResult<PairState> {
    const { law } = this;
    const offset = affine.value(0);
    const factor = affine.value(1) - offset;
    const { cov, spread } = this.moments;
    // Without an offset the mean does not matter here.
    const mixed = offset === 0 ? 0 : 2 * factor * offset * this.moments.mean() + offset * offset;
    const moments = {
      cov: factor * factor * cov + mixed,
      spread: factor * factor * spread,
      mean: () => factor * this.moments.mean() + offset,
    };
    const after = (changed: PairLaw) => new PairState(changed, moments, this.origins, this.options);
    switch (law.kind) {
      case 'entries':
        return after({ ...law, phi: law.phi ? compose(affine, law.phi) : affine });
      case 'pointwise':
        return after({ ...law, phi: compose(affine, law.phi) });
      case 'pooled':
        return after({ ...law, outer: law.outer ? compose(affine, law.outer) : affine });
      case 'gaussian':
        return offset === 0 ? after(law) : after({ kind: 'pointwise', base: this, phi: affine });
      default:
        return after({ kind: 'moments' });
    }
  }

  private scaled(factor: number): PairState {
    const moments = { cov: factor * factor * this.cov, spread: factor * factor * this.spread, mean: zero };
    return new PairState({ kind: 'gaussian' }, moments, this.origins, this.options);
  }

  /**
   * BatchNorm takes each unit's mean over the points away, and with it all covariance of different points but that of
   * the estimated mean: (q, c) → (1, −1/(N − 1)), for N → ∞ (1, 0). Docs/theory §6.
   */
  private normaliseBatch(epsilon: number, points: number | null): PairState {
    const shrink = this.spread / (this.spread + epsilon);
    const others = points === null ? 0 : 1 / (points - 1);
    const moments = { cov: -others * shrink, spread: (1 + others) * shrink, mean: zero };
    const kind = this.law.kind === 'gaussian' ? 'gaussian' : 'moments';
    return new PairState({ kind }, moments, this.origins, this.options);
  }

  private mixture(
    parts: readonly { readonly share: number; readonly result: KernelResult<PairState> }[],
    options = this.options,
  ): KernelResult<PairState> {
    const known: { share: number; state: PairState }[] = [];
    for (const { share, result } of parts) {
      if ('reason' in result) return result;
      const state = result;
      // A mixture within a mixture is one mixture.
      if (state.law.kind !== 'mixture') known.push({ share, state });
      else known.push(...state.law.parts.map((inner) => ({ share: share * inner.share, state: inner.state })));
    }
    const weighted = (value: (state: PairState) => number) =>
      known.reduce((sum, { share, state }) => sum + share * value(state), 0);
    const moments = {
      cov: weighted((s) => s.cov),
      spread: weighted((s) => s.spread),
      mean: () => weighted((s) => s.moments.mean()),
    };
    const origins = jointOrigins(known.map(({ state }) => state.origins));
    return new PairState({ kind: 'mixture', parts: known }, moments, origins, options);
  }

  private joined(other: PairState): PairState['options'] {
    return { ...this.options, sampled: this.sampled || other.sampled };
  }
}
