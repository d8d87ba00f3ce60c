import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import type { MaxPool } from '../maxPool/pooledDual.ts';
import { freshOrigins, haveCommonOrigin, jointOrigins, type Origins } from '../origins.ts';
import { type PackedPairs, pairCount } from '../packedPairs.ts';
import { reasons } from '../reasons.ts';
import { placesOf } from '../spatial/planes.ts';
import type {
  KernelResult,
  KernelScales,
  KernelState,
  KernelSummary,
  NormKind,
  PoolKind,
  Sequence,
  Window,
} from '../state.ts';
import { VectorState } from '../vectorState.ts';
import { activationMap, type DatasetKernel, mappedKernel } from './activation.ts';
import { type DatasetLaw, lawOfToken, meansOfLaw, scaledLaw } from './law.ts';
import { pooledMap } from './maxPool.ts';
import { complementsOfPoints, normalisedPoints, normsOfPoints, pooledPoints } from './points.ts';
import { scalesOfPairs, summaryOfPairs } from './summary.ts';
import {
  complementsOfCentred,
  complementsOfSum,
  complementsWithBias,
  kernelOfMixture,
  type RootedKernel,
  rooted,
} from './sums.ts';
import { complementsOfPositions, kernelOfMeans, kernelOfToken, kernelOfWindows } from './tokens.ts';

/**
 * The exact kernel of an infinitely wide network over all pairs of a dataset, norms as unequal as they come.
 *
 * Carried are q_i, the mean square of a unit for point i, and 1 − c_ij for i < j, never formed by subtraction:
 * covariance √(q_i q_j) c_ij, spread ½(√q_i − √q_j)² + √(q_i q_j)(1 − c_ij). Source: docs/theory §10.
 *
 * A point of norm 0 has no correlations. By agreement they are 0 with all other points, so that the guesses on them
 * are unrelated, and 1 among such points, which get the same guess.
 *
 * Points that are sequences are followed token by token: the kernel is that of all tokens of all points, until they come
 * together.
 */
export class DatasetState extends VectorState<DatasetState> implements KernelState<DatasetState> {
  readonly sampled = false;

  private constructor(
    readonly law: DatasetLaw<DatasetState>,
    /** q_i of every point, ≥ 0. */
    readonly norms: Float64Array,
    /** 1 − c_ij in [0, 2] for i < j, row by row. */
    readonly complements: PackedPairs,
    private readonly origins: Origins,
    /** Tokens of a point; undefined: points are vectors. */
    private readonly tokens?: number,
  ) {
    super();
  }

  /**
   * @param values points × features numbers, one point after the other; of sequences points × tokens × features
   * @param features of a point, or of a token
   */
  static fromPoints(values: Float64Array, points: number, features: number, tokens?: number): DatasetState {
    const rows = points * (tokens ?? 1);
    if (values.length !== rows * features || points < 2) {
      throw new RangeError(`${values.length} values are not ${points} ≥ 2 points of ${rows / points} × ${features}`);
    }
    const norms = normsOfPoints(values, rows, features);
    const complements = complementsOfPoints(values, rows, features, norms);
    return new DatasetState({ kind: 'points', values, features }, norms, complements, freshOrigins(), tokens);
  }

  /** Pre-activations of given variances and correlations. */
  static gaussian(norms: Float64Array, complements: PackedPairs): DatasetState {
    if (complements.length !== pairCount(norms.length)) {
      throw new RangeError(`${norms.length} points have ${pairCount(norms.length)} pairs, not ${complements.length}`);
    }
    return new DatasetState({ kind: 'gaussian' }, norms, complements, freshOrigins());
  }

  /** How many points there are. */
  get points(): number {
    return this.norms.length / (this.tokens ?? 1);
  }

  get sequence(): Sequence<DatasetState> | undefined {
    const { tokens } = this;
    if (tokens === undefined) return undefined;
    return {
      select: (index) => this.token(index, tokens),
      embedPositions: (sigma2) => this.withPositions(sigma2, tokens),
      convolve: (window, sigmaW2, sigmaB2) => this.convolved(window, tokens, sigmaW2, sigmaB2),
    };
  }

  /** k′_ij = σ_w² k_ij + σ_b². Docs/theory §0. */
  affine(sigmaW2: number, sigmaB2: number): DatasetState {
    const scaled = this.norms.map((q) => sigmaW2 * q);
    // Without any weights all points are one.
    if (sigmaB2 === 0) return this.mixed(scaled, sigmaW2 === 0 ? this.complements.map(() => 0) : this.complements);
    const norms = scaled.map((q) => q + sigmaB2);
    const complements = complementsWithBias({ norms: scaled, complements: this.complements }, sigmaB2);
    return this.mixed(norms, complements);
  }

