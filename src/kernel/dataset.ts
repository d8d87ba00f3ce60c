import type { Activation } from '../activations/activation.ts';
import { compose } from '../activations/compose.ts';
import { meanOf } from '../activations/moments.ts';
import { affineOf } from './affineActivation.ts';
import { activatedKernel, type DatasetKernel } from './datasetActivation.ts';
import { complementsOfPoints, normsOfPoints } from './datasetPoints.ts';
import { complementsOfCentred, complementsOfSum, type RootedKernel } from './datasetSums.ts';
import { maxMoments, pooledAngular } from './maxPool.ts';
import { type PackedPairs, pairCount, rowOffset } from './packedPairs.ts';
import { reasons } from './reasons.ts';
import type { KernelResult, KernelState, KernelSummary, NormKind, PoolKind } from './state.ts';

/**
 * What is known of the units of all inputs.
 *
 * - `points`: the data themselves; an activation acts on their values.
 * - `gaussian`: pre-activations, jointly Gaussian over all points, of mean 0.
 * - `pointwise`: φ of such a Gaussian, not yet mixed by weights; a further activation composes with φ.
 * - `mixture`: units of several such kinds beside each other, in given shares.
 * - `moments`: only the kernel is known, as after a sum with units that are not Gaussian.
 */
type DatasetLaw =
  | { readonly kind: 'points'; readonly values: Float64Array; readonly features: number }
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'pointwise'; readonly base: DatasetKernel; readonly phi: Activation }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly share: number; readonly state: DatasetState }[] }
  | { readonly kind: 'moments'; readonly means: Float64Array };

/**
 * The exact kernel of an infinitely wide network over all pairs of a dataset, norms as unequal as they come.
 *
 * Carried are q_i, the mean square of a unit for point i, and 1 − c_ij for i < j, never formed by subtraction:
 * covariance √(q_i q_j) c_ij, spread ½(√q_i − √q_j)² + √(q_i q_j)(1 − c_ij). Source: docs/theory §10.
 *
 * A point of norm 0 has no correlations. By agreement they are 0 with all other points, so that the guesses on them
 * are unrelated, and 1 among such points, which get the same guess.
 */
export class DatasetState implements KernelState {
  readonly sampled = false;

  private constructor(
    readonly law: DatasetLaw,
    /** q_i of every point, ≥ 0. */
    readonly norms: Float64Array,
    /** 1 − c_ij in [0, 2] for i < j, row by row. */
    readonly complements: PackedPairs,
    /** Which weights mixed the units last: a branch with fresh weights has another origin than the skip beside it. */
    private readonly origin: object,
  ) {}

  /** @param values points × features numbers, one point after the other */
  static fromPoints(values: Float64Array, points: number, features: number): DatasetState {
    if (values.length !== points * features || points < 2) {
      throw new RangeError(`${values.length} values are not ${points} ≥ 2 points of ${features} features`);
    }
    const norms = normsOfPoints(values, points, features);
    const complements = complementsOfPoints(values, points, features, norms);
    return new DatasetState({ kind: 'points', values, features }, norms, complements, {});
  }

  /** Pre-activations of given variances and correlations. */
  static gaussian(norms: Float64Array, complements: PackedPairs): DatasetState {
    if (complements.length !== pairCount(norms.length)) {
      throw new RangeError(`${norms.length} points have ${pairCount(norms.length)} pairs, not ${complements.length}`);
    }
    return new DatasetState({ kind: 'gaussian' }, norms, complements, {});
  }

  /** How many points there are. */
  get points(): number {
    return this.norms.length;
  }

  /**
   * k′_ij = σ_w² k_ij + σ_b². With a = √q_i, b = √q_j after scaling by σ_w², s = σ_b² and R = √((a² + s)(b² + s)),
   *
   *   1 − c′ = [s (a − b)²/(R + ab + s) + ab (1 − c)] / R.
   *
   * Source: docs/theory §0, in a form without cancellation (derived here).
   */
  affine(sigmaW2: number, sigmaB2: number): DatasetState {
    const scaled = this.norms.map((q) => sigmaW2 * q);
    // Without any weights all points are one.
    if (sigmaB2 === 0)
      return DatasetState.gaussian(scaled, sigmaW2 === 0 ? this.complements.map(() => 0) : this.complements);
    const roots = scaled.map(Math.sqrt);
    const norms = scaled.map((q) => q + sigmaB2);
    const newRoots = norms.map(Math.sqrt);
    const complements = new Float64Array(this.complements.length);
    const { points } = this;
    for (let i = 0; i < points - 1; i++) {
      const a = roots[i];
      const offset = rowOffset(points, i);
      for (let j = i + 1; j < points; j++) {
        const b = roots[j];
        const R = newRoots[i] * newRoots[j];
        const fromNorms = (sigmaB2 * (a - b) * (a - b)) / (R + a * b + sigmaB2);
        complements[offset + j] = (fromNorms + a * b * this.complements[offset + j]) / R;
      }
    }
    return DatasetState.gaussian(norms, complements);
  }

