import { normalCdf } from '../numerics/quadrature/normal.ts';

/** Bins that guess fractions are sorted into, by measurement and theory alike. */
const BINS = 50;

/** Shares of numbers in [0, 1] that fall into 50 equal bins. */
export class Histogram {
  private readonly weights = new Float64Array(BINS);
  private total = 0;

  /**
   * @param edges a number on the edge of two bins counts half in each, so that a law symmetric about 1/2 has symmetric bins; or
   *   whole in the upper one, for a law that begins at an edge, such as the favourite of two classes
   */
  constructor(private readonly edges: 'halved' | 'upper' = 'halved') {}

  add(value: number, weight = 1): void {
    const place = value * BINS;
    const edge = Math.round(place);
    const isEdge = Math.abs(place - edge) < 1e-9;
    const high = Math.min(BINS - 1, isEdge ? edge : Math.floor(place));
    const low = isEdge && edge < BINS && this.edges === 'halved' ? Math.max(0, edge - 1) : high;
    this.weights[low] += weight / 2;
    this.weights[high] += weight / 2;
    this.total += weight;
  }

  /** Adds a number as a normal density of deviation `bandwidth` about it, folded back at 0 and 1. */
  addSmoothed(value: number, bandwidth: number): void {
    if (bandwidth === 0) {
      this.add(value);
      return;
    }
    const below = (edge: number) => normalCdf((edge - value) / bandwidth);
    for (let bin = 0; bin < BINS; bin++) {
      const [low, high] = [bin / BINS, (bin + 1) / BINS];
      // The images of the bin beyond 0 and beyond 1 are folded onto it.
      const mass = below(high) - below(low) + (below(-low) - below(-high)) + (below(2 - low) - below(2 - high));
      this.weights[bin] += mass;
    }
    this.total++;
  }

  /** Shares of all that was added; they sum to 1. */
  shares(): number[] {
    return Array.from(this.weights, (weight) => weight / this.total);
  }
}

/** Edges of the bins, from 0 to 1. */
export const histogramEdges: readonly number[] = Array.from({ length: BINS + 1 }, (_, i) => i / BINS);
