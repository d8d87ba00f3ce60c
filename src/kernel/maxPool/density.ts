import { CorrelatedNormals } from '../../numerics/quadrature/bivariateNormal.ts';
import { normalCdf, normalPdf, normalQuantile } from '../../numerics/quadrature/normal.ts';

/** c ≥ −1 + 1e−13: at c = −1 itself the plane is infinitely long; what it limits to is approached within 1e−13. */
const LARGEST_COMPLEMENT = 2 - 1e-13;

/**
 * The joint density of M = max u_k and M′ = max v_k over p independent pairs of unit normals of correlation c, in the
 * axes in which a pair is independent: s = αx + βy, t = αx − βy, α = √((1+c)/2), β = √((1−c)/2).
 *
 *   p F^(p−1) φ₂ + p(p−1) F^(p−2) F_s F_t,   F = Φ₂(s,t;c), F_s = φ(s) Φ((t − cs)/√(1−c²)),   φ₂ ds dt = φ(x) φ(y) dx dy
 *
 * The first term is that of one pair holding both maxima, the second that of two pairs. (t − cs)/√(1−c²) = βx − αy and
 * ds dt = √(1−c²) dx dy, so that both are smooth on scale 1 however close c is to 1. Source: derived, docs/theory §5.
 */
export class MaximaDensity {
  readonly along: number;
  readonly across: number;
  private readonly pair: CorrelatedNormals;
  /** Where F^(p−2) is below 1e−20; F ≤ Φ(min(s, t)). */
  private readonly lowest: number;

  /**
   * @param size p ≥ 2
   * @param complement 1 − c in (0, 2]
   */
  constructor(
    readonly size: number,
    complement: number,
  ) {
    const clipped = Math.min(complement, LARGEST_COMPLEMENT);
    this.along = Math.sqrt((2 - clipped) / 2);
    this.across = Math.sqrt(clipped / 2);
    this.pair = new CorrelatedNormals(clipped);
    this.lowest = size > 2 ? normalQuantile(1e-20 ** (1 / (size - 2))) : Number.NEGATIVE_INFINITY;
  }

  /** Density with respect to dx dy. */
  at(x: number, y: number): number {
    const { along, across, size } = this;
    const s = along * x + across * y;
    const t = along * x - across * y;
    if (s < this.lowest || t < this.lowest) return 0;
    const cdf = this.pair.cdf(x, y);
    const tails = normalCdf(across * x - along * y) * normalCdf(across * x + along * y);
    const twoPairs = (size - 1) * 2 * along * across * normalPdf(s) * normalPdf(t) * tails;
    return size * cdf ** (size - 2) * (cdf * normalPdf(x) * normalPdf(y) + twoPairs);
  }

  /**
   * How far the density reaches from the y axis at a given y, if that of one normal reaches to `range`: a disc, and for
   * c < 0 also the ellipse s² + t² ≤ range², where maxima of different pairs lie.
   */
  reachX(y: number, range: number): number {
    const disc = range * range - y * y;
    const ellipse = (range * range) / 2 - this.across * this.across * y * y;
    return Math.max(Math.sqrt(Math.max(0, disc)), Math.sqrt(Math.max(0, ellipse)) / this.along);
  }
}
