import type { Activation } from '../activations/activation.ts';
import { freshOrigins, haveCommonOrigin, jointOrigins, type Origins } from '../kernel/origins.ts';
import type { PairState } from '../kernel/pair/pairState.ts';
import { reasons } from '../kernel/reasons.ts';
import {
  isUnknown,
  type KernelResult,
  type KernelState,
  type KernelSummary,
  type NormKind,
  type PoolKind,
  type Unknown,
} from '../kernel/state.ts';
import { VectorState } from '../kernel/vectorState.ts';
import { activated, type Chain, type ChainMaps, normalised, noSteps, pooled, scaled } from './chain.ts';

/** Second moments of two inputs' units, and χ = ∂spread′/∂spread at coinciding inputs since the start. */
interface Moments {
  readonly cov: number;
  readonly spread: number;
  /** Undefined once an activation that jumps was passed; NaN where nobody asked for it. */
  readonly chi: number | undefined;
}

/**
 * How the units came about.
 *
 * - `entries`: raw data, perhaps passed through layers without weights.
 * - `chain`: a chain of steps on Gaussian units; without steps, Gaussian.
 * - `mixture`: units of several kinds beside each other, in given shares.
 * - `moments`: only the second moments are known, as after a sum with units that are not Gaussian.
 */
type Law =
  | { readonly kind: 'entries'; readonly pair: PairState }
  | { readonly kind: 'chain'; readonly base: Moments; readonly chain: Chain }
  | { readonly kind: 'mixture'; readonly parts: Mixture }
  | { readonly kind: 'moments'; readonly moments: Moments };

type Mixture = readonly { readonly share: number; readonly state: ChainState }[];

/**
 * `PairState` and `TangentState` in one, for phase diagrams: γ and χ₁ of a point come from one pass, and whatever
 * stands between two layers of weights is one chain, looked up in maps that all points of the diagram share.
 */
export class ChainState extends VectorState<ChainState> implements KernelState<ChainState> {
  readonly sampled = false;
  /** Chains are looked up when weights mix their units, not step by step. */
  readonly lazy?: true;

  private constructor(
    private readonly law: Law,
    private readonly maps: ChainMaps,
    private readonly origins: Origins,
  ) {
    super();
    if (law.kind === 'chain' && law.chain !== noSteps) this.lazy = true;
  }

  static of(pair: PairState, maps: ChainMaps): ChainState {
    if (pair.law.kind === 'entries') return new ChainState({ kind: 'entries', pair }, maps, freshOrigins());
    return ChainState.gaussian(pair.cov, pair.spread, maps);
  }

  /** @param chi NaN where χ is not asked for */
  static gaussian(cov: number, spread: number, maps: ChainMaps, chi = Number.NaN): ChainState {
    return ChainState.mixed({ cov, spread, chi }, maps, freshOrigins());
  }

  private static mixed(base: Moments, maps: ChainMaps, origins: Origins): ChainState {
    return new ChainState({ kind: 'chain', base, chain: noSteps }, maps, origins);
  }

  /** Second moments, or why they are not known. */
  known(): Moments | Unknown {
    const { law } = this;
    switch (law.kind) {
      case 'entries':
        return { cov: law.pair.cov, spread: law.pair.spread, chi: Number.NaN };
      case 'moments':
        return law.moments;
      case 'mixture':
        return momentsOfMixture(law.parts);
      case 'chain':
        return law.chain === noSteps ? law.base : this.afterChain(law.base, law.chain);
    }
  }

  get isGaussian(): boolean {
    return this.law.kind === 'chain' && this.law.chain === noSteps;
  }

  affine(sigmaW2: number, sigmaB2: number): KernelResult<ChainState> {
    const known = this.known();
    if ('reason' in known) return known;
    const { cov, spread, chi } = known;
    const after = { cov: sigmaW2 * cov + sigmaB2, spread: sigmaW2 * spread, chi: times(chi, sigmaW2) };
    return ChainState.mixed(after, this.maps, freshOrigins());
  }

  activate(phi: Activation): KernelResult<ChainState> {
    if (this.law.kind === 'mixture') return this.mixture(this.law.parts, (state) => state.activate(phi));
    return this.onward(
      (pair) => pair.activate(phi),
      (chain) => activated(chain, phi),
      reasons.notGaussian,
    );
  }

  pool(kind: PoolKind, size: number): KernelResult<ChainState> {
    return this.onward(
      (pair) => pair.pool(kind, size),
      (chain) => pooled(chain, kind, size),
      reasons.maxOfUnknown,
    );
  }

  flatten(): ChainState {
    return this;
  }

  scale(factor: number): KernelResult<ChainState> {
    if (this.isGaussian) return this.multiplied(factor);
    if (this.law.kind === 'mixture') return this.mixture(this.law.parts, (state) => state.scale(factor));
    return this.onward(
      (pair) => pair.scale(factor),
      (chain) => scaled(chain, factor),
      reasons.notGaussian,
    );
  }

