import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockListener, type BlockPlan, type BlockStore, noStore, runBlocks } from './blocks.ts';
import type { Executor, Task, TaskResult } from './draw/executor.ts';

const plan: BlockPlan = { initialisations: 23, size: 4, readouts: 2, tracedBelow: 5 };
const blocks = 6;
const everything = Array.from({ length: 23 }, (_, i) => i);

/** A draw that says only which one it is. */
const resultOf = ({ from, to }: Task): TaskResult => ({
  draws: Array.from({ length: to - from }, (_, i) => ({
    initialisation: from + i,
    counts: new Uint32Array(2),
    tied: 0,
    notNumbers: 0,
    correlation: 0,
    complement: 1,
  })),
  engine: 'fake',
});

/** Takes some turns of the event loop for each task, and remembers the tasks. */
function fakeExecutor(workers: number, turns: (task: number) => number = () => 0) {
  const tasks: Task[] = [];
  let busy = 0;
  let busiest = 0;
  const executor: Executor = {
    workers,
    async run(task) {
      tasks.push(task);
      busiest = Math.max(busiest, ++busy);
      for (let i = turns(task.from / plan.size); i > 0; i--) await new Promise((resume) => setImmediate(resume));
      busy--;
      return resultOf(task);
    },
    close: () => Promise.resolve(),
  };
  return { executor, tasks, busiest: () => busiest };
}

function recorder(stopAt = Number.POSITIVE_INFINITY): BlockListener & { readonly seen: number[]; drawnCount: number } {
  const seen: number[] = [];
  return {
    seen,
    drawnCount: 0,
    inOrder({ draws }) {
      seen.push(...draws.map((draw) => draw.initialisation));
      return seen.length >= stopAt;
    },
    drawn({ draws }) {
      this.drawnCount += draws.length;
    },
  };
}

/** Keeps blocks in memory. */
function memoryStore(): BlockStore & { readonly kept: Map<number, TaskResult>; reads: number } {
  const kept = new Map<number, TaskResult>();
  return {
    kept,
    reads: 0,
    has: (block) => kept.has(block),
    read(block) {
      this.reads++;
      return Promise.resolve(kept.get(block)!);
    },
    write: (block, result) => Promise.resolve(void kept.set(block, result)),
  };
}

const delays = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: blocks, maxLength: blocks });

describe('blocks of initialisations', () => {
  it.each([1, 2, 3])('are delivered in order by %i lanes, whichever is finished first', async (lanes) => {
    await fc.assert(
      fc.asyncProperty(delays, async (turns) => {
        const { executor, busiest } = fakeExecutor(lanes, (block) => turns[block]);
        const listener = recorder();
        expect(await runBlocks(plan, executor, noStore, listener)).toBe(true);
        expect(listener.seen).toEqual(everything);
        expect(listener.drawnCount).toBe(23);
        expect(busiest()).toBeLessThanOrEqual(lanes);
      }),
      { numRuns: 40 },
    );
  });

  it('cover all initialisations once, the last block being shorter, with the readouts of the plan', async () => {
    const { executor, tasks } = fakeExecutor(1);
    await runBlocks(plan, executor, noStore, recorder());
    expect(tasks.map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [4, 8],
      [8, 12],
      [12, 16],
      [16, 20],
      [20, 23],
    ]);
    expect(tasks.every(({ readouts, tracedBelow }) => readouts === 2 && tracedBelow === 5)).toBe(true);
  });

  it('keep all lanes busy', async () => {
    const { executor, busiest } = fakeExecutor(3, () => 5);
    await runBlocks(plan, executor, noStore, recorder());
    expect(busiest()).toBe(3);
  });
});

