import { availableParallelism, cpus } from 'node:os';
import type { Host } from '../../measure/measure.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { count, plural } from '../../results/format.ts';
import { version } from '../../version.ts';
import { nodeDevice } from './device.ts';
import { affordableWorkers } from './memory.ts';
import { theoristOnThread } from './theoryThread.ts';
import { threadExecutor } from './threads.ts';

/** More threads than this get in each other's way, and in that of signals. */
const WORKERS_PER_CORE = 2;

/**
 * Node provides worker threads, one per core by default; a GPU serves one of them.
 * @throws UserError `unknown-name` for an unknown device
 */
export async function nodeHost(choice?: MeasureOptions['device']): Promise<Host> {
  const { device, note } = await nodeDevice(choice);
  const cores = availableParallelism();
  const notes = new Set(note === undefined ? [] : [note]);
  return {
    executor: (assignment, asked = cores) => {
      const sensible = Math.min(asked, WORKERS_PER_CORE * Math.max(4, cores));
      if (sensible < asked)
        notes.add(`${count(asked)} workers were asked for, ${sensible} used: more threads than cores are no faster`);
      const workers = affordableWorkers(assignment, device === 'cpu' ? sensible : 1);
      if (workers < Math.min(sensible, cores))
        notes.add(`${plural(workers, 'worker')} used: more would not fit in memory`);
      return threadExecutor({ ...assignment, device }, workers);
    },
    theorist: theoristOnThread,
    provenance: (workers) => ({
      firstguess: version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      workers,
      date: new Date().toISOString(),
    }),
    get notes() {
      return [...notes];
    },
  };
}