  /** Gaussian units stay so under any norm: layerNorm and rmsNorm take one factor for all points. Docs/theory §6. */
  normalise(kind: NormKind, epsilon: number): KernelResult<ChainState> {
    const known = this.isGaussian ? this.known() : undefined;
    if (known === undefined || 'reason' in known) {
      return this.onward(
        (pair) => pair.normalise(kind, epsilon, null),
        (chain) => normalised(chain, kind, epsilon),
        reasons.notGaussian,
      );
    }
    const { cov, spread, chi } = known;
    if (kind !== 'batch') return this.multiplied(1 / Math.sqrt(cov + spread + epsilon));
    // Units lose the mean over the points, and with it all covariance but that of inputs which coincide.
    const shrunk = (variance: number) => variance / (variance + epsilon);
    const slope = Number.isNaN(chi) ? chi : undefined;
    const after = spread === 0 ? { cov: shrunk(cov), spread: 0 } : { cov: 0, spread: shrunk(spread) };
    return ChainState.mixed({ ...after, chi: slope }, this.maps, this.origins);
  }

  add(other: ChainState): KernelResult<ChainState> {
    if (!other.isGaussian || haveCommonOrigin(other.origins, this.origins)) return reasons.branchWithoutWeights;
    const [one, two] = [this.known(), other.known()];
    if ('reason' in one) return one;
    if ('reason' in two) return two;
    const moments = weighted([
      { share: 1, moments: one },
      { share: 1, moments: two },
    ]);
    const origins = jointOrigins([this.origins, other.origins]);
    return this.isGaussian
      ? ChainState.mixed(moments, this.maps, origins)
      : new ChainState({ kind: 'moments', moments }, this.maps, origins);
  }

  join(other: ChainState, share: number): KernelResult<ChainState> {
    if (haveCommonOrigin(other.origins, this.origins)) return reasons.branchWithoutWeights;
    const parts = [
      { share: 1 - share, state: this },
      { share, state: other },
    ];
    const origins = jointOrigins([this.origins, other.origins]);
    return new ChainState({ kind: 'mixture', parts }, this.maps, origins);
  }

  summary(): KernelSummary {
    const known = this.known();
    const { cov, spread } = 'reason' in known ? { cov: Number.NaN, spread: Number.NaN } : known;
    const gamma = spread === 0 ? Number.POSITIVE_INFINITY : cov / spread;
    return { cov, spread, gamma, correlation: cov + spread > 0 ? cov / (cov + spread) : 1 };
  }

  private afterChain({ cov, spread, chi }: Moments, chain: Chain): Moments | Unknown {
    const follows = chi !== undefined && !Number.isNaN(chi);
    const tangent = follows || spread === 0 ? this.maps.tangent(chain, cov + spread) : undefined;
    if (tangent && 'reason' in tangent) return tangent;
    const slope = follows ? times(tangent?.slope, chi) : chi;
    if (tangent && spread === 0) return { cov: tangent.q, spread: 0, chi: slope };
    const moments = this.maps.moments(chain, cov, spread);
    return 'reason' in moments ? moments : { cov: moments.cov, spread: moments.spread, chi: slope };
  }

  private multiplied(factor: number): KernelResult<ChainState> {
    const known = this.known();
    if ('reason' in known) return known;
    const { cov, spread, chi } = known;
    const square = factor * factor;
    return ChainState.mixed(
      { cov: square * cov, spread: square * spread, chi: times(chi, square) },
      this.maps,
      this.origins,
    );
  }

  private mixture(parts: Mixture, step: (state: ChainState) => KernelResult<ChainState>): KernelResult<ChainState> {
    const next: { share: number; state: ChainState }[] = [];
    for (const { share, state } of parts) {
      const after = step(state);
      if (isUnknown(after)) return after;
      next.push({ share, state: after });
    }
    return new ChainState({ kind: 'mixture', parts: next }, this.maps, this.origins);
  }

  /** One step without weights. */
  private onward(
    onEntries: (pair: PairState) => KernelResult<PairState>,
    onChain: (chain: Chain) => Chain,
    otherwise: Unknown,
  ): KernelResult<ChainState> {
    const { law, maps, origins } = this;
    switch (law.kind) {
      case 'entries': {
        const pair = onEntries(law.pair);
        return isUnknown(pair) ? pair : new ChainState({ kind: 'entries', pair }, maps, origins);
      }
      case 'chain':
        return new ChainState({ ...law, chain: onChain(law.chain) }, maps, origins);
      case 'mixture':
      case 'moments':
        return otherwise;
    }
  }
}

function momentsOfMixture(parts: Mixture): Moments | Unknown {
  const known: { share: number; moments: Moments }[] = [];
  for (const { share, state } of parts) {
    const moments = state.known();
    if ('reason' in moments) return moments;
    known.push({ share, moments });
  }
  return weighted(known);
}

function weighted(parts: readonly { readonly share: number; readonly moments: Moments }[]): Moments {
  const sum = (of: (moments: Moments) => number) =>
    parts.reduce((total, { share, moments }) => total + share * of(moments), 0);
  const jumps = parts.some(({ moments }) => moments.chi === undefined);
  return {
    cov: sum(({ cov }) => cov),
    spread: sum(({ spread }) => spread),
    chi: jumps ? undefined : sum(({ chi }) => chi!),
  };
}

function times(chi: number | undefined, factor: number | undefined): number | undefined {
  return chi === undefined || factor === undefined ? undefined : chi * factor;
}
