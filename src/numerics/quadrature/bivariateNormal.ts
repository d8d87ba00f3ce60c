import { gaussLegendre } from './gaussLegendre.ts';
import { normalCdf } from './normal.ts';

/**
 * Two unit normals of correlation c, seen from the axes in which they are independent:
 *
 *   u = √((1+c)/2)·x + √((1−c)/2)·y,   v = √((1+c)/2)·x − √((1−c)/2)·y,   φ₂(u,v;c) du dv = φ(x) φ(y) dx dy
 *
 * In (x, y) everything stays smooth on scale 1 for every c, also where u and v nearly coincide (c → 1) or nearly
 * cancel (c → −1); so trapezoid sums over x and y converge uniformly in c. Source: derived, docs/theory §2.
 */
export class CorrelatedNormals {
  private readonly along: number;
  private readonly across: number;

  /** @param complement 1 − c in [0, 2), which keeps every digit near c = 1 */
  constructor(complement: number) {
    this.along = Math.sqrt((2 - complement) / 2);
    this.across = Math.sqrt(complement / 2);
  }

  u(x: number, y: number): number {
    return this.along * x + this.across * y;
  }

  v(x: number, y: number): number {
    return this.along * x - this.across * y;
  }

  /**
   * Φ₂(u, v; c) = P(U ≤ u, V ≤ v), absolute error below 1e−15.
   *
   *   Φ₂ = ½ (Φ(u) + Φ(v)) − T(u, p/u) − T(v, r/v) − (½ if u and v differ in sign)
   *   p = (v − cu)/√(1−c²) = across·x − along·y,   r = (u − cv)/√(1−c²) = across·x + along·y
   *
   * Source: Owen, Annals of Mathematical Statistics 27 (1956), eq. 2.1.
   */
  cdf(x: number, y: number): number {
    // At the corner itself the ratios p/u and r/v are 0/0; Sheppard's ¼ + arcsin(c)/2π takes over before they underflow.
    if (Math.abs(x) + Math.abs(y) < 1e-150) return 0.5 - Math.atan2(this.across, this.along) / Math.PI;
    const u = this.u(x, y);
    const v = this.v(x, y);
    const centredU = normalCdf(u) - 0.5;
    const centredV = normalCdf(v) - 0.5;
    const triangles =
      owensT(u, this.across * x - this.along * y, centredU) + owensT(v, this.across * x + this.along * y, centredV);
    const signsDiffer = u < 0 !== v < 0;
    return Math.max(0, 0.5 * (centredU + centredV) + (signsDiffer ? 0 : 0.5) - triangles);
  }
}

/**
 * Φ₂(u, v; c) = P(U ≤ u, V ≤ v) for unit normals of correlation c, absolute error below 1e−15.
 *
 * @param complement 1 − c in (0, 2)
 */
export function bivariateNormalCdf(u: number, v: number, complement: number): number {
  const x = (u + v) / Math.sqrt(2 * (2 - complement));
  const y = (u - v) / Math.sqrt(2 * complement);
  return new CorrelatedNormals(complement).cdf(x, y);
}

/**
 * Owen's T(h, a) at a = p/h, given by the legs h and p of its triangle so that h = 0 needs no division:
 *
 *   T(h, a) = 1/2π ∫₀ᵃ exp(−h²(1+s²)/2)/(1+s²) ds,     T(h, p/h) + T(p, h/p) = ¼ − (Φ(h)−½)(Φ(p)−½)
 *
 * It is odd in a and even in h; the second relation (Owen 1956, eq. 2.3) brings a into [0, 1]. There the integrand is
 * even in s, so ten nodes are half of a twenty-point rule over [−1, 1] and leave an error near 1e−17.
 *
 * @param centred Φ(h) − ½, which the caller has at hand
 */
function owensT(h: number, p: number, centred: number): number {
  const sign = h < 0 !== p < 0 ? -1 : 1;
  const height = Math.abs(h);
  const leg = Math.abs(p);
  if (leg <= height) return sign * shallowOwensT(height, leg);
  return sign * (0.25 - Math.abs(centred) * (normalCdf(leg) - 0.5) - shallowOwensT(leg, height));
}

/** T(h, p/h) for 0 ≤ p ≤ h, h > 0. */
function shallowOwensT(h: number, p: number): number {
  const a = p / h;
  let sum = 0;
  for (let i = 0; i < halfNodes.length; i++) {
    const squared = halfNodes[i] * halfNodes[i];
    sum += (halfWeights[i] * Math.exp(-0.5 * (h * h + p * p * squared))) / (1 + a * a * squared);
  }
  return (a / (2 * Math.PI)) * sum;
}

const rule = gaussLegendre(20);
const positive = [...rule.nodes.keys()].filter((i) => rule.nodes[i] > 0);
const halfNodes = Float64Array.from(positive, (i) => rule.nodes[i]);
const halfWeights = Float64Array.from(positive, (i) => rule.weights[i]);
