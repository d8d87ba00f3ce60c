import { Piscina } from 'piscina';
import { sizeOf } from '../../graph/graph.ts';
import type { Executor } from '../../measure/draw/executor.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { unpacked } from './packedError.ts';
import type { Outcome } from './worker.ts';

/**
 * Megabytes of a thread's heap for what has just been made. ONNX Runtime's binding hands a copy of every output to JavaScript,
 * besides writing it where it belongs. In a small heap the young soon make room for each other, and those copies go with them;
 * in one of the usual size copies pile up until all of it is collected, which takes a fifth of the time of small networks.
 */
const YOUNG = 6;
/** Numbers of a feature matrix from which that no longer pays: copies of several megabytes are rather given back together. */
const LARGE = 2 ** 19;

/** One worker thread per core, each with its own sessions and buffers; ONNX Runtime itself stays single-threaded. */
export function threadExecutor(assignment: Assignment, workers: number): Executor {
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: assignment,
    ...(featuresOf(assignment) < LARGE && { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } }),
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

/** How many numbers the features of all points are. */
function featuresOf({ program, points }: Assignment): number {
  return points * sizeOf(program.features.shape);
}
