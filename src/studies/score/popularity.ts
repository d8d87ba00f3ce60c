import { Running } from '../../measure/tally/estimate.ts';
import type { ScoredStep } from './schema.ts';

/** The classes of one network by how often it guesses them, most first; of equal counts the first class first. */
export function byPopularity(counts: Uint32Array): number[] {
  return [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
}

/** Mean shares over networks, of places that are ordered anew for each of them. */
export class MeanShares {
  private readonly shares: readonly Running[];

  constructor(places: number) {
    this.shares = Array.from({ length: places }, () => new Running());
  }

  /** @param order for each place, which of the counts stands there */
  add(counts: Uint32Array, order: ArrayLike<number>, guesses: number): void {
    for (const [place, share] of this.shares.entries()) share.add(counts[order[place]] / guesses);
  }

  value(): ScoredStep['fractions'] {
    return {
      mean: this.shares.map(({ mean }) => mean),
      standardError: this.shares.map(({ standardError }) => standardError),
    };
  }
}
