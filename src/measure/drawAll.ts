import { UserError } from '../errors.ts';
import { type BlockPlan, type BlockStore, noStore, runBlocks } from './blocks.ts';
import type { Executor } from './draw/executor.ts';
import type { MeasureOptions, Progress } from './plan/plan.ts';
import type { Tally } from './tally/tally.ts';

/** Stopping early needs this many draws for an error that can be trusted. */
const FEWEST_FOR_STOPPING = 16;

interface Drawing {
  readonly blocks: BlockPlan;
  /** Seconds that a draw is thought to take, until draws have shown it. */
  readonly secondsOfDraw: number;
  /** Draws end when the standard error of agreement is below this; null: with the last. */
  readonly untilSe: number | null;
  readonly executor: Executor;
  readonly store?: BlockStore;
  /** The first is of the network itself, the others of the shorter ones that a draw carries. */
  readonly tallies: readonly Tally[];
}

/**
 * Draws all blocks into tallies, and tells how it goes.
 * @returns whether nothing is left to be drawn, and the engines that drew
 * @throws UserError `bad-argument` when an abort left fewer than two draws
 */
export async function drawAll(
  { blocks, secondsOfDraw, untilSe, executor, store = noStore, tallies }: Drawing,
  { signal, onProgress }: Pick<MeasureOptions, 'signal' | 'onProgress'>,
): Promise<{ complete: boolean; engines: readonly string[] }> {
  const started = performance.now();
  const [tally, ...shorter] = tallies;
  const engines = new Set<string>();
  let fresh = 0;
  const underWay = blockSeconds(blocks, secondsOfDraw, executor.workers);
  onProgress?.({ ...progressOf(tally, blocks, started, fresh), secondsUnderWay: underWay(0, 0) });
  const complete = await runBlocks(
    blocks,
    executor,
    store,
    {
      inOrder: ({ draws, engine }) => {
        for (const draw of draws) {
          tally.add(draw);
          shorter.forEach((other, index) => {
            other.add(draw.shorter![index]);
          });
        }
        engines.add(engine);
        const passed = (performance.now() - started) / 1000;
        onProgress?.({ ...progressOf(tally, blocks, started, fresh), secondsUnderWay: underWay(fresh, passed) });
        return untilSe !== null && tally.draws >= FEWEST_FOR_STOPPING && tally.agreement.standardError < untilSe;
      },
      drawn: ({ draws }) => {
        fresh += draws.length;
      },
    },
    signal,
  );
  if (tally.draws < 2) throw tooFew(tally.draws);
  return { complete, engines: [...engines] };
}

/** How long a block takes at most: as thought before, until draws have shown it. */
function blockSeconds({ size }: BlockPlan, secondsOfDraw: number, workers: number) {
  return (draws: number, seconds: number) => (draws === 0 ? size * secondsOfDraw : (seconds * size * workers) / draws);
}

/**
 * Where drawing stands.
 * @param started by the clock of `performance`
 * @param fresh draws made since; those read from a store took no time
 */
export function progressOf(tally: Tally, blocks: BlockPlan, started: number, fresh = tally.draws): Progress {
  const seconds = (performance.now() - started) / 1000;
  const rate = fresh / seconds;
  return {
    stage: 'draws',
    done: tally.draws,
    total: blocks.initialisations,
    readouts: blocks.readouts,
    agreement: tally.agreement.value(),
    maxFraction: tally.maxFraction.value(),
    rate,
    secondsLeft: rate > 0 ? (blocks.initialisations - tally.draws) / rate : Number.NaN,
  };
}

function tooFew(draws: number): UserError {
  return new UserError(
    'bad-argument',
    `stopped after ${draws === 1 ? 'one initialisation' : 'no initialisation'}: at least two are needed for an error bar`,
  );
}
