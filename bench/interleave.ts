/** The middle of some numbers; the mean of the two in the middle for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Lets contestants take turns, so that a slow minute of the machine affects all of them.
 * @param contestants functions that run once and give seconds
 * @returns for each of them, the seconds of every round
 */
export async function interleaved(
  rounds: number,
  contestants: readonly (() => Promise<number>)[],
): Promise<number[][]> {
  const seconds = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of contestants.entries()) seconds[index].push(await run());
  }
  return seconds;
}

/** How many times as long `peer` takes as `ours`: the median over the rounds, which are paired. */
export function speedup(ours: readonly number[], peer: readonly number[]): number {
  return median(ours.map((seconds, round) => peer[round] / seconds));
}
