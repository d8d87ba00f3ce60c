import { availableParallelism, cpus } from 'node:os';
import type { Host } from '../measure/measure.ts';
import { version } from '../version.ts';
import { threadExecutor } from './threads.ts';

/** Node lends worker threads, one a core unless told otherwise. */
export const nodeHost: Host = {
  executor: (assignment, workers = availableParallelism()) => threadExecutor(assignment, workers),
  provenance: (workers) => ({
    firstguess: version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    workers,
    date: new Date().toISOString(),
  }),
};
