import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import { Running } from './estimate.ts';
import { jackknife } from './jackknife.ts';

/**
 * Mean and standard deviation over networks of one number a network, such as its loss. Networks of a draw share hidden
 * layers, so both errors are clustered by draw. Keeps two numbers a draw.
 */
export class AcrossNetworks {
  private readonly running = new Running();
  private readonly means: number[] = [];
  private readonly squares: number[] = [];

  /** @param mean, @param square over the networks of a draw: of the number, and of its square */
  add(mean: number, square: number): void {
    this.running.add(mean);
    this.means.push(mean);
    this.squares.push(square);
  }

  get draws(): number {
    return this.running.count;
  }

  mean(): MeasuredValue {
    return this.running.value();
  }

  /**
   * The square of the mean of n draws is too large by the variance of that mean, (m̄² − m²)/(n − 1), which is taken away:
   *
   *   sd² = E x² − m² + (E m² − m²)/(n − 1)
   *
   * Two draws lie equally far from their mean, so the jackknife sees no scatter. Their error is that of a normal law,
   * sd/√(2(n − 1)) at n = 2.
   */
  deviation(): MeasuredValue {
    const { means, squares, draws } = this;
    const shift = this.running.mean;
    // About the mean over all draws, so that no digits are lost where networks differ little.
    const centred = means.map((mean) => mean - shift);
    const about = squares.map((square, i) => square - 2 * shift * means[i] + shift ** 2);
    const squaredMeans = centred.map((mean) => mean ** 2);
    const deviation = jackknife([about, centred, squaredMeans], ([square, mean, squaredMean]) => {
      const ofMean = draws > 1 ? (squaredMean - mean ** 2) / (draws - 1) : 0;
      return Math.sqrt(Math.max(0, square - mean ** 2 + ofMean));
    });
    if (draws !== 2) return deviation;
    return { ...deviation, standardError: Math.max(deviation.standardError, deviation.mean / Math.SQRT2) };
  }
}
