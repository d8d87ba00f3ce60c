import { logNormalCdf, normalCdf, normalPdf, normalQuantile } from '../numerics/quadrature/normal.ts';
import { trapezoid } from '../numerics/quadrature/trapezoid.ts';

/** The law of the fraction G₀ of an infinite dataset that a random two-class network guesses as class 0. */
export interface BinaryLaw {
  /** p(g); Infinity where the law has a point mass, and at 0 and 1 when γ > 1. */
  density(fraction: number): number;
  /** P(G₀ ≤ g). */
  cdf(fraction: number): number;
  /** The smallest g with P(G₀ ≤ g) ≥ p. */
  quantile(probability: number): number;
  /** P(two random inputs get the same guess) = E[G₀² + G₁²]. */
  readonly agreement: number;
  /** E max(G₀, G₁). */
  readonly maxFraction: number;
  readonly variance: number;
  /** E[−G₀ log G₀ − G₁ log G₁] in nats. */
  readonly entropy: number;
}

/**
 * G₀ = Φ(√γ z), z ~ N(0,1): peaked at ½ for γ < 1, uniform at γ = 1, U-shaped for γ > 1.
 *
 *   p(g) = γ^(−½) exp(−½ (1/γ − 1) Φ⁻¹(g)²),   P(G₀ ≤ g) = Φ(Φ⁻¹(g)/√γ)
 *   E max = ½ + arctan(√γ)/π,   Var G₀ = arcsin(c)/2π with c = γ/(1+γ),   agreement = ½ + 2 Var G₀
 *
 * Source: [IGB] eq. 6 and appendix; docs/theory §1. A head of one logit has the same law.
 *
 * @param gamma bias ratio in [0, ∞]; at 0 all mass sits at ½, at ∞ half of it at 0 and half at 1
 * @throws RangeError if gamma is negative or not a number
 */
export function binaryLaw(gamma: number): BinaryLaw {
  checkGamma(gamma);
  const variance = binaryVariance(gamma);
  return {
    ...lawOf(gamma),
    variance,
    agreement: 0.5 + 2 * variance,
    maxFraction: 0.5 + Math.atan(Math.sqrt(gamma)) / Math.PI,
    entropy: binaryEntropy(gamma),
  };
}

type Law = Pick<BinaryLaw, 'density' | 'cdf' | 'quantile'>;

function lawOf(gamma: number): Law {
  if (gamma === 0) return neverBiased;
  if (gamma === Number.POSITIVE_INFINITY) return alwaysOneClass;
  const root = Math.sqrt(gamma);
  return {
    density: (fraction) => {
      if (!(fraction >= 0 && fraction <= 1)) return 0;
      if (gamma === 1) return 1;
      return Math.exp(-0.5 * (1 / gamma - 1) * normalQuantile(fraction) ** 2) / root;
    },
    cdf: (fraction) => normalCdf(normalQuantile(Math.min(1, Math.max(0, fraction))) / root),
    quantile: (probability) => normalCdf(root * normalQuantile(probability)),
  };
}

const neverBiased: Law = {
  density: (fraction) => (fraction === 0.5 ? Number.POSITIVE_INFINITY : 0),
  cdf: (fraction) => (fraction < 0.5 ? 0 : 1),
  quantile: () => 0.5,
};

const alwaysOneClass: Law = {
  density: (fraction) => (fraction === 0 || fraction === 1 ? Number.POSITIVE_INFINITY : 0),
  cdf: (fraction) => (fraction < 0 ? 0 : fraction < 1 ? 0.5 : 1),
  quantile: (probability) => (probability <= 0.5 ? 0 : 1),
};

/** Var G₀ = arcsin(c)/2π, through arcsin c = arctan(γ/√(1+2γ)), which keeps its digits for every γ. */
export function binaryVariance(gamma: number): number {
  if (gamma === Number.POSITIVE_INFINITY) return 0.25;
  return Math.atan2(gamma, Math.sqrt(1 + 2 * gamma)) / (2 * Math.PI);
}

/**
 * E H = ∫ φ(z) h(√γ z) dz with h(w) = −Φ(w) log Φ(w) − Φ(−w) log Φ(−w); exactly ½ nat at γ = 1.
 *
 * φ has width 1 in z and h has width 1 in w = √γ z, so the integral is done in whichever variable shows the narrower
 * of the two at width 1; the trapezoid rule then has all digits for every γ. Docs/theory §1.
 */
function binaryEntropy(gamma: number): number {
  if (gamma === Number.POSITIVE_INFINITY) return 0;
  const root = Math.sqrt(gamma);
  if (gamma <= 1) return trapezoid((z) => normalPdf(z) * entropyAt(root * z), -9, 9, 0.15);
  return trapezoid((w) => normalPdf(w / root) * entropyAt(w), -9, 9, 0.15) / root;
}

/** The entropy of the guesses (Φ(w), Φ(−w)). */
function entropyAt(w: number): number {
  return -normalCdf(w) * logNormalCdf(w) - normalCdf(-w) * logNormalCdf(-w);
}

export function checkGamma(gamma: number): void {
  if (!(gamma >= 0)) throw new RangeError(`gamma must lie in [0, ∞]: ${gamma}`);
}
