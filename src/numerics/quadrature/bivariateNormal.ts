import { normalCdf } from './normal.ts';
import { owensT } from './owensT.ts';

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
    const tailU = normalCdf(-Math.abs(u));
    const tailV = normalCdf(-Math.abs(v));
    const centredU = u < 0 ? tailU - 0.5 : 0.5 - tailU;
    const centredV = v < 0 ? tailV - 0.5 : 0.5 - tailV;
    const triangles =
      owensT(u, this.across * x - this.along * y, tailU) + owensT(v, this.across * x + this.along * y, tailV);
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