  activate(phi: Activation): KernelResult {
    const { law } = this;
    switch (law.kind) {
      case 'points': {
        const { values, features } = law;
        return DatasetState.fromPoints(
          values.map((value) => phi.value(value)),
          this.points,
          features,
        );
      }
      case 'gaussian':
        return this.pointwise(phi, this);
      case 'pointwise':
        return this.pointwise(compose(phi, law.phi), law.base);
      case 'mixture': {
        const parts = law.parts.map(({ share, state }) => ({ share, result: state.activate(phi) }));
        const unknown = parts.find(({ result }) => 'reason' in result)?.result;
        if (unknown) return unknown;
        return mixture(parts.map(({ share, result }) => ({ share, state: result as DatasetState })));
      }
      case 'moments':
        return reasons.notGaussian;
    }
  }

  flatten(): DatasetState {
    return this;
  }

  scale(factor: number): KernelResult {
    if (factor === 1) return this;
    const { law } = this;
    if (law.kind === 'points') return this.withValues(law.values.map((value) => factor * value));
    const norms = this.norms.map((q) => factor * factor * q);
    return new DatasetState(this.scaledLaw(factor), norms, this.complements, this.origin);
  }

  /** Kernels add, as the branch's units have mean 0 and are independent of one's own. Docs/theory §7. */
  add(branch: KernelState): KernelResult {
    const other = branch as DatasetState;
    if (other.law.kind !== 'gaussian' || other.origin === this.origin) return reasons.branchWithoutWeights;
    const gaussian = this.law.kind === 'gaussian';
    return this.sum(rooted(other), gaussian ? { kind: 'gaussian' } : { kind: 'moments', means: this.means() });
  }

  join(branch: KernelState, share: number): KernelResult {
    const other = branch as DatasetState;
    if (other.origin === this.origin) return reasons.branchWithoutWeights;
    return mixture([
      { share: 1 - share, state: this },
      { share, state: other },
    ]);
  }

  /** average: C′_ij = (C_ij + (p − 1) μ_i μ_j)/p. max: for relu and linear units, whose maximum scales with the norm. */
  pool(kind: PoolKind, size: number): KernelResult {
    if (kind === 'max') return this.poolMax(size);
    const small = this.norms.map((q) => q / size);
    if (this.law.kind === 'gaussian') return new DatasetState(this.law, small, this.complements, this.origin);
    const means = this.means();
    const shrunk = new DatasetState({ kind: 'moments', means }, small, this.complements, this.origin);
    return shrunk.sum({ roots: means.map((mean) => mean * Math.sqrt((size - 1) / size)) }, { kind: 'moments', means });
  }

  /** Docs/theory §6. */
  normalise(kind: NormKind, epsilon: number): KernelResult {
    if (kind === 'batch') return reasons.batchOfDataset;
    const means = kind === 'layer' ? this.means() : new Float64Array(this.points);
    const variances = this.norms.map((q, i) => Math.max(0, q - means[i] * means[i]));
    const { law } = this;
    if (law.kind === 'points') {
      const { values, features } = law;
      return this.withValues(
        values.map((value, k) => {
          const i = Math.floor(k / features);
          return (value - means[i]) / Math.sqrt(variances[i] + epsilon);
        }),
      );
    }
    const norms = variances.map((variance) => (variance === 0 ? 0 : variance / (variance + epsilon)));
    if (law.kind === 'gaussian') return new DatasetState(law, norms, this.complements, this.origin);
    const complements = means.every((mean) => mean === 0)
      ? this.complements
      : complementsOfCentred(rooted(this), means);
    const left = this.means().map((mean, i) => (mean - means[i]) / Math.sqrt(variances[i] + epsilon));
    return new DatasetState({ kind: 'moments', means: left }, norms, complements, this.origin);
  }

  convolve(): KernelResult {
    return reasons.needsPositions;
  }

  poolImage(): KernelResult {
    return reasons.needsPositions;
  }

  poolGlobally(): KernelResult {
    return reasons.needsPositions;
  }

