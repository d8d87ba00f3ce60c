import { rankedFractions } from '../../../laws/rankedFractions.ts';
import { type BlockStore, noStore } from '../../../measure/blocks.ts';
import type { TaskResult } from '../../../measure/draw/executor.ts';
import { Running } from '../../../measure/tally/estimate.ts';
import type { Measurement } from '../../../results/schema.ts';
import type { RankedShares } from './resultSchema.ts';

/** Shares beyond the tenth tell little more. */
const MOST_RANKS = 10;

/**
 * Watches a measurement for the shares of its favourite class, the second, and so on, which a measurement itself does not
 * keep. Blocks may finish in any order; what comes out does not depend on it.
 */
export class RankedCounts implements BlockStore {
  readonly has = noStore.has;
  readonly read = noStore.read;
  private readonly blocks: Float64Array[][] = [];

  /** @param classes K ≥ 2 */
  constructor(
    private readonly classes: number,
    private readonly points: number,
  ) {}

  async begin(): Promise<void> {}

  async write(block: number, { draws }: TaskResult): Promise<void> {
    this.blocks[block] = draws.map(({ counts }) => this.sharesOf(counts));
  }

  /** Errors are clustered by hidden draw. Theory is that of exchangeable points; over given ones there is none. */
  beside({ prediction, seed }: Measurement): RankedShares {
    const { classes, points, ranks } = this;
    const draws = this.blocks.flat();
    const { mode, gamma } = prediction;
    const theory =
      mode === 'pair' && gamma !== null ? rankedFractions(classes, Math.max(0, gamma), points, ranks, { seed }) : null;
    return Array.from({ length: ranks }, (_, rank) => {
      const running = new Running();
      for (const shares of draws) running.add(shares[rank]);
      const expected = theory && { theory: theory[rank].value, theoryError: theory[rank].error };
      return { ...running.value(), ...(expected ?? { theory: null }) };
    });
  }

  private get ranks(): number {
    return Math.min(MOST_RANKS, this.classes);
  }

  /** Of one hidden draw: the mean over its output layers. */
  private sharesOf(counts: Uint32Array): Float64Array {
    const { classes, points, ranks } = this;
    const networks = counts.length / classes;
    const shares = new Float64Array(ranks);
    for (let network = 0; network < networks; network++) {
      const ordered = counts
        .slice(network * classes, (network + 1) * classes)
        .sort()
        .reverse();
      for (let rank = 0; rank < ranks; rank++) shares[rank] += ordered[rank] / (points * networks);
    }
    return shares;
  }
}