  activate(phi: Activation): KernelResult<DatasetState> {
    const { law } = this;
    switch (law.kind) {
      case 'points':
        return this.withValues(law.values.map((value) => phi.value(value)));
      case 'gaussian':
        return this.pointwise(phi, this);
      case 'pointwise':
        return this.pointwise(compose(phi, law.phi), law.base);
      case 'pooled':
        return this.pooled({ ...law, outer: law.outer ? compose(phi, law.outer) : phi }, law.base);
      case 'mixture': {
        const parts: { readonly share: number; readonly state: DatasetState }[] = [];
        for (const { share, state } of law.parts) {
          const after = state.activate(phi);
          if ('reason' in after) return after;
          parts.push({ share, state: after });
        }
        return mixture(parts);
      }
      case 'moments':
        return reasons.notGaussian;
    }
  }

  /** The units of all tokens beside each other. */
  flatten(): DatasetState {
    const { law, tokens, points } = this;
    if (tokens === undefined) return this;
    if (law.kind === 'points') return DatasetState.fromPoints(law.values, points, tokens * law.features);
    const parts = Array.from({ length: tokens }, (_, t) => ({ share: 1 / tokens, state: this.token(t, tokens) }));
    return mixture(parts);
  }

  scale(factor: number): KernelResult<DatasetState> {
    if (factor === 1) return this;
    const { law } = this;
    if (law.kind === 'points') return this.withValues(law.values.map((value) => factor * value));
    const norms = this.norms.map((q) => factor * factor * q);
    return this.with(scaledLaw(law, factor, this.norms), norms);
  }

  /** Kernels add, as the branch's units have mean 0 and are independent of one's own. Docs/theory §7. */
  add(other: DatasetState): KernelResult<DatasetState> {
    if (other.law.kind !== 'gaussian' || haveCommonOrigin(other.origins, this.origins))
      return reasons.branchWithoutWeights;
    const law: DatasetLaw<DatasetState> =
      this.law.kind === 'gaussian' ? this.law : { kind: 'moments', means: this.means() };
    return this.sum(rooted(other), law, jointOrigins([this.origins, other.origins]));
  }

  join(other: DatasetState, share: number): KernelResult<DatasetState> {
    if (haveCommonOrigin(other.origins, this.origins)) return reasons.branchWithoutWeights;
    return mixture([
      { share: 1 - share, state: this },
      { share, state: other },
    ]);
  }

  /** average: C′_ij = (C_ij + (p − 1) μ_i μ_j)/p, as units of a window are independent. max: docs/theory §5. */
  pool(kind: PoolKind, size: number): KernelResult<DatasetState> {
    const { law } = this;
    if (law.kind === 'points') return this.withValues(pooledPoints(law.values, size, kind));
    if (kind === 'max') {
      if (law.kind === 'gaussian') return this.pooled({ size }, this);
      return law.kind === 'pointwise' ? this.pooled({ size, inner: law.phi }, law.base) : reasons.maxOfUnknown;
    }
    const small = this.norms.map((q) => q / size);
    if (law.kind === 'gaussian') return this.with(law, small);
    const means = this.means();
    const shrunk = this.with({ kind: 'moments', means }, small);
    return shrunk.sum({ roots: means.map((mean) => mean * Math.sqrt((size - 1) / size)) }, { kind: 'moments', means });
  }

  /** Docs/theory §6. */
  normalise(kind: NormKind, epsilon: number, _points?: number | null, groups = 1): KernelResult<DatasetState> {
    if (kind === 'batch') return reasons.batchOfDataset;
    const { law } = this;
    if (law.kind === 'points') {
      const size = law.features / groups;
      return this.withValues(normalisedPoints(law.values, size, { epsilon, centred: kind === 'layer' }));
    }
    if (law.kind === 'mixture' && groups > 1) return reasons.groupsOfMixture;
    const means = kind === 'layer' ? this.means() : new Float64Array(this.norms.length);
    const variances = this.norms.map((q, i) => Math.max(0, q - means[i] * means[i]));
    const norms = variances.map((variance) => (variance === 0 ? 0 : variance / (variance + epsilon)));
    if (law.kind === 'gaussian') return this.with(law, norms);
    const complements = means.every((mean) => mean === 0)
      ? this.complements
      : complementsOfCentred(rooted(this), means);
    const left = this.means().map((mean, i) => (mean - means[i]) / Math.sqrt(variances[i] + epsilon));
    return this.with({ kind: 'moments', means: left }, norms, complements);
  }