describe('a listener that has enough', () => {
  it('sees the same blocks whatever the lanes and delays, and none after', async () => {
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 1, max: 3 }), async (turns, lanes) => {
        const listener = recorder(9);
        const { executor } = fakeExecutor(lanes, (block) => turns[block]);
        expect(await runBlocks(plan, executor, noStore, listener)).toBe(true);
        expect(listener.seen).toEqual(everything.slice(0, 12));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps lanes from starting anything new', async () => {
    const { executor, tasks } = fakeExecutor(1);
    await runBlocks(plan, executor, noStore, recorder(1));
    expect(tasks).toHaveLength(1);
  });
});

describe('an abort', () => {
  it('lets the blocks under way finish and delivers them in order, gaps and all', async () => {
    const abort = new AbortController();
    // Block 0 is slow; 1 to 3 are finished by the other lane, and the abort comes with the third.
    const { executor, tasks } = fakeExecutor(2, (block) => (block === 0 ? 60 : 1));
    const listener = recorder();
    const store = memoryStore();
    const write = store.write.bind(store);
    store.write = (block, result) => {
      if (block === 3) abort.abort();
      return write(block, result);
    };
    expect(await runBlocks(plan, executor, store, listener, abort.signal)).toBe(false);
    expect(tasks).toHaveLength(4);
    expect(listener.seen).toEqual(everything.slice(0, 16));
    expect([...store.kept.keys()].sort()).toEqual([0, 1, 2, 3]);
  });

  it('before anything was drawn delivers nothing', async () => {
    const { executor, tasks } = fakeExecutor(2);
    const listener = recorder();
    expect(await runBlocks(plan, executor, noStore, listener, AbortSignal.abort())).toBe(false);
    expect([listener.seen, tasks]).toEqual([[], []]);
  });
});

describe('a store', () => {
  it('spares the blocks it has from being drawn again, in any order they were saved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([0, 1, 2, 3, 4, 5]), fc.integer({ min: 1, max: 3 }), async (saved, lanes) => {
        const store = memoryStore();
        for (const block of saved) {
          store.kept.set(block, resultOf({ ...plan, from: block * 4, to: Math.min(23, block * 4 + 4) }));
        }
        const { executor, tasks } = fakeExecutor(lanes, (block) => (block * 7) % 5);
        const listener = recorder();
        expect(await runBlocks(plan, executor, store, listener)).toBe(true);
        expect(listener.seen).toEqual(everything);
        expect(tasks.map((task) => task.from / 4).filter((block) => saved.includes(block))).toEqual([]);
        expect([store.reads, tasks.length, store.kept.size]).toEqual([saved.length, blocks - saved.length, blocks]);
        expect(listener.drawnCount).toBe(tasks.reduce((sum, { from, to }) => sum + to - from, 0));
      }),
      { numRuns: 60 },
    );
  });

  it('lets an aborted run go on to the same end', async () => {
    const store = memoryStore();
    const abort = new AbortController();
    const first = recorder();
    first.drawn = () => abort.abort();
    expect(await runBlocks(plan, fakeExecutor(2, () => 2).executor, store, first, abort.signal)).toBe(false);
    expect(store.kept.size).toBe(2);
    const second = recorder();
    expect(await runBlocks(plan, fakeExecutor(3, (block) => block % 3).executor, store, second)).toBe(true);
    expect(second.seen).toEqual(everything);
  });
});

describe('a failure', () => {
  it('of a worker ends the run with its error', async () => {
    const { executor } = fakeExecutor(2);
    const failing = { ...executor, run: () => Promise.reject(new Error('out of memory')) };
    await expect(runBlocks(plan, failing, noStore, recorder())).rejects.toThrow('out of memory');
  });

  it('of the store or the listener, too', async () => {
    const { executor } = fakeExecutor(2);
    const full = { ...noStore, write: () => Promise.reject(new Error('disk full')) };
    await expect(runBlocks(plan, executor, full, recorder())).rejects.toThrow('disk full');
    const upset = {
      ...recorder(),
      inOrder: () => {
        throw new Error('upset');
      },
    };
    await expect(runBlocks(plan, executor, noStore, upset)).rejects.toThrow('upset');
    await expect(noStore.read(0)).rejects.toThrow('nothing was stored');
  });
});
