import { gaussLegendre } from './gaussLegendre.ts';
import { normalCdf } from './normal.ts';

/**
 * Owen's T(h, a) at a = p/h, given by the legs h and p of its triangle so that h = 0 needs no division:
 *
 *   T(h, a) = 1/2π ∫₀ᵃ exp(−h²(1+s²)/2)/(1+s²) ds,     T(h, p/h) + T(p, h/p) = ½H + ½P − HP,   H = Φ(−h), P = Φ(−p)
 *
 * It is odd in a and even in h; the second relation (Owen, Annals of Mathematical Statistics 27, 1956, eq. 2.3) brings a
 * into [0, 1]. There the integrand is even in s, so ten nodes are half of a twenty-point rule over [−1, 1]. Absolute error
 * near 1e-16, and relative error below 1e-6 however far out, where T fades like e^(−h²/2).
 *
 * @param p may be infinite: T(h, ∞) = ½ Φ(−|h|); not 0 if h is
 * @param tail Φ(−|h|), which the caller has at hand
 */
export function owensT(h: number, p: number, tail: number): number {
  const sign = h < 0 !== p < 0 ? -1 : 1;
  const height = Math.abs(h);
  const leg = Math.abs(p);
  if (leg <= height) return sign * shallowOwensT(height, leg);
  const otherTail = normalCdf(-leg);
  return sign * (0.5 * (tail + otherTail) - tail * otherTail - shallowOwensT(leg, height));
}

/** T(h, p/h) for 0 ≤ p ≤ h, h > 0. */
function shallowOwensT(h: number, leg: number): number {
  const p = Math.min(leg, FADED);
  const a = p / h;
  let sum = 0;
  for (let i = 0; i < halfNodes.length; i++) {
    const squared = halfNodes[i] * halfNodes[i];
    sum += (halfWeights[i] * Math.exp(-0.5 * (h * h + p * p * squared))) / (1 + a * a * squared);
  }
  return (a / (2 * Math.PI)) * sum;
}

/** At s = FADED/h the integrand has fallen to 1e-9 of itself; a longer leg would be too much for the nodes. */
const FADED = 6.5;

const rule = gaussLegendre(20);
const positive = [...rule.nodes.keys()].filter((i) => rule.nodes[i] > 0);
const halfNodes = Float64Array.from(positive, (i) => rule.nodes[i]);
const halfWeights = Float64Array.from(positive, (i) => rule.weights[i]);