  /** The mean of a point's tokens. */
  override poolGlobally(): KernelResult<DatasetState> {
    const { law, tokens } = this;
    if (tokens === undefined) return reasons.needsPositions;
    const { norms, complements } = kernelOfMeans(this, tokens);
    if (law.kind === 'gaussian') return new DatasetState(law, norms, complements, this.origins);
    const means = this.means();
    const ofPoints = norms.map((_, i) =>
      means.subarray(i * tokens, (i + 1) * tokens).reduce((a, b) => a + b / tokens, 0),
    );
    return new DatasetState({ kind: 'moments', means: ofPoints }, norms, complements, this.origins);
  }

  get variances(): Float64Array {
    return this.norms;
  }

  /** Means over all pairs i ≠ j; γ is mean c / mean (1 − c). */
  summary(): KernelSummary {
    return summaryOfPairs(this);
  }

  /**
   * Means over all pairs i ≠ j.
   * @param population N, if the points are a random choice of this many: the errors are those of this choice
   */
  scales(population = this.points): KernelScales {
    return scalesOfPairs(this, population, this.tokens);
  }

  private pointwise(phi: Activation, base: DatasetKernel): DatasetState {
    const { norms, complements } = mappedKernel(activationMap(phi), base);
    return this.with({ kind: 'pointwise', base, phi }, norms, complements);
  }

  private pooled({ size, inner, outer }: MaxPool, base: DatasetKernel): KernelResult<DatasetState> {
    const pool = { size, inner, outer };
    const map = pooledMap(pool, base.norms);
    if (!map) return reasons.coarseMaximum;
    const { norms, complements } = mappedKernel(map, base);
    return this.with({ kind: 'pooled', base, map, ...pool }, norms, complements);
  }

  /** Mean over units, of every point. */
  private means(): Float64Array {
    return meansOfLaw(this.law, this.norms);
  }

  /** Only the law or the kernel changes: the same weights have mixed the units last. */
  private with(law: DatasetLaw<DatasetState>, norms: Float64Array, complements = this.complements): DatasetState {
    return new DatasetState(law, norms, complements, this.origins, this.tokens);
  }

  /** Units mixed by fresh weights. */
  private mixed(norms: Float64Array, complements: PackedPairs): DatasetState {
    return new DatasetState({ kind: 'gaussian' }, norms, complements, freshOrigins(), this.tokens);
  }

  /** Points with other features. */
  private withValues(values: Float64Array): DatasetState {
    return DatasetState.fromPoints(values, this.points, values.length / this.norms.length, this.tokens);
  }

  /** The sum with another kernel over the same points. */
  private sum(other: RootedKernel, law: DatasetLaw<DatasetState>, origins = this.origins): DatasetState {
    const norms = this.norms.map((q, i) => q + other.roots[i] * other.roots[i]);
    return new DatasetState(law, norms, complementsOfSum(rooted(this), other), origins, this.tokens);
  }

  /** One token of every point. */
  private token(index: number, tokens: number): DatasetState {
    const { norms, complements } = kernelOfToken(this, tokens, index);
    const law = lawOfToken(this.law, tokens, index, (state) => state.token(index, tokens));
    return new DatasetState(law, norms, complements, this.origins);
  }

  /** Tokens mixed with their neighbours by fresh weights. */
  private convolved(window: Window, tokens: number, sigmaW2: number, sigmaB2: number): DatasetState {
    const [places] = placesOf(window, [tokens, 1]);
    const { norms, complements } = kernelOfWindows(this, tokens, places, window);
    const seen = new DatasetState({ kind: 'gaussian' }, norms, complements, freshOrigins(), places);
    return seen.affine(sigmaW2, sigmaB2);
  }

  /** The embeddings of positions are Gaussian units of their own, the same for all points. */
  private withPositions(sigma2: number, tokens: number): DatasetState {
    const roots = new Float64Array(this.norms.length).fill(Math.sqrt(sigma2));
    const positions = { roots, complements: complementsOfPositions(roots.length, tokens) };
    const gaussian = this.law.kind === 'gaussian';
    return this.sum(positions, gaussian ? this.law : { kind: 'moments', means: this.means() });
  }

  /** Units of several states beside each other. */
  static mixture(parts: readonly { readonly share: number; readonly state: DatasetState }[]): DatasetState {
    const flat = parts.flatMap(({ share, state }) =>
      state.law.kind === 'mixture'
        ? state.law.parts.map((inner) => ({ share: share * inner.share, state: inner.state }))
        : [{ share, state }],
    );
    const { norms, complements } = kernelOfMixture(flat.map(({ share, state }) => ({ share, kernel: state })));
    const { tokens } = flat[0].state;
    const origins = jointOrigins(flat.map(({ state }) => state.origins));
    return new DatasetState({ kind: 'mixture', parts: flat }, norms, complements, origins, tokens);
  }
}

const { mixture } = DatasetState;
