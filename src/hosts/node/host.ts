import { availableParallelism, cpus } from 'node:os';
import type { Host } from '../../measure/measure.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { version } from '../../version.ts';
import { nodeDevice } from './device.ts';
import { theoristOnThread } from './theoryThread.ts';
import { threadExecutor } from './threads.ts';

/**
 * Node provides worker threads, one per core by default; a GPU serves one of them.
 * @throws UserError `unknown-name` for an unknown device
 */
export async function nodeHost(choice?: MeasureOptions['device']): Promise<Host> {
  const { device, note } = await nodeDevice(choice);
  return {
    executor: (assignment, workers = availableParallelism()) =>
      threadExecutor({ ...assignment, device }, device === 'cpu' ? workers : 1),
    theorist: theoristOnThread,
    provenance: (workers) => ({
      firstguess: version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      workers,
      date: new Date().toISOString(),
    }),
    notes: note === undefined ? [] : [note],
  };
}
