import type { Activation } from '../../activations/activation.ts';
import { meanOf, secondMomentOf } from '../../activations/moments.ts';
import { type PackedPairs, rowOffset } from '../packedPairs.ts';
import type { StepLevels, StepSpread } from './stepSpread.ts';

/** r = √(E φ²), ρ = √(E ψ²) and m = E ψ(2φ − ψ)/2ρ at one variance, for φ = ψ + σ with σ a sum of steps. */
interface JumpMoments {
  readonly r: number;
  readonly rho: number;
  readonly m: number;
}

export function jumpMoments(phi: Activation, psi: Activation, q: number): JumpMoments {
  const rho = Math.sqrt(secondMomentOf(psi, q));
  const product = (x: number) => psi.value(x) * (2 * phi.value(x) - psi.value(x));
  const m = rho > 0 ? meanOf({ ...phi, value: product }, q) / (2 * rho) : 0;
  return { r: Math.sqrt(secondMomentOf(phi, q)), rho, m };
}

/** Of points of given variances. */
export interface JumpLevels extends StepLevels {
  readonly moments: readonly JumpMoments[];
}

/**
 * 1 − c′ after an activation that jumps, φ = ψ + σ with ψ continuous and σ = Σ s_j H(x − k_j), from its table (`jumpTable`)
 * and what no smooth table follows, D of the steps:
 *
 *   r₁r₂ (1 − c′) = D − ½(r₁ − r₂)²,   D = D_σ + (ρ₁ − ρ₂)(m₁ − m₂) + ρ₁ρ₂ [Δ² G + (1 − c) B]
 *
 * The second term is that part of ½ E (ψ(u) − ψ(v))² + E (ψ(u) − ψ(v))(σ(u) − σ(v)) which is left when both are divided by
 * ρ; the rest stays bounded however much the variances differ. Source: derived; docs/theory §10.
 */
export class JumpComplements {
  /**
   * @param phi with the jumps that matter
   * @param psi its continuous part, up to a constant
   */
  constructor(
    private readonly phi: Activation,
    private readonly psi: Activation,
    private readonly steps: StepSpread,
  ) {}

  levelsOf(variances: Float64Array): JumpLevels {
    // Computed once for points of equal variances.
    const known = new Map<number, JumpMoments>();
    const moments = Array.from(variances, (q) => {
      const found = known.get(q) ?? jumpMoments(this.phi, this.psi, q);
      known.set(q, found);
      return found;
    });
    return { ...this.steps.levelsOf(variances), moments };
  }

  /**
   * Of point i of one list and point j of another.
   * @param tabulated Δ² G + (1 − c) B
   */
  between(one: JumpLevels, i: number, other: JumpLevels, j: number, complement: number, tabulated: number): number {
    const [first, second] = [one.moments[i], other.moments[j]];
    if (first.r === 0 || second.r === 0) return 0;
    const fromNorms = (first.rho - second.rho) * (first.m - second.m) - (first.r - second.r) ** 2 / 2;
    const spread = this.steps.between(one, i, other, j, complement) + first.rho * second.rho * tabulated;
    return Math.min(2, Math.max(0, (spread + fromNorms) / (first.r * second.r)));
  }

  /** Of all pairs; written over Δ² G + (1 − c) B. */
  complete(variances: Float64Array, complements: PackedPairs, tabulated: PackedPairs): PackedPairs {
    const points = variances.length;
    const levels = this.levelsOf(variances);
    for (let i = 0; i < points - 1; i++) {
      const offset = rowOffset(points, i);
      for (let j = i + 1; j < points; j++) {
        const at = offset + j;
        tabulated[at] = this.between(levels, i, levels, j, complements[at], tabulated[at]);
      }
    }
    return tabulated;
  }
}
