import type { Executor, TaskResult } from './draw/executor.ts';

/** Initialisations are drawn, saved and resumed in blocks of equal size; block b begins at b × size. */
export interface BlockPlan {
  readonly initialisations: number;
  readonly size: number;
  readonly readouts: number;
  readonly tracedBelow: number;
}

/** Blocks already drawn, and a place to save new ones. */
export interface BlockStore {
  has(block: number): boolean;
  read(block: number): Promise<TaskResult>;
  write(block: number, result: TaskResult): Promise<void>;
}

export interface BlockListener {
  /** Called for every block in order of number, whatever the order they were finished in. Returns true to stop. */
  inOrder(result: TaskResult): boolean;
  /** Called as soon as a block was drawn, in any order. */
  drawn(result: TaskResult): void;
}

/**
 * Draws all blocks on all workers. The listener sees them in order, so that sums, and a decision to stop, are the same
 * whatever the number of workers and however often the run was interrupted.
 *
 * @param signal an abort lets the blocks under way finish; blocks finished out of order are still delivered, in order
 * @returns true when every block, or all up to a stop, was delivered
 */
export async function runBlocks(
  plan: BlockPlan,
  executor: Executor,
  store: BlockStore,
  listener: BlockListener,
  signal?: AbortSignal,
): Promise<boolean> {
  const count = Math.ceil(plan.initialisations / plan.size);
  // Finished blocks waiting for an earlier one. Saved ones are kept as a mere mark and read again when their turn comes.
  const waiting = new Map<number, TaskResult | 'stored'>();
  let delivered = 0;
  let started = 0;
  let stopped = false;

  const deliver = async (skipGaps: boolean): Promise<void> => {
    while (delivered < count && !stopped) {
      const block = waiting.get(delivered);
      if (block === undefined && !skipGaps) return;
      waiting.delete(delivered);
      const result = block === 'stored' ? await store.read(delivered) : block;
      delivered++;
      if (result) stopped = listener.inOrder(result);
    }
  };
  // Deliveries are chained: two workers that finish together must not interleave.
  let delivery = Promise.resolve();
  const lane = async (): Promise<void> => {
    while (started < count && !stopped && !signal?.aborted) {
      const block = started++;
      if (store.has(block)) waiting.set(block, 'stored');
      else waiting.set(block, await draw(block));
      delivery = delivery.then(() => deliver(false));
      await delivery;
    }
  };
  const draw = async (block: number): Promise<TaskResult> => {
    const from = block * plan.size;
    const to = Math.min(from + plan.size, plan.initialisations);
    const { readouts, tracedBelow } = plan;
    const result = await executor.run({ from, to, readouts, tracedBelow });
    await store.write(block, result);
    listener.drawn(result);
    return result;
  };

  await Promise.all(Array.from({ length: executor.workers }, lane));
  const complete = stopped || delivered === count;
  if (!complete) await deliver(true);
  return complete;
}

/** Keeps blocks nowhere: each is delivered once and forgotten. */
export const noStore: BlockStore = {
  has: () => false,
  read: () => Promise.reject(new Error('nothing was stored')),
  write: () => Promise.resolve(),
};
