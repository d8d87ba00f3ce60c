import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import { Running } from './estimate.ts';
import { jackknife } from './jackknife.ts';

/**
 * Ratio of the means of two numbers a draw, such as γ: mean correlation over mean complement. With ā and b̄ the means
 * over n draws, and s_ab and s_b² their covariance and variance,
 *
 *   r = (ā b̄ + s_ab/n) / (b̄² + s_b²/n)
 *
 * which clears ā/b̄ of its bias of order 1/n, and tends to it. Source: Beale, Industrielle Organisation 31 (1962) 27;
 * compared with others by Tin, J. Am. Stat. Assoc. 60 (1965) 294. The jackknife clears it as well, but where one draw in
 * ten rules the mean of b it extrapolates to ratios far below 0; here no draw can turn the sign.
 *
 * The error is that of ā/b̄ by the jackknife, which is a little larger.
 */
export class RatioOfMeans {
  private readonly tops: number[] = [];
  private readonly bottoms: number[] = [];
  private readonly top = new Running();
  private readonly bottom = new Running();
  private products = 0;

  add(top: number, bottom: number): void {
    const before = top - this.top.mean;
    this.top.add(top);
    this.bottom.add(bottom);
    this.products += before * (bottom - this.bottom.mean);
    this.tops.push(top);
    this.bottoms.push(bottom);
  }

  /** Infinite where all bottoms are 0; the error is infinite below two draws. */
  value(): MeasuredValue {
    const { tops, bottoms, top, bottom, products } = this;
    const plain = jackknife([tops, bottoms], ([a, b]) => a / b);
    if (tops.length < 2 || bottom.mean === 0) return plain;
    const n = tops.length;
    const covariance = products / (n - 1);
    const mean = (top.mean * bottom.mean + covariance / n) / (bottom.mean ** 2 + bottom.variance / n);
    return { mean, standardError: plain.standardError };
  }
}
