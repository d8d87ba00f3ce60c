/** Bins that guess fractions are sorted into, by measurement and theory alike. */
const BINS = 50;

/** Shares of numbers in [0, 1] that fall into 50 equal bins; each bin holds its lower edge, the last also 1. */
export class Histogram {
  private readonly weights = new Float64Array(BINS);
  private total = 0;

  add(value: number, weight = 1): void {
    this.weights[Math.min(BINS - 1, Math.floor(value * BINS + 1e-9))] += weight;
    this.total += weight;
  }

  /** Shares of all that was added; they sum to 1. */
  shares(): number[] {
    return Array.from(this.weights, (weight) => weight / this.total);
  }
}

/** Edges of the bins, from 0 to 1. */
export const histogramEdges: readonly number[] = Array.from({ length: BINS + 1 }, (_, i) => i / BINS);
