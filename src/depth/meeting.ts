import type { Activation } from '../activations/activation.ts';
import { derivativeSecondMomentOf } from '../activations/moments.ts';
import { integratePanels, panelEdges } from '../numerics/quadrature/gaussLegendre.ts';

/** A layer φ → dense at a variance that it keeps, for two inputs about to coincide. */
export interface MeetingOptions {
  /** Variance q of the pre-activations; it does not matter where φ is homogeneous. */
  readonly q: number;
  readonly sigmaW2: number;
  /** Share of the variance after the layer that comes from it; 1 but for residual blocks, α²/(1 + α²) for relu at He scale. */
  readonly share?: number;
}

/** How fast inputs meet in depth. */
export interface Meeting {
  /** χ₁: in the ordered phase 1 − c falls by this factor a layer in the end, and γ grows by 1/χ₁. */
  readonly slope: number;
  /** At the edge of chaos γ ~ coefficient · lᵖ after l layers: p = 2 where φ′ jumps, as with relu, and 1 where it does not. */
  readonly power: 1 | 2;
  readonly coefficient: number;
}

/** A jump of φ′ smaller than this is rounding. */
const SMALLEST_JUMP = 1e-6;
const OFFSET = 1e-7;
/** Step of the differences that φ″ is taken from. */
const STEP = 1e-4;
const RANGE = 9;
const WIDEST = 0.5;

/**
 * The correlation map of a layer near correlation 1, where q is kept, and the growth of γ ≈ 1/(1 − c) that follows:
 *
 *   1 − c′ = χ (1 − c) − κ (1 − c)^{3/2} + …   κ = (√2/3π) s σ_w² Σ_t J_t² e^{−t²/2q},   φ′ jumps by J_t at t
 *   1 − c′ = χ (1 − c) − ½ b (1 − c)² + …      b = s σ_w² q E φ″(√q z)²,                 φ′ does not jump
 *
 * with χ = 1 − s + s σ_w² E φ′(√q z)² and s the share. At χ = 1 the first is solved by γ ~ (κl/2)², the second by γ ~ bl/2.
 * For relu at He scale γ ~ 2l²/9π². Of inputs (u, v) of a distance that is normal with variance 2q(1 − c), a jump at t lies
 * between them with probability 2√(q(1 − c)/π) e^{−t²/2q}/√(2πq), which costs ½J² of E φ′(u)φ′(v) = ∂C/∂c / q each time.
 *
 * Source: χ₁ [DIP]; the powers derived, docs/theory §4.
 *
 * @returns coefficient with a relative error below 1e−6, or 1e−3 where φ″ jumps
 * @throws RangeError for a φ that jumps, where 1 − c grows like its own square root
 */
export function meeting(phi: Activation, { q, sigmaW2, share = 1 }: MeetingOptions): Meeting {
  const slope = 1 - share + share * sigmaW2 * derivativeSecondMomentOf(phi, q);
  const jumps = phi.kinks.reduce((sum, t) => {
    const offset = OFFSET * Math.max(1, Math.abs(t));
    const jump = phi.derivative(t + offset) - phi.derivative(t - offset);
    return Math.abs(jump) > SMALLEST_JUMP ? sum + jump * jump * Math.exp((-t * t) / (2 * q)) : sum;
  }, 0);
  if (jumps > 0) {
    const kappa = (Math.SQRT2 / (3 * Math.PI)) * share * sigmaW2 * jumps;
    return { slope, power: 2, coefficient: (kappa / 2) ** 2 };
  }
  return { slope, power: 1, coefficient: (share * sigmaW2 * q * curvature(phi, q)) / 2 };
}

/** E φ″(√q z)². */
function curvature(phi: Activation, q: number): number {
  const deviation = Math.sqrt(q);
  const step = STEP * Math.min(1, deviation);
  const squared = (x: number) => ((phi.derivative(x + step) - phi.derivative(x - step)) / (2 * step)) ** 2;
  const kinks = phi.kinks.map((kink) => Math.abs(kink) / deviation);
  const folded = (z: number) => Math.exp((-z * z) / 2) * (squared(deviation * z) + squared(-deviation * z));
  return integratePanels(folded, panelEdges(0, RANGE, kinks, WIDEST)) / Math.sqrt(2 * Math.PI);
}