  /** Means over all pairs i ≠ j; γ is mean c / mean (1 − c). */
  summary(): KernelSummary {
    const { points, norms, complements } = this;
    const roots = norms.map(Math.sqrt);
    let cov = 0;
    let spread = 0;
    let complement = 0;
    for (let i = 0; i < points - 1; i++) {
      const offset = rowOffset(points, i);
      for (let j = i + 1; j < points; j++) {
        const scale = roots[i] * roots[j];
        const difference = roots[i] - roots[j];
        cov += scale * (1 - complements[offset + j]);
        spread += (difference * difference) / 2 + scale * complements[offset + j];
        complement += complements[offset + j];
      }
    }
    const pairs = complements.length;
    const correlation = 1 - complement / pairs;
    return { cov: cov / pairs, spread: spread / pairs, gamma: (correlation * pairs) / complement, correlation };
  }

  private pointwise(phi: Activation, base: DatasetKernel): DatasetState {
    const { norms, complements } = activatedKernel(phi, base);
    return new DatasetState({ kind: 'pointwise', base, phi }, norms, complements, this.origin);
  }

  private poolMax(size: number): KernelResult {
    const { law } = this;
    if (law.kind !== 'gaussian' && law.kind !== 'pointwise') return reasons.maxOfUnknown;
    const base: DatasetKernel = law.kind === 'gaussian' ? this : law.base;
    const inner = law.kind === 'gaussian' ? undefined : law.phi;
    const angular = pooledAngular(inner, size);
    if (!angular) return reasons.poolOfDataset;
    const { mean, secondMoment } = maxMoments({ size, inner }, 1);
    const norms = base.norms.map((q) => secondMoment * q);
    const means = base.norms.map((q) => mean * Math.sqrt(q));
    return new DatasetState({ kind: 'moments', means }, norms, base.complements.map(angular), this.origin);
  }

  /** Mean over units, of every point. */
  private means(): Float64Array {
    const { law } = this;
    switch (law.kind) {
      case 'points': {
        const { values, features } = law;
        return this.norms.map((_, i) => {
          const row = values.subarray(i * features, (i + 1) * features);
          return row.reduce((sum, value) => sum + value, 0) / features;
        });
      }
      case 'gaussian':
        return new Float64Array(this.points);
      case 'pointwise':
        return law.base.norms.map((q) => (q > 0 ? meanOf(law.phi, q) : law.phi.value(0)));
      case 'mixture': {
        const means = law.parts.map(({ share, state }) => state.means().map((mean) => share * mean));
        return this.norms.map((_, i) => means.reduce((sum, part) => sum + part[i], 0));
      }
      case 'moments':
        return law.means;
    }
  }

  private scaledLaw(factor: number): DatasetLaw {
    const { law } = this;
    if (law.kind === 'gaussian') return law;
    if (law.kind === 'pointwise') return { ...law, phi: compose(affineOf(factor, 0), law.phi) };
    return { kind: 'moments', means: this.means().map((mean) => factor * mean) };
  }

  private withValues(values: Float64Array): DatasetState {
    return DatasetState.fromPoints(values, this.points, values.length / this.points);
  }

  /** The sum with another kernel over the same points. */
  private sum(other: RootedKernel, law: DatasetLaw): DatasetState {
    const norms = this.norms.map((q, i) => q + other.roots[i] * other.roots[i]);
    return new DatasetState(law, norms, complementsOfSum(rooted(this), other), {});
  }

  /** Units of several states beside each other. */
  static mixture(parts: readonly { readonly share: number; readonly state: DatasetState }[]): DatasetState {
    const flat = parts.flatMap(({ share, state }) =>
      state.law.kind === 'mixture'
        ? state.law.parts.map((inner) => ({ share: share * inner.share, state: inner.state }))
        : [{ share, state }],
    );
    const kernels = flat.map(({ share, state }) => rooted(state, share));
    const norms = kernels[0].roots.map((_, i) => kernels.reduce((sum, { roots }) => sum + roots[i] ** 2, 0));
    const total = kernels.slice(1).reduce<RootedKernel>(
      (sum, next) => ({
        roots: sum.roots.map((a, i) => Math.hypot(a, next.roots[i])),
        complements: complementsOfSum(sum, next),
      }),
      kernels[0],
    );
    return new DatasetState({ kind: 'mixture', parts: flat }, norms, total.complements!, {});
  }
}

const { mixture } = DatasetState;

function rooted({ norms, complements }: DatasetKernel, share = 1): RootedKernel {
  return { roots: norms.map((q) => Math.sqrt(share * q)), complements };
}
