import { Piscina } from 'piscina';
import type { Assignment } from '../measure/assignment.ts';
import type { Executor } from '../measure/executor.ts';
import { unpacked } from './packedError.ts';
import type { Outcome } from './worker.ts';

/** One worker thread a core, each with sessions and buffers of its own; ONNX Runtime itself stays single-threaded. */
export function threadExecutor(assignment: Assignment, workers: number): Executor {
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: assignment,
  });
  return {
    workers,
    run: async (task) => {
      const outcome: Outcome = await pool.run(task);
      if ('error' in outcome) throw unpacked(outcome.error);
      return outcome.result;
    },
    close: () => pool.destroy(),
  };
}
