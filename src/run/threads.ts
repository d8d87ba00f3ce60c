import { Piscina } from 'piscina';
import type { Assignment } from '../measure/assignment.ts';
import type { Executor } from '../measure/executor.ts';

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
    run: (task) => pool.run(task),
    close: () => pool.destroy(),
  };
}
