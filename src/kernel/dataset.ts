import type { Activation } from '../activations/activation.ts';
import { compose } from '../activations/compose.ts';
import { activatedKernel, type DatasetKernel } from './datasetActivation.ts';
import { complementsOfPoints, normsOfPoints } from './datasetPoints.ts';
import { type PackedPairs, pairCount, rowOffset } from './packedPairs.ts';
import type { KernelState, KernelSummary } from './state.ts';

/**
 * What is known of the units of all inputs.
 *
 * - `points`: the data themselves; an activation acts on their values.
 * - `gaussian`: pre-activations, jointly Gaussian over all points.
 * - `pointwise`: φ of such a Gaussian, not yet mixed by weights; a further activation composes with φ.
 */
type DatasetLaw =
  | { readonly kind: 'points'; readonly values: Float64Array; readonly features: number }
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'pointwise'; readonly base: DatasetKernel; readonly phi: Activation };

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
  private constructor(
    readonly law: DatasetLaw,
    /** q_i of every point, ≥ 0. */
    readonly norms: Float64Array,
    /** 1 − c_ij in [0, 2] for i < j, row by row. */
    readonly complements: PackedPairs,
  ) {}

  /** @param values points × features numbers, one point after the other */
  static fromPoints(values: Float64Array, points: number, features: number): DatasetState {
    if (values.length !== points * features || points < 2) {
      throw new RangeError(`${values.length} values are not ${points} ≥ 2 points of ${features} features`);
    }
    const norms = normsOfPoints(values, points, features);
    const complements = complementsOfPoints(values, points, features, norms);
    return new DatasetState({ kind: 'points', values, features }, norms, complements);
  }

  /** Pre-activations of given variances and correlations. */
  static gaussian(norms: Float64Array, complements: PackedPairs): DatasetState {
    if (complements.length !== pairCount(norms.length)) {
      throw new RangeError(`${norms.length} points have ${pairCount(norms.length)} pairs, not ${complements.length}`);
    }
    return new DatasetState({ kind: 'gaussian' }, norms, complements);
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

  activate(phi: Activation): DatasetState {
    if (this.law.kind === 'points') {
      const { values, features } = this.law;
      return DatasetState.fromPoints(
        values.map((value) => phi.value(value)),
        this.points,
        features,
      );
    }
    if (this.law.kind === 'pointwise') return pointwise(compose(phi, this.law.phi), this.law.base);
    return pointwise(phi, this);

    function pointwise(applied: Activation, base: DatasetKernel): DatasetState {
      const { norms, complements } = activatedKernel(applied, base);
      return new DatasetState({ kind: 'pointwise', base, phi: applied }, norms, complements);
    }
  }

  flatten(): DatasetState {
    return this;
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
}
