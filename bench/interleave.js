/** The middle of some numbers; the mean of the two in the middle for an even count. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Lets contestants take turns, so that a slow minute of the machine slows them all.
 * @param contestants name → function that runs once and gives seconds
 * @returns name → seconds of every round
 */
export async function interleaved(rounds, contestants) {
  const seconds = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) seconds[name].push(await run());
  }
  return seconds;
}

/** How many times sooner `ours` is done than `peer`: the median over the rounds, which are paired. */
export function speedup(ours, peer) {
  return median(ours.map((seconds, round) => peer[round] / seconds));
}
