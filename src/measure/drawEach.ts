import { noStore, runBlocks } from './blocks.ts';
import type { Executor } from './draw/executor.ts';
import type { Draw } from './plan/assignment.ts';
import type { MeasureOptions } from './plan/plan.ts';
import { Running } from './tally/estimate.ts';

/**
 * Draws the first initialisations and hands each on, in order of their numbers, so that networks with the same seed can be
 * compared initialisation by initialisation. An abort ends it with those that are done.
 *
 * @param take gets a draw, and gives its agreement, which progress shows
 */
export async function drawEach(
  executor: Executor,
  { draws, readouts }: { readonly draws: number; readonly readouts: number },
  take: (draw: Draw) => number,
  { signal, onProgress }: Pick<MeasureOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  const running = new Running();
  const started = performance.now();
  const size = Math.max(1, Math.min(256, Math.floor(draws / 16)));
  await runBlocks(
    { initialisations: draws, readouts, size, tracedBelow: 0 },
    executor,
    noStore,
    {
      drawn: () => {},
      inOrder: (result) => {
        for (const draw of result.draws) running.add(take(draw));
        const rate = running.count / ((performance.now() - started) / 1000);
        onProgress?.({
          stage: 'draws',
          done: running.count,
          total: draws,
          readouts,
          agreement: running.value(),
          maxFraction: { mean: Number.NaN, standardError: Number.NaN },
          rate,
          secondsLeft: (draws - running.count) / rate,
        });
        return false;
      },
    },
    signal,
  );
}
